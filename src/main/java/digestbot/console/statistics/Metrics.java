package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.status.ViewCountStore;
import digestbot.health.Heartbeat;
import digestbot.health.JobMonitor;
import digestbot.health.JobMonitor.JobStatus;
import digestbot.webhook.WebhookStore;
import digestbot.webhook.WebhookStore.WebhookState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The metrics in Prometheus text format. Database values are read at scrape time. Labels are
/// platforms, topics, outcomes and the like, never chats.
public final class Metrics implements AutoCloseable {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int VIEW_DAYS = 7;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Database database;
    private final InstantSource clock;
    private final PlatformMetrics platforms;
    private final ClusterMetrics cluster;
    private final MetricsStore store = new MetricsStore();
    private final ViewCountStore viewCounts = new ViewCountStore();
    private final WebhookStore webhooks = new WebhookStore();
    private final MultiGauge published;
    private final MultiGauge views;
    private final MultiGauge waitingEvents;
    private final MultiGauge failingWebhooks;
    private volatile MetricsStore.MetricsSnapshot figures = MetricsStore.MetricsSnapshot.NONE;

    /// The sources of a platform's metrics. Its counters begin at the start of the bot.
    ///
    /// @param updates gives how often people asked, by kind
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
        this.platforms = new PlatformMetrics(registry, platforms, bot.startedAt());
        this.cluster = cluster;
        cluster.bind(registry);
        gauge(registry, "digestbot.digests", "Published digests", Tags.empty(), () -> figures.digests());
        gauge(registry, "digestbot.digests.held", "Digests held for review", Tags.empty(), () -> figures.heldDigests());
        gauge(
                registry,
                "digestbot.files.invalid",
                "Invalid files in the digest folder",
                Tags.empty(),
                () -> figures.problems());
        gauge(registry, "digestbot.alarms", "Open alarms", Tags.empty(), () -> figures.alarms());
        seconds(
                registry,
                "digestbot.backup.last.success.timestamp",
                "Unix time of the last nightly backup; not a number without one",
                Tags.empty(),
                () -> bot.lastBackup().get().map(Metrics::unixTime).orElse(Double.NaN));
        gauge(
                registry,
                "digestbot.build.info",
                "1; the label is the version",
                Tags.of("version", bot.version()),
                () -> 1);
        published = MultiGauge.builder("digestbot.digest.last.published.timestamp")
                .description("Unix time at which the topic's last digest was published")
                .baseUnit("seconds")
                .register(registry);
        views = MultiGauge.builder("digestbot.digest.views")
                .description("Openings of a view in the last %d days; none below %d"
                        .formatted(VIEW_DAYS, ViewCountStore.MIN_SHOWN))
                .register(registry);
        waitingEvents = MultiGauge.builder("digestbot.webhook.events.waiting")
                .description("Events that the receiver has not taken yet")
                .register(registry);
        failingWebhooks = MultiGauge.builder("digestbot.webhook.failing")
                .description("1 while the receiver is gone or does not take events")
                .register(registry);
        jobs.all().forEach(job -> addJob(jobs, job.name()));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /// The label is not named `job`, because Prometheus itself sets that one.
    private void addJob(JobMonitor jobs, String name) {
        Tags tags = Tags.of("name", name);
        Supplier<JobStatus> status = () -> jobs.all().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
        seconds(
                registry,
                "digestbot.job.last.success.timestamp",
                "Unix time of the job's last success, or of the bot's start before the first",
                tags,
                () -> (clock.millis() - status.get().sinceSuccess().toMillis()) / 1000.0);
        gauge(
                registry,
                "digestbot.job.well",
                "1 while the job succeeds as often as it should",
                tags,
                () -> status.get().isHealthy() ? 1 : 0);
    }

    static void gauge(MeterRegistry registry, String name, String description, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }

    static void seconds(MeterRegistry registry, String name, String description, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }

    private static double unixTime(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    public synchronized String scrape() {
        Instant now = clock.instant();
        database.read(transaction -> {
            read(transaction, now);
            platforms.read(transaction, now);
            cluster.read(transaction);
            return true;
        });
        return registry.scrape();
    }

    private void read(Transaction transaction, Instant now) {
        figures = store.figures(transaction);
        register(
                published,
                store.lastPublished(transaction).entrySet(),
                topic -> MultiGauge.Row.of(Tags.of("topic", topic.getKey()), unixTime(topic.getValue())));
        LocalDate first = LocalDate.ofInstant(now, ZoneId.systemDefault()).minusDays(VIEW_DAYS - 1L);
        register(
                views,
                viewCounts.since(transaction, first),
                count -> MultiGauge.Row.of(
                        Tags.of(
                                "topic", count.topic(),
                                "view", count.view().id(),
                                "button", count.trigger().id(),
                                "platform", count.platform().id()),
                        count.views()));
        List<WebhookState> states = webhooks.all(transaction);
        register(waitingEvents, states, state -> MultiGauge.Row.of(Tags.of("webhook", state.key()), state.waiting()));
        register(
                failingWebhooks,
                states,
                state -> MultiGauge.Row.of(
                        Tags.of("webhook", state.key()),
                        state.off().isPresent() || state.latestFailure().isPresent() ? 1 : 0));
    }

    private static <T> void register(MultiGauge gauge, Collection<T> values, Function<T, MultiGauge.Row<?>> row) {
        gauge.register(values.stream().<MultiGauge.Row<?>>map(row).toList(), true);
    }

    @Override
    public void close() {
        registry.close();
    }
}
