package digestbot.console;

import digestbot.audience.Platform;
import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.console.ConsoleStore.Figures;
import digestbot.console.ConsoleStore.KnownChats;
import digestbot.console.ConsoleStore.QueueCount;
import digestbot.console.HourCountStore.HourCount;
import digestbot.console.HourCountStore.LatencyHistogram;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.SendCounters.AttemptResult;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.Due;
import digestbot.delivery.status.ViewCountStore;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.JobMonitor;
import digestbot.ops.health.JobMonitor.JobStatus;
import digestbot.webhook.WebhookStore;
import digestbot.webhook.WebhookStore.WebhookState;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The metrics in Prometheus text format, read at scrape time. Labels are platforms, topics, outcomes
/// and the like, never chats. Micrometer only measures the virtual machine.
///
/// @param node the name of this node; empty if there is only one
public record Metrics(
        Database database,
        BotInfo bot,
        Map<Platform, PlatformSource> platforms,
        JobMonitor jobs,
        String node,
        InstantSource clock,
        DeliveryTimeHistory deliveryTimes,
        PrometheusMeterRegistry registry)
        implements AutoCloseable {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PLATFORM = "platform";
    private static final int VIEW_DAYS = 7;

    /// The running program.
    ///
    /// @param lastBackup returns the time of the last nightly backup; empty if there is none
    public record BotInfo(String version, Instant startedAt, Supplier<Optional<Instant>> lastBackup) {}

    /// The sources of a platform's metrics. Its counters begin at the start of the bot.
    ///
    /// @param updates returns the number of requests by people, by kind
    public record PlatformSource(
            Supplier<Heartbeat.HealthState> state,
            SendCounters counters,
            RequestCounters requests,
            Supplier<Map<String, Long>> updates) {}

    public static Metrics of(
            Database database,
            BotInfo bot,
            Map<Platform, PlatformSource> platforms,
            JobMonitor jobs,
            String node,
            InstantSource clock) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new Metrics(
                database,
                bot,
                new TreeMap<>(platforms),
                jobs,
                node,
                clock,
                new DeliveryTimeHistory(bot.startedAt()),
                registry);
        MultiCollector collector = () -> new MetricSnapshots(database.read(metrics::read));
        registry.getPrometheusRegistry().register(collector);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        return metrics;
    }

    public synchronized String scrape() {
        return registry.scrape();
    }

    private List<MetricSnapshot> read(Transaction tx) {
        Instant now = clock.instant();
        List<MetricSnapshot> all = new ArrayList<>(ofBot(tx, now));
        all.addAll(ofPlatforms(tx, now));
        all.addAll(ofDeliveries(tx, now));
        if (!node.isEmpty()) {
            all.addAll(ofCluster(ClusterStatus.read(tx)));
        }
        return all;
    }

    private List<MetricSnapshot> ofBot(Transaction tx, Instant now) {
        Figures figures = ConsoleStore.figures(tx);
        LocalDate first = LocalDate.ofInstant(now, ZoneId.systemDefault()).minusDays(VIEW_DAYS - 1L);
        List<WebhookState> states = new WebhookStore().all(tx);
        List<JobStatus> running = jobs.all();
        return List.of(
                gauge("digestbot_digests", "Published digests", figures.digests()),
                gauge("digestbot_digests_held", "Digests held for review", figures.heldDigests()),
                gauge("digestbot_files_invalid", "Invalid files in the digest folder", figures.invalidFiles()),
                gauge("digestbot_alarms", "Open alarms", figures.alarms()),
                gauge(
                        "digestbot_backup_last_success_timestamp_seconds",
                        "Unix time of the last nightly backup; not a number without one",
                        bot.lastBackup().get().map(Metrics::unixTime).orElse(Double.NaN)),
                new InfoSnapshot(
                        new MetricMetadata("digestbot_build", "1; the label is the version"),
                        List.of(new InfoDataPointSnapshot(Labels.of("version", bot.version())))),
                gauges(
                        "digestbot_digest_last_published_timestamp_seconds",
                        "Unix time at which the topic's last digest was published",
                        ConsoleStore.lastPublished(tx).entrySet(),
                        last -> Labels.of("topic", last.getKey()),
                        last -> unixTime(last.getValue())),
                gauges(
                        "digestbot_digest_views",
                        "Openings of a view in the last %d days; none below %d"
                                .formatted(VIEW_DAYS, ViewCountStore.MIN_SHOWN),
                        new ViewCountStore().since(tx, first),
                        count -> Labels.of(
                                "topic",
                                count.topic(),
                                "view",
                                count.view().id(),
                                "button",
                                count.trigger().id(),
                                PLATFORM,
                                count.platform().id()),
                        ViewCountStore.ViewCount::views),
                gauges(
                        "digestbot_webhook_events_waiting",
                        "Events that the receiver has not taken yet",
                        states,
                        state -> Labels.of("webhook", state.key()),
                        WebhookState::waiting),
                gauges(
                        "digestbot_webhook_failing",
                        "1 while the receiver is gone or does not take events",
                        states,
                        state -> Labels.of("webhook", state.key()),
                        state -> oneIf(state.isFailing())),
                // The label is not named `job`, because Prometheus sets a label of that name.
                gauges(
                        "digestbot_job_last_success_timestamp_seconds",
                        "Unix time of the job's last success, or of the bot's start before the first",
                        running,
                        job -> Labels.of("name", job.name()),
                        job -> unixTime(now.minus(job.sinceSuccess()))),
                gauges(
                        "digestbot_job_well",
                        "1 while the job succeeds as often as it should",
                        running,
                        job -> Labels.of("name", job.name()),
                        job -> oneIf(job.isHealthy())));
    }

    private List<MetricSnapshot> ofPlatforms(Transaction tx, Instant now) {
        List<Due> due = new DeliveryStatusStore().due(tx, now);
        List<QueueCount> queued = ConsoleStore.queue(tx, DeliveryState.QUEUED);
        List<KnownChats> chats = ConsoleStore.chats(tx);
        return List.of(
                ofEach(
                        "digestbot_platform_connected",
                        "1 while the platform is connected",
                        platform -> oneIf(source(platform).state().get().healthy())),
                ofEach(
                        "digestbot_deliveries_due",
                        "Deliveries due and not yet sent",
                        platform -> sum(due, each -> each.platform() == platform, Due::deliveries)),
                ofEach(
                        "digestbot_deliveries_oldest_due_seconds",
                        "Age of the oldest due delivery; 0 if none is due",
                        platform -> sum(
                                due,
                                each -> each.platform() == platform,
                                each -> Duration.between(each.oldest(), now).toMillis() / 1000.0)),
                ofEach(
                        "digestbot_deliveries_queued",
                        "Deliveries not yet sent, including scheduled ones",
                        platform -> sum(queued, each -> each.platform() == platform, QueueCount::deliveries)),
                gauges(
                        "digestbot_subscribers",
                        "Known chats, by whether the bot can reach them",
                        platforms.keySet().stream()
                                .flatMap(platform -> Stream.of(true, false)
                                        .map(reachable -> new Point(
                                                Labels.of(
                                                        PLATFORM,
                                                        platform.id(),
                                                        "state",
                                                        reachable ? "reachable" : "paused"),
                                                sum(
                                                        chats,
                                                        each -> each.platform() == platform,
                                                        reachable ? KnownChats::reachable : KnownChats::paused))))
                                .toList(),
                        Point::labels,
                        Point::value));
    }

    private List<MetricSnapshot> ofDeliveries(Transaction tx, Instant now) {
        deliveryTimes.read(tx, now);
        return List.of(
                counter(
                        "digestbot_deliveries_settled",
                        "Delivery attempts since the start, by result",
                        (platform, source) -> Stream.of(AttemptResult.values())
                                .map(kind -> new Point(
                                        Labels.of(PLATFORM, platform.id(), "outcome", kind.id()),
                                        source.counters().count(kind)))),
                counter(
                        "digestbot_rate_limited",
                        "Requests that the platform answered by 429, since the start",
                        (platform, source) -> Stream.of(new Point(
                                Labels.of(PLATFORM, platform.id()),
                                source.requests().rateLimited()))),
                counter(
                        "digestbot_updates",
                        "Commands, presses and other messages from people, since the start",
                        (platform, source) -> source.updates().get().entrySet().stream()
                                .map(kind -> new Point(
                                        Labels.of(PLATFORM, platform.id(), "kind", kind.getKey()), kind.getValue()))),
                new HistogramSnapshot(
                        new MetricMetadata(
                                "digestbot_delivery_seconds",
                                "Time from due to sent of digests and broadcasts, since the hour of the start"),
                        platforms.isEmpty() ? List.of() : deliveryTimes.points()),
                new HistogramSnapshot(
                        new MetricMetadata(
                                "digestbot_platform_request_seconds",
                                "Time until the platform answered a request, since the start"),
                        platforms.entrySet().stream()
                                .flatMap(platform -> requestTimes(
                                        platform.getKey(), platform.getValue().requests()))
                                .toList()));
    }

    /// The metrics of the nodes that share a database. All nodes report the same, except whether
    /// they are the leader.
    private List<MetricSnapshot> ofCluster(ClusterStatus status) {
        Optional<String> leader = status.leader().flatMap(LeaderRow::node);
        return List.of(
                gauge(
                        "digestbot_nodes",
                        "Nodes of the cluster that are alive",
                        status.live().size()),
                gauge("digestbot_leader_present", "1 while a node is the leader", oneIf(leader.isPresent())),
                gauge(
                        "digestbot_leader_here",
                        "1 while this node is the leader",
                        oneIf(leader.filter(node::equals).isPresent())),
                gauge(
                        "digestbot_leader_term",
                        "Times that a node has become the leader",
                        status.lease().map(LeaderRow::term).orElse(0L)));
    }

    private record Point(Labels labels, double value) {}

    private static MetricSnapshot gauge(String name, String help, Number value) {
        return gauges(name, help, List.of(value), _ -> Labels.EMPTY, Number::doubleValue);
    }

    private static <T> MetricSnapshot gauges(
            String name, String help, Collection<T> rows, Function<T, Labels> labels, ToDoubleFunction<T> value) {
        return new GaugeSnapshot(
                new MetricMetadata(name, help),
                rows.stream()
                        .map(row -> new GaugeDataPointSnapshot(value.applyAsDouble(row), labels.apply(row), null))
                        .toList());
    }

    private MetricSnapshot ofEach(String name, String help, ToDoubleFunction<Platform> value) {
        return gauges(name, help, platforms.keySet(), platform -> Labels.of(PLATFORM, platform.id()), value);
    }

    private MetricSnapshot counter(
            String name, String help, BiFunction<Platform, PlatformSource, Stream<Point>> points) {
        return new CounterSnapshot(
                new MetricMetadata(name, help),
                platforms.entrySet().stream()
                        .flatMap(platform -> points.apply(platform.getKey(), platform.getValue()))
                        .map(point -> new CounterDataPointSnapshot(point.value(), point.labels(), null, 0))
                        .toList());
    }

    private PlatformSource source(Platform platform) {
        return Objects.requireNonNull(platforms.get(platform));
    }

    private static <T> double sum(List<T> rows, Predicate<T> wanted, ToDoubleFunction<T> value) {
        return rows.stream().filter(wanted).mapToDouble(value).sum();
    }

    private static double oneIf(boolean condition) {
        return condition ? 1 : 0;
    }

    private static double unixTime(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    private static Stream<HistogramDataPointSnapshot> requestTimes(Platform platform, RequestCounters requests) {
        return requests.byMethod().entrySet().stream()
                .map(entry -> histogram(
                        Labels.of(PLATFORM, platform.id(), "method", entry.getKey()),
                        RequestCounters.LIMITS,
                        entry.getValue().counts(),
                        entry.getValue().sum().toNanos() / 1e9));
    }

    /// @param limits the upper limits of the buckets, in ascending order; above the last one, there
    ///     is one more bucket
    /// @param sumSeconds not a number if the sum of all times is not known
    private static HistogramDataPointSnapshot histogram(
            Labels labels, List<Duration> limits, List<Long> counts, double sumSeconds) {
        List<Double> bounds = new ArrayList<>();
        limits.forEach(limit -> bounds.add(limit.toMillis() / 1000.0));
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(sumSeconds)
                .build();
    }

    /// The times of all deliveries since the start. Past hours never change and are read only once.
    private static final class DeliveryTimeHistory {

        private final Map<Platform, LatencyHistogram> past = new EnumMap<>(Platform.class);
        private Instant from;
        private List<HourCount> current = List.of();

        private DeliveryTimeHistory(Instant from) {
            this.from = from;
        }

        private void read(Transaction transaction, Instant now) {
            List<HourCount> running = new ArrayList<>();
            // Results of the last hour may still arrive.
            Instant settled = now.minus(Duration.ofHours(2));
            for (HourCount hour : HourCountStore.since(transaction, from)) {
                if (hour.hour().isBefore(settled)) {
                    past.merge(hour.platform(), hour.totals().times(), LatencyHistogram::plus);
                    from = hour.hour().plus(Duration.ofHours(1));
                } else {
                    running.add(hour);
                }
            }
            current = running;
        }

        /// The last bucket of the history also has all longer times.
        private List<HistogramDataPointSnapshot> points() {
            Map<Platform, LatencyHistogram> all = new EnumMap<>(past);
            current.forEach(hour -> all.merge(hour.platform(), hour.totals().times(), LatencyHistogram::plus));
            List<Duration> limits = DeliveryTime.LIMITS.subList(0, DeliveryTime.LIMITS.size() - 1);
            return all.entrySet().stream()
                    .map(entry -> histogram(
                            Labels.of(PLATFORM, entry.getKey().id()),
                            limits,
                            entry.getValue().counts(),
                            Double.NaN))
                    .toList();
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
