package digestbot.console.statistics;

import digestbot.database.Transaction;
import digestbot.delivery.status.ViewCountStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The metrics of digests, of what readers open, and of the program itself.
final class ArchiveMetrics implements MetricSource {

    private static final int VIEW_DAYS = 7;

    private final BotInfo bot;
    private final MetricsStore store = new MetricsStore();
    private final ViewCountStore viewCounts = new ViewCountStore();
    private final List<MultiGauge> published = new ArrayList<>();
    private final List<MultiGauge> views = new ArrayList<>();
    private volatile MetricsStore.MetricsSnapshot figures = MetricsStore.MetricsSnapshot.NONE;

    ArchiveMetrics(BotInfo bot) {
        this.bot = bot;
    }

    @Override
    public void bind(PrometheusMeterRegistry registry) {
        gauge(registry, "digestbot.digests", "Published digests", MetricsStore.MetricsSnapshot::digests);
        gauge(registry, "digestbot.digests.held", "Digests held for review", MetricsStore.MetricsSnapshot::heldDigests);
        gauge(
                registry,
                "digestbot.files.invalid",
                "Invalid files in the digest folder",
                MetricsStore.MetricsSnapshot::problems);
        gauge(registry, "digestbot.alarms", "Open alarms", MetricsStore.MetricsSnapshot::alarms);
        published.add(MultiGauge.builder("digestbot.digest.last.published.timestamp")
                .description("Unix time at which the topic's last digest was published")
                .baseUnit("seconds")
                .register(registry));
        views.add(MultiGauge.builder("digestbot.digest.views")
                .description("Openings of a view in the last %d days; none below %d"
                        .formatted(VIEW_DAYS, ViewCountStore.MIN_SHOWN))
                .register(registry));
        Gauge.builder("digestbot.backup.last.success.timestamp", this::lastBackup)
                .description("Unix time of the last nightly backup; not a number without one")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("digestbot.build.info", () -> 1)
                .description("1; the label is the version")
                .tags(Tags.of("version", bot.version()))
                .register(registry);
    }

    private double lastBackup() {
        Optional<Instant> last = bot.lastBackup().get();
        return last.map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }

    private void gauge(
            PrometheusMeterRegistry registry,
            String name,
            String description,
            ToLongFunction<MetricsStore.MetricsSnapshot> figure) {
        Gauge.builder(name, () -> figure.applyAsLong(figures))
                .description(description)
                .register(registry);
    }

    @Override
    public void read(Transaction transaction, Instant now) {
        figures = store.figures(transaction);
        List<MultiGauge.Row<?>> topics = new ArrayList<>();
        store.lastPublished(transaction)
                .forEach((topic, at) ->
                        topics.add(MultiGauge.Row.of(Tags.of("topic", topic), at.toEpochMilli() / 1000.0)));
        published.forEach(gauge -> gauge.register(topics, true));
        LocalDate first = LocalDate.ofInstant(now, ZoneId.systemDefault()).minusDays(VIEW_DAYS - 1L);
        List<MultiGauge.Row<?>> opened = new ArrayList<>();
        viewCounts
                .since(transaction, first)
                .forEach(count -> opened.add(MultiGauge.Row.of(
                        Tags.of(
                                "topic", count.topic(),
                                "view", count.view().id(),
                                "button", count.trigger().id(),
                                "platform", count.platform().id()),
                        count.views())));
        views.forEach(gauge -> gauge.register(opened, true));
    }
}
