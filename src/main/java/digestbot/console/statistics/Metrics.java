package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.sending.SendCounters;
import digestbot.health.Heartbeat;
import digestbot.health.JobMonitor;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The metrics in Prometheus text format. Database values are read at scrape time. Labels are
/// platforms, topics, outcomes and the like, never chats.
public final class Metrics implements AutoCloseable {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Database database;
    private final InstantSource clock;
    private final List<MetricSource> sources;

    /// What the metrics of a platform come from.
    ///
    /// @param state its current state
    /// @param counters the deliveries settled since the start
    /// @param requests the requests to it since the start
    /// @param updates gives how often people asked since the start, by kind
    public record PlatformSource(
            Supplier<Heartbeat.HealthState> state,
            SendCounters counters,
            RequestCounters requests,
            Supplier<Map<String, Long>> updates) {}

    public Metrics(
            Database database,
            BotInfo bot,
            Map<Platform, PlatformSource> platforms,
            JobMonitor jobs,
            ClusterMetrics cluster,
            InstantSource clock) {
        this.database = database;
        this.clock = clock;
        sources = List.of(
                new ArchiveMetrics(bot),
                new PlatformMetrics(platforms, bot.startedAt()),
                cluster,
                new WebhookMetrics(),
                new JobMetrics(jobs, clock));
        sources.forEach(source -> source.bind(registry));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /// All metrics with their current values.
    public synchronized String scrape() {
        Instant now = clock.instant();
        database.read(transaction -> {
            sources.forEach(source -> source.read(transaction, now));
            return true;
        });
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
