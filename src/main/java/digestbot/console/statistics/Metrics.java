package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.status.OverdueDeliveryStore;
import digestbot.health.Heartbeat;
import digestbot.health.JobMonitor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// The metrics in Prometheus text format. Database values are read at scrape time. Labels are
/// platforms and outcomes, never chats.
public final class Metrics implements AutoCloseable {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Database database;
    private final ClusterMetrics cluster;
    private final InstantSource clock;
    private final MetricsStore store = new MetricsStore();
    private final OverdueDeliveryStore backlogs = new OverdueDeliveryStore();
    private final Map<Platform, DueBacklog> waiting = new ConcurrentHashMap<>();
    private volatile Counts counts = new Counts(Map.of(), Map.of(), Map.of());
    private volatile MetricsStore.MetricsSnapshot figures = MetricsStore.MetricsSnapshot.NONE;

    /// The due deliveries of a platform, as last read.
    private record DueBacklog(long deliveries, Duration oldest) {
        static final DueBacklog NOTHING = new DueBacklog(0, Duration.ZERO);
    }

    /// Counts by platform, as last read.
    private record Counts(Map<Platform, Long> reachable, Map<Platform, Long> paused, Map<Platform, Long> queued) {}

    /// A platform that the bot serves.
    ///
    /// @param state its current state
    /// @param counters the deliveries settled since the start
    public record PlatformMetrics(Supplier<Heartbeat.HealthState> state, SendCounters counters) {}

    public Metrics(
            Database database,
            Map<Platform, PlatformMetrics> platforms,
            JobMonitor jobs,
            ClusterMetrics cluster,
            InstantSource clock) {
        this.database = database;
        this.cluster = cluster;
        this.clock = clock;
        gauge("digestbot.digests", "Published digests", MetricsStore.MetricsSnapshot::digests);
        gauge("digestbot.files.invalid", "Invalid files in the digest folder", MetricsStore.MetricsSnapshot::problems);
        gauge("digestbot.alarms", "Open alarms", MetricsStore.MetricsSnapshot::alarms);
        platforms.forEach(this::bind);
        cluster.bind(registry);
        jobs.all().forEach(job -> bind(jobs, job.name()));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    private void bind(JobMonitor jobs, String name) {
        Tags tags = Tags.of("job", name);
        Gauge.builder(
                        "digestbot.job.last.success.timestamp",
                        () -> (clock.millis()
                                        - standing(jobs, name).sinceSuccess().toMillis())
                                / 1000.0)
                .description("Unix time of the job's last success, or of the bot's start before the first")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        Gauge.builder("digestbot.job.well", () -> standing(jobs, name).isHealthy() ? 1 : 0)
                .description("1 while the job succeeds as often as it should")
                .tags(tags)
                .register(registry);
    }

    private static JobMonitor.JobStatus standing(JobMonitor jobs, String name) {
        return jobs.all().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void bind(Platform platform, PlatformMetrics source) {
        Tags tags = Tags.of("platform", platform.id());
        Gauge.builder("digestbot.platform.connected", () -> source.state().get().healthy() ? 1 : 0)
                .description("1 while the platform is connected")
                .tags(tags)
                .register(registry);
        Gauge.builder("digestbot.deliveries.due", () -> waiting(platform).deliveries())
                .description("Deliveries due and not yet sent")
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "digestbot.deliveries.oldest.due",
                        () -> waiting(platform).oldest().toMillis() / 1000.0)
                .description("Age of the oldest due delivery; 0 if none is due")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        count(
                "digestbot.deliveries.queued",
                "Deliveries not yet sent, including scheduled ones",
                tags,
                () -> counts.queued(),
                platform);
        String chats = "Known chats, by whether the bot can reach them";
        count("digestbot.subscribers", chats, tags.and("state", "reachable"), () -> counts.reachable(), platform);
        count("digestbot.subscribers", chats, tags.and("state", "paused"), () -> counts.paused(), platform);
        for (SendCounters.AttemptResult kind : SendCounters.AttemptResult.values()) {
            FunctionCounter.builder("digestbot.deliveries.settled", source.counters(), counters -> counters.count(kind))
                    .description("Delivery attempts since the start, by result")
                    .tags(tags.and("outcome", kind.id()))
                    .register(registry);
        }
    }

    private DueBacklog waiting(Platform platform) {
        return waiting.getOrDefault(platform, DueBacklog.NOTHING);
    }

    /// All metrics with their current values.
    public synchronized String scrape() {
        database.read(transaction -> {
            read(transaction);
            return true;
        });
        return registry.scrape();
    }

    private void read(Transaction transaction) {
        Instant now = clock.instant();
        waiting.clear();
        backlogs.due(transaction, now)
                .forEach(due -> waiting.put(
                        due.platform(), new DueBacklog(due.deliveries(), Duration.between(due.oldest(), now))));
        counts = new Counts(store.reachable(transaction), store.paused(transaction), store.queued(transaction));
        figures = store.figures(transaction);
        cluster.read(transaction);
    }

    private void count(
            String name, String description, Tags tags, Supplier<Map<Platform, Long>> counts, Platform platform) {
        Gauge.builder(name, () -> counts.get().getOrDefault(platform, 0L))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, ToLongFunction<MetricsStore.MetricsSnapshot> figure) {
        Gauge.builder(name, () -> figure.applyAsLong(figures))
                .description(description)
                .register(registry);
    }

    @Override
    public void close() {
        registry.close();
    }
}
