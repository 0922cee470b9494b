package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.status.DeliveryCountStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The metrics of the platforms that the bot serves: connections, queues, results and times.
final class PlatformMetrics {

    private static final String PLATFORM = "platform";

    private final MetricsStore store = new MetricsStore();
    private final DeliveryCountStore backlogs = new DeliveryCountStore();
    private final DeliveryHistogram delivered;
    private final Map<Platform, DueBacklog> waiting = new ConcurrentHashMap<>();
    private volatile Counts counts = new Counts(Map.of(), Map.of(), Map.of());

    private record DueBacklog(long deliveries, Duration oldest) {
        static final DueBacklog NOTHING = new DueBacklog(0, Duration.ZERO);
    }

    private record Counts(Map<Platform, Long> reachable, Map<Platform, Long> paused, Map<Platform, Long> queued) {}

    PlatformMetrics(
            PrometheusMeterRegistry registry, Map<Platform, Metrics.PlatformSource> platforms, Instant startedAt) {
        delivered = new DeliveryHistogram(startedAt);
        platforms.forEach((platform, source) -> bind(registry, platform, source));
        if (platforms.isEmpty()) {
            return;
        }
        registry.getPrometheusRegistry()
                .register(histogram(
                        "digestbot_delivery_seconds",
                        "Time from due to sent of digests and broadcasts, since the hour of the start",
                        () -> delivered.byPlatform().entrySet().stream().map(PlatformMetrics::deliveryTimes)));
        registry.getPrometheusRegistry()
                .register(histogram(
                        "digestbot_platform_request_seconds",
                        "Time until the platform answered a request, since the start",
                        () -> platforms.entrySet().stream()
                                .flatMap(each -> requestTimes(
                                        each.getKey(), each.getValue().requests()))));
    }

    /// The last bucket of the history also has all longer times.
    private static Times deliveryTimes(Map.Entry<Platform, LatencyHistogram> entry) {
        List<Duration> limits = DeliveryTime.LIMITS.subList(0, DeliveryTime.LIMITS.size() - 1);
        return new Times(
                Labels.of(PLATFORM, entry.getKey().id()),
                limits,
                entry.getValue().counts(),
                Double.NaN);
    }

    private static Stream<Times> requestTimes(Platform platform, RequestCounters requests) {
        return requests.byMethod().entrySet().stream()
                .map(entry -> new Times(
                        Labels.of(PLATFORM, platform.id(), "method", entry.getKey()),
                        RequestCounters.LIMITS,
                        entry.getValue().counts(),
                        entry.getValue().sum().toNanos() / 1e9));
    }

    private void bind(PrometheusMeterRegistry registry, Platform platform, Metrics.PlatformSource source) {
        Tags tags = Tags.of(PLATFORM, platform.id());
        Metrics.gauge(
                registry,
                "digestbot.platform.connected",
                "1 while the platform is connected",
                tags,
                () -> source.state().get().healthy() ? 1 : 0);
        Metrics.gauge(
                registry,
                "digestbot.deliveries.due",
                "Deliveries due and not yet sent",
                tags,
                () -> waiting(platform).deliveries());
        Metrics.seconds(
                registry,
                "digestbot.deliveries.oldest.due",
                "Age of the oldest due delivery; 0 if none is due",
                tags,
                () -> waiting(platform).oldest().toMillis() / 1000.0);
        Metrics.gauge(
                registry,
                "digestbot.deliveries.queued",
                "Deliveries not yet sent, including scheduled ones",
                tags,
                () -> counts.queued().getOrDefault(platform, 0L));
        registerPeople(registry, platform, source, tags);
        for (SendCounters.AttemptResult kind : SendCounters.AttemptResult.values()) {
            FunctionCounter.builder("digestbot.deliveries.settled", source.counters(), counters -> counters.count(kind))
                    .description("Delivery attempts since the start, by result")
                    .tags(tags.and("outcome", kind.id()))
                    .register(registry);
        }
        FunctionCounter.builder("digestbot.rate.limited", source.requests(), RequestCounters::rateLimited)
                .description("Requests that the platform answered by 429, since the start")
                .tags(tags)
                .register(registry);
    }

    private void registerPeople(
            PrometheusMeterRegistry registry, Platform platform, Metrics.PlatformSource source, Tags tags) {
        String chats = "Known chats, by whether the bot can reach them";
        Metrics.gauge(
                registry,
                "digestbot.subscribers",
                chats,
                tags.and("state", "reachable"),
                () -> counts.reachable().getOrDefault(platform, 0L));
        Metrics.gauge(
                registry,
                "digestbot.subscribers",
                chats,
                tags.and("state", "paused"),
                () -> counts.paused().getOrDefault(platform, 0L));
        source.updates()
                .get()
                .keySet()
                .forEach(kind -> FunctionCounter.builder(
                                "digestbot.updates",
                                source.updates(),
                                updates -> updates.get().getOrDefault(kind, 0L))
                        .description(
                                "Commands, presses, inline queries and other messages from people, since the start")
                        .tags(tags.and("kind", kind))
                        .register(registry));
    }

    private DueBacklog waiting(Platform platform) {
        return waiting.getOrDefault(platform, DueBacklog.NOTHING);
    }

    void read(Transaction transaction, Instant now) {
        waiting.clear();
        backlogs.due(transaction, now)
                .forEach(due -> waiting.put(
                        due.platform(), new DueBacklog(due.deliveries(), Duration.between(due.oldest(), now))));
        counts = new Counts(store.reachable(transaction), store.paused(transaction), store.queued(transaction));
        delivered.read(transaction, now);
    }

    /// The times of all deliveries since the start. Past hours, which do not change any more, are
    /// read once.
    private static final class DeliveryHistogram {

        private final HourCountStore history = new HourCountStore();
        private final Map<Platform, LatencyHistogram> past = new EnumMap<>(Platform.class);
        private Instant from;
        private List<HourCountStore.HourCount> current = List.of();

        private DeliveryHistogram(Instant from) {
            this.from = from;
        }

        private void read(Transaction transaction, Instant now) {
            List<HourCountStore.HourCount> running = new ArrayList<>();
            // Results of the last hour may still be on their way.
            Instant settled = now.minus(Duration.ofHours(2));
            for (HourCountStore.HourCount hour : history.since(transaction, from)) {
                if (hour.hour().isBefore(settled)) {
                    past.merge(hour.platform(), hour.times(), LatencyHistogram::plus);
                    from = hour.hour().plus(Duration.ofHours(1));
                } else {
                    running.add(hour);
                }
            }
            current = running;
        }

        private Map<Platform, LatencyHistogram> byPlatform() {
            Map<Platform, LatencyHistogram> all = new EnumMap<>(Platform.class);
            all.putAll(past);
            current.forEach(hour -> all.merge(hour.platform(), hour.times(), LatencyHistogram::plus));
            return all;
        }
    }

    /// The times of one set of labels.
    ///
    /// @param limits the upper limits of the buckets, in ascending order; above the last one, there
    ///     is one more bucket
    /// @param sumSeconds not a number if the sum of all times is not known
    private record Times(Labels labels, List<Duration> limits, List<Long> counts, double sumSeconds) {

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

    /// A metric with one histogram for each set of labels. Micrometer only has histograms that it
    /// counts itself.
    private static Collector histogram(String name, String description, Supplier<Stream<Times>> times) {
        var metadata = new MetricMetadata(name, description);
        return () ->
                new HistogramSnapshot(metadata, times.get().map(Times::point).toList());
    }
}
