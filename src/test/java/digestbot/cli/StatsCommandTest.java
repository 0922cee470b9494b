package digestbot.cli;

import static digestbot.cli.CommandLineResult.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.FormatMethod;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class StatsCommandTest {

    /// In Berlin it is half an hour past midnight on Saturday.
    private static final Instant NOW = Instant.parse("2026-02-06T23:30:00Z");

    @TempDir
    Path folder;

    private Path config;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("bot.sqlite");
        config = Files.writeString(folder.resolve("digestbot.yaml"), "database: " + TestDatabase.location(file));
    }

    @Test
    void countsWhoReceivesWhatAndWhatBecameOfItAndTellsNobodysId() {
        people();
        CommandLineResult ran = stats();
        ran.printed("stats.txt");
        assertThat(ran.code()).isZero();
        stats("--json").printed("stats.json");
        assertThat(ran.out() + stats("--json").out()).doesNotContain("7700");
    }

    @Test
    void anEmptyDatabaseHasNothingToCount() {
        TestDatabase.open(file).close();
        assertThat(stats().out()).isEqualTo("""
            Subscribers  active  paused  no topics
            none

            Active subscriptions  Telegram  Discord
            none

            Perspectives    subscriptions
            none

            Languages  active subscribers
            none

            Views of the last 7 days, 5 or more  view  button  platform  views
            none

            Votes on digests of the last 7 days, 5 or more  day  balanced  one-sided
            none

            Deliveries of the last 7 days by due day (Europe/Berlin)
            none
            """);
    }

    @Test
    @Tag("sqlite")
    void withoutADatabaseSaysWhatMakesIt() {
        assertThat(stats())
                .isEqualTo(failed(
                        "database FOLDER/bot.sqlite not found. “digestbot run” creates and updates the database.\n"));
        assertThat(file).doesNotExist();
    }

    private void people() {
        execute("""
                INSERT INTO topic (id, name) VALUES ('energy', 'Energy'), ('us', 'US');
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at)
                VALUES ('us', '2026-01-31', 'en', '', 'a.md', 'published', 1, 'a', 1)
                """);
        subscriber(1, "telegram", "en", "NULL");
        subscriber(2, "telegram", "de", "NULL");
        subscriber(3, "telegram", "en", "'bot was blocked by the user'");
        subscriber(4, "discord", "en", "NULL");
        subscriber(5, "discord", "en", "NULL");
        subscriber(6, "discord", "es", "NULL");
        execute("""
                INSERT INTO word (subscriber, kind, word, stem_en, stem_de, stem_es, typed, created_at)
                VALUES (1, 'follow', 'steel', '', '', '', 'steel', 0), (1, 'follow', 'chips', '', '', '', 'chips', 0),
                       (2, 'follow', 'steel', '', '', '', 'Steel', 0), (2, 'mute', 'oil', '', '', '', 'oil', 0)
                """);
        subscribe(1, "us", "");
        subscribe(1, "energy", "china,us");
        subscribe(2, "us", "china");
        subscribe(3, "us", "china");
        subscribe(4, "us", "china,us");
        subscribe(4, "energy", "china,us,*");
        execute("INSERT INTO subscription (subscriber, created_at) VALUES (6, 0)"); // follows words only
        deliver("2026-01-30T22:59:00Z", "digest", "sent"); // seven days ago and a minute
        deliver("2026-01-31T23:00:00Z", "digest", "sent");
        deliver("2026-02-06T22:59:00Z", "digest", "sent"); // still Friday
        deliver("2026-02-06T23:00:00Z", "digest", "sent");
        deliver("2026-02-06T23:10:00Z", "digest", "failed");
        deliver("2026-02-06T23:10:00Z", "broadcast", "paused");
        deliver("2026-02-07T08:00:00Z", "digest", "queued"); // not due yet
        views("2026-01-31", "overview", "view", "telegram", 9); // eight days ago
        views("2026-02-01", "overview", "view", "telegram", 5);
        views("2026-02-07", "perspective:china", "view", "telegram", 1_200);
        views("2026-02-06", "perspective:china", "page", "discord", 4); // too few to be shown
        views("2026-02-06", "sources", "command", "discord", 3);
        views("2026-02-05", "sources", "command", "discord", 3);
        votes("2026-01-31", "", 9, 9); // eight days ago
        votes("2026-02-05", "", 16, 9);
        votes("2026-02-05", "evening", 3, 2);
        votes("2026-02-06", "", 1, 3); // too few to be shown
    }

    @FormatMethod
    private void execute(String statements, Object... values) {
        try (Database database = TestDatabase.open(file)) {
            database.writeWithoutResult(
                    tx -> Stream.of(statements.formatted(values).split(";"))
                            .forEach(sql -> tx.handle().execute(sql)));
        }
    }

    private void subscriber(int number, String platform, String language, String paused) {
        execute("""
                INSERT INTO subscriber (number, platform, chat_id, kind, title, language, paused_reason, created_at)
                VALUES (%d, '%s', 770%1$d, 'private', 'Nobody 7700', '%s', %s, 0)""", number, platform, language, paused);
    }

    private void views(String day, String view, String button, String platform, int views) {
        execute(
                "INSERT INTO view_count (day, digest, view, button, platform, views) VALUES ('%s', 1, '%s', '%s', '%s', %d)",
                day, view, button, platform, views);
    }

    private void votes(String day, String edition, int balanced, int oneSided) {
        execute("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at)
                VALUES ('us', '%s', 'de', '%s', 'b.md', 'published', 1, 'b', 1);
                INSERT INTO vote_count (digest, closes_at, balanced, one_sided)
                SELECT max(number), 0, %d, %d FROM digest""", day, edition, balanced, oneSided);
    }

    private void subscribe(int subscriber, String topic, String perspectives) {
        execute(
                "INSERT INTO subscription (subscriber, topic, perspectives, created_at) VALUES (%d, '%s', '%s', 0)",
                subscriber, topic, perspectives);
    }

    private void deliver(String due, String cause, String state) {
        execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, created_at)
                VALUES (1, 'telegram', '%s', 1, %d, %2$d, '%s', 0)""", cause, Instant.parse(due).toEpochMilli(), state);
    }

    private CommandLineResult stats(Object... more) {
        return CommandLineResult.at(Clock.fixed(NOW, ZoneId.of("Europe/Berlin")), "stats", "--config", config, more)
                .naming(folder);
    }
}
