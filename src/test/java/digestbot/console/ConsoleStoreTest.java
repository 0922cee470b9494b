package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.console.ConsoleStore.DailyGrowth;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class ConsoleStoreTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");

    @TempDir
    Path folder;

    /// A chat without a topic, such as the one in which an operator gets notices, is no subscriber.
    @Test
    void countsTheChatsThatHaveATopicByDayOfTheZone() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            database.writeWithoutResult(tx -> {
                tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
                tx.handle().execute("""
                        INSERT INTO subscriber (platform, chat_id, kind, zone, created_at, paused_reason, paused_at)
                        VALUES ('telegram', 1, 'private', 'Europe/Berlin', %1$d, NULL, NULL),
                               ('telegram', 2, 'private', 'Europe/Berlin', %1$d, 'blocked', %2$d),
                               ('discord', 3, 'private', 'UTC', %1$d, NULL, NULL)
                        """.formatted(
                                Instant.parse("2026-02-04T23:30:00Z").toEpochMilli(), NOON.toEpochMilli()));
                tx.handle()
                        .execute("INSERT INTO subscription (subscriber, topic, created_at)"
                                + " SELECT number, 'trade', 0 FROM subscriber WHERE platform = 'telegram'");
            });
            List<DailyGrowth> days = database.read(tx -> ConsoleStore.growth(tx, 3, NOON, BERLIN));
            assertThat(days)
                    .containsExactly(
                            new DailyGrowth(LocalDate.parse("2026-02-04"), 0, 0),
                            new DailyGrowth(LocalDate.parse("2026-02-05"), 2, 0),
                            new DailyGrowth(LocalDate.parse("2026-02-06"), 0, 1));
            List<Map.Entry<String, Long>> zones = database.read(tx -> ConsoleStore.zones(tx, 5));
            assertThat(zones).containsExactly(Map.entry("Europe/Berlin", 1L));
        }
    }
}
