package digestbot.console;

import digestbot.audience.Platform;
import digestbot.console.Metrics.BotInfo;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.sending.SendCounters;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.JobMonitor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The response of `/metrics` for a bot with one platform, one job and one digest.
public final class ScrapedMetrics {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));

    private ScrapedMetrics() {}

    public static String of(Path folder) {
        var jobs = new JobMonitor(Clocks.of(CLOCK));
        jobs.register("job", Duration.ofMinutes(1));
        var requests = new RequestCounters();
        requests.answered("sendMessage", Duration.ofMillis(40), 200);
        requests.answered("sendMessage", Duration.ofMillis(25), 429);
        requests.answered("sendMessage", Duration.ofSeconds(11), 200);
        var source = new Metrics.PlatformSource(
                () -> new Heartbeat.HealthState(true, ""), new SendCounters(), requests, () -> Map.of("press", 3L));
        try (Database database = TestDatabase.open(folder.resolve("bot.sqlite"))) {
            fill(database);
            try (var metrics = Metrics.of(
                    database,
                    new BotInfo("1.0", CLOCK.instant(), () -> Optional.of(Instant.ofEpochSecond(1_770_000_000))),
                    Map.of(Platform.TELEGRAM, source),
                    jobs,
                    "one",
                    CLOCK)) {
                return metrics.scrape();
            }
        }
    }

    private static void fill(Database database) {
        database.writeWithoutResult(tx -> {
            tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
            tx.handle().execute("INSERT INTO webhook (name) VALUES ('feed')");
            tx.handle()
                    .execute(
                            "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                                    + " published_at, held_until) VALUES"
                                    + " ('trade', '2026-02-05', 'en', '', 'a.md', 'published', 1, 'a', 0, 1770300000000, NULL),"
                                    + " ('trade', '2026-02-06', 'en', '', 'b.md', 'draft', 1, 'b', 0, NULL, 1770400000000)");
            tx.handle()
                    .execute("INSERT INTO view_count (day, digest, view, button, platform, views) VALUES"
                            + " ('2026-02-05', 1, 'overview', 'view', 'telegram', 12),"
                            + " ('2026-02-06', 1, 'overview', 'view', 'telegram', 1),"
                            + " ('2026-02-06', 1, 'sources', 'view', 'telegram', 4)");
            tx.handle()
                    .execute(
                            "INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries) VALUES"
                                    + " (?, 'telegram', 'digest', 'sent', 500, 20),"
                                    + " (?, 'telegram', 'digest', 'sent', 86400000, 3),"
                                    + " (?, 'telegram', 'digest', 'refused', 0, 5)",
                            CLOCK.millis(),
                            CLOCK.millis(),
                            CLOCK.millis());
        });
    }
}
