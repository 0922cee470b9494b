package digestbot.console.statistics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Histograms of times that were counted elsewhere. Micrometer only has histograms that it counts
/// itself.
final class Histograms {

    private Histograms() {}

    /// The times of one set of labels.
    ///
    /// @param limits the upper limits of the buckets, in ascending order; above the last one, there
    ///     is one more bucket
    /// @param counts the number of times in each bucket
    /// @param sumSeconds the sum of all times; not a number if it is not known
    record Times(Labels labels, List<Duration> limits, List<Long> counts, double sumSeconds) {

        private HistogramDataPointSnapshot point() {
            List<Double> bounds = new ArrayList<>();
            limits.forEach(limit -> bounds.add(limit.toMillis() / 1000.0));
            bounds.add(Double.POSITIVE_INFINITY);
            return HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                    .sum(sumSeconds)
                    .build();
        }
    }

    /// A metric with one histogram for each set of labels.
    ///
    /// @param name the name in Prometheus
    static Collector collector(String name, String description, Supplier<Stream<Times>> times) {
        var metadata = new MetricMetadata(name, description);
        return () ->
                new HistogramSnapshot(metadata, times.get().map(Times::point).toList());
    }
}
