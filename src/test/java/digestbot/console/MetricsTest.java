package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.cluster.ClusterRows;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class MetricsTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-02-06T12:30:00Z");

    @Test
    void whatHappenedAndWhatIsInTheDatabaseIsCounted() {
        List<String> scraped = ScrapedMetrics.of(folder).lines().toList();
        assertThat(scraped)
                .contains(
                        "digestbot_platform_request_seconds_bucket{method=\"sendMessage\",platform=\"telegram\",le=\"0.025\"} 1",
                        "digestbot_platform_request_seconds_bucket{method=\"sendMessage\",platform=\"telegram\",le=\"0.05\"} 2",
                        "digestbot_platform_request_seconds_bucket{method=\"sendMessage\",platform=\"telegram\",le=\"10.0\"} 2",
                        "digestbot_platform_request_seconds_bucket{method=\"sendMessage\",platform=\"telegram\",le=\"+Inf\"} 3",
                        "digestbot_platform_request_seconds_count{method=\"sendMessage\",platform=\"telegram\"} 3",
                        "digestbot_platform_request_seconds_sum{method=\"sendMessage\",platform=\"telegram\"} 11.065",
                        "digestbot_delivery_seconds_bucket{platform=\"telegram\",le=\"0.25\"} 0",
                        "digestbot_delivery_seconds_bucket{platform=\"telegram\",le=\"0.5\"} 20",
                        "digestbot_delivery_seconds_bucket{platform=\"telegram\",le=\"3600.0\"} 20",
                        "digestbot_delivery_seconds_bucket{platform=\"telegram\",le=\"+Inf\"} 23");
        assertThat(scraped)
                .contains(
                        "digestbot_rate_limited_total{platform=\"telegram\"} 1.0",
                        "digestbot_updates_total{kind=\"press\",platform=\"telegram\"} 3.0",
                        "digestbot_digests 1.0",
                        "digestbot_digests_held 1.0",
                        "digestbot_digest_last_published_timestamp_seconds{topic=\"trade\"} 1.7703E9",
                        "digestbot_backup_last_success_timestamp_seconds 1.77E9",
                        "digestbot_build_info{version=\"1.0\"} 1",
                        "digestbot_digest_views{button=\"view\",platform=\"telegram\",topic=\"trade\",view=\"overview\"} 13.0")
                .as("too small to be shown")
                .noneMatch(line -> line.contains("view=\"sources\""));
    }

    private Metrics metrics(Database database, String node, Platform... platforms) {
        var source = new Metrics.PlatformSource(
                () -> new Heartbeat.HealthState(true, ""),
                new SendCounters(),
                new RequestCounters(),
                () -> Map.of("press", 0L));
        return Metrics.of(
                database,
                new BotInfo("1.0", now, Optional::empty),
                Stream.of(platforms).collect(Collectors.toMap(platform -> platform, _ -> source)),
                new JobMonitor(Clocks.of(() -> now)),
                node,
                () -> now);
    }

    private Database open() {
        return TestDatabase.open(folder.resolve("bot.sqlite"));
    }

    @Test
    void webhooksTellHowManyEventsWaitAndWhatFails() {
        try (Database database = open();
                var metrics = metrics(database, "", Platform.TELEGRAM)) {
            database.writeWithoutResult(tx -> {
                tx.handle().execute("INSERT INTO webhook (name) VALUES ('feed'), ('phone')");
                tx.handle()
                        .execute("INSERT INTO webhook_event (webhook, id, body, reason, stored_at, next_at)"
                                + " VALUES ('feed', 'msg_1', '{}', 'status 500', 0, 0)");
            });
            assertThat(metrics.scrape().lines())
                    .contains(
                            "digestbot_webhook_events_waiting{webhook=\"feed\"} 1.0",
                            "digestbot_webhook_failing{webhook=\"feed\"} 1.0",
                            "digestbot_webhook_failing{webhook=\"phone\"} 0.0");
        }
    }

    @Test
    void theTimesOfPastHoursAreNotReadAgainAndStay() {
        try (Database database = open();
                var metrics = metrics(database, "", Platform.TELEGRAM)) {
            sent(database, "2026-02-06T11:00:00Z", 100); // before the start
            sent(database, "2026-02-06T12:00:00Z", 3);
            assertThat(delivered(metrics)).isEqualTo("3");
            for (int hour = 13; hour < 18; hour++) {
                now = now.plus(Duration.ofHours(1));
                sent(database, "2026-02-06T%d:00:00Z".formatted(hour), 1);
            }
            assertThat(delivered(metrics)).isEqualTo("8");
            long some = Instant.parse("2026-02-06T14:00:00Z").toEpochMilli();
            database.writeWithoutResult(tx -> tx.handle().execute("DELETE FROM delivery_hour WHERE hour <= ?", some));
            assertThat(delivered(metrics)).isEqualTo("8");
        }
    }

    @Test
    void aClusterSaysWhetherANodeIsTheLeaderAndWhetherItIsThisOne() {
        try (Database database = open()) {
            database.writeWithoutResult(tx -> {
                ClusterRows.liveNode(tx, "one");
                ClusterRows.liveNode(tx, "two");
                ClusterRows.lostNode(tx, "three");
            });
            assertThat(scraped(database, "one"))
                    .contains("digestbot_leader_present 0.0", "digestbot_leader_here 0.0", "digestbot_leader_term 0.0");
            database.writeWithoutResult(tx -> ClusterRows.leader(tx, 5, "one"));
            assertThat(scraped(database, "one"))
                    .contains(
                            "digestbot_nodes 2.0",
                            "digestbot_leader_present 1.0",
                            "digestbot_leader_here 1.0",
                            "digestbot_leader_term 5.0");
            assertThat(scraped(database, "two")).contains("digestbot_leader_present 1.0", "digestbot_leader_here 0.0");
            assertThat(scraped(database, "")).noneMatch(line -> line.contains("digestbot_leader"));
        }
    }

    private List<String> scraped(Database database, String node) {
        try (var metrics = metrics(database, node)) {
            return metrics.scrape().lines().toList();
        }
    }

    private static void sent(Database database, String hour, int deliveries) {
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries)"
                                + " VALUES (?, 'telegram', 'digest', 'sent', 250, ?)",
                        Instant.parse(hour).toEpochMilli(),
                        deliveries));
    }

    private static String delivered(Metrics metrics) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("digestbot_delivery_seconds_count"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }
}
