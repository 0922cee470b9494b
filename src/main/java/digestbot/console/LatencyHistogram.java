package digestbot.console;

import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The times of deliveries.
///
/// @param counts the number of deliveries in each bucket of [DeliveryTime#LIMITS]
record LatencyHistogram(List<Long> counts) {

    static final LatencyHistogram EMPTY = new LatencyHistogram(Collections.nCopies(DeliveryTime.LIMITS.size(), 0L));

    LatencyHistogram {
        counts = List.copyOf(counts);
    }

    /// All deliveries are in the bucket with that upper limit.
    static LatencyHistogram of(Duration limit, long deliveries) {
        int bucket = DeliveryTime.LIMITS.indexOf(limit);
        return new LatencyHistogram(IntStream.range(0, DeliveryTime.LIMITS.size())
                .mapToObj(i -> i == bucket ? deliveries : 0L)
                .toList());
    }

    LatencyHistogram plus(LatencyHistogram other) {
        return new LatencyHistogram(IntStream.range(0, counts.size())
                .mapToObj(i -> counts.get(i) + other.counts.get(i))
                .toList());
    }

    long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /// The time within which this share of the deliveries was made, estimated as if the times in a
    /// bucket were spread evenly, as Prometheus does; empty if there are no deliveries.
    ///
    /// @param share between 0 and 1
    Optional<Duration> quantile(double share) {
        double left = share * total();
        for (int i = 0; i < counts.size(); i++) {
            long here = counts.get(i);
            if (here > 0 && left <= here) {
                long lower = i == 0 ? 0 : DeliveryTime.LIMITS.get(i - 1).toMillis();
                long width = DeliveryTime.LIMITS.get(i).toMillis() - lower;
                return Optional.of(Duration.ofMillis(lower + Math.round(width * left / here)));
            }
            left -= here;
        }
        return Optional.empty();
    }
}
