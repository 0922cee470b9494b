package digestbot.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("database")
class StatsCommandTest {

    /// In Berlin it is half an hour past midnight: Saturday has begun.
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
    void countsWhoReceivesWhatAndWhatBecameOfIt() {
        people();
        CommandLineResult ran = stats();
        ran.printed("stats.txt");
        assertThat(ran.code()).isZero();
        stats("--json").printed("stats.json");
    }

    @Test
    void tellsNobodysId() {
        people();
        assertThat(stats().out() + stats("--json").out()).doesNotContain("7700");
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
                .isEqualTo(new CommandLineResult(
                        1,
                        "",
                        "database FOLDER/bot.sqlite not found. “digestbot run” creates and updates the database.\n"));
        assertThat(file).doesNotExist();
    }

    private void people() {
        try (Database database = TestDatabase.open(file)) {
            database.writeWithoutResult(tx ->
                    tx.handle().execute("INSERT INTO topic (id, name) VALUES ('energy', 'Energy'), ('us', 'US')"));
            database.writeWithoutResult(tx -> tx.handle()
                    .execute("INSERT INTO digest (topic, day, language, edition, path, state, revision, title,"
                            + " received_at) VALUES ('us', '2026-01-31', 'en', '', 'a.md', 'published', 1, 'a',"
                            + " 1)"));
            subscriber(database, 1, "telegram", "en", "NULL");
            subscriber(database, 2, "telegram", "de", "NULL");
            subscriber(database, 3, "telegram", "en", "'bot was blocked by the user'");
            subscriber(database, 4, "discord", "en", "NULL");
            subscriber(database, 5, "discord", "en", "NULL");
            database.writeWithoutResult(tx -> tx.handle()
                    .execute("INSERT INTO word (subscriber, kind, word, typed, created_at) VALUES"
                            + " (1, 'follow', 'steel', 'steel', 0), (1, 'follow', 'chips', 'chips', 0),"
                            + " (2, 'follow', 'steel', 'Steel', 0), (2, 'mute', 'oil', 'oil', 0)"));
            subscribe(database, 1, "us", "");
            subscribe(database, 1, "energy", "china,us");
            subscribe(database, 2, "us", "china");
            subscribe(database, 3, "us", "china");
            subscribe(database, 4, "us", "china,us");
            subscribe(database, 4, "energy", "china,us,*");
            deliver(database, "2026-01-30T22:59:00Z", "digest", "sent"); // seven days ago and a minute
            deliver(database, "2026-01-31T23:00:00Z", "digest", "sent");
            deliver(database, "2026-02-06T22:59:00Z", "digest", "sent"); // still Friday
            deliver(database, "2026-02-06T23:00:00Z", "digest", "sent");
            deliver(database, "2026-02-06T23:10:00Z", "digest", "failed");
            deliver(database, "2026-02-06T23:10:00Z", "broadcast", "paused");
            deliver(database, "2026-02-07T08:00:00Z", "digest", "queued"); // not due yet
            views(database, "2026-01-31", "overview", "view", "telegram", 9); // eight days ago
            views(database, "2026-02-01", "overview", "view", "telegram", 5);
            views(database, "2026-02-07", "perspective:china", "view", "telegram", 1_200);
            views(database, "2026-02-06", "perspective:china", "page", "discord", 4); // too few to be shown
            views(database, "2026-02-06", "sources", "command", "discord", 3);
            views(database, "2026-02-05", "sources", "command", "discord", 3);
            votes(database, "2026-01-31", "", 9, 9); // eight days ago
            votes(database, "2026-02-05", "", 16, 9);
            votes(database, "2026-02-05", "evening", 3, 2);
            votes(database, "2026-02-06", "", 1, 3); // too few to be shown
        }
    }

    private static void subscriber(Database database, int number, String platform, String language, String paused) {
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO subscriber (number, platform, chat_id, kind, title, language, paused_reason,"
                                + " created_at) VALUES (?, ?, ?, 'private', 'Nobody 7700', ?, " + paused + ", 0)",
                        number,
                        platform,
                        7700 + number,
                        language));
    }

    private static void views(Database database, String day, String view, String button, String platform, int views) {
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO view_count (day, digest, view, button, platform, views) VALUES (?, 1, ?, ?, ?, ?)",
                        day,
                        view,
                        button,
                        platform,
                        views));
    }

    private static void votes(Database database, String day, String edition, int balanced, int oneSided) {
        database.writeWithoutResult(tx -> {
            tx.handle()
                    .execute(
                            "INSERT INTO digest (topic, day, language, edition, path, state, revision, title,"
                                    + " received_at) VALUES ('us', ?, 'de', ?, 'b.md', 'published', 1, 'b', 1)",
                            day,
                            edition);
            tx.handle()
                    .execute(
                            "INSERT INTO vote_count (digest, closes_at, balanced, one_sided)"
                                    + " SELECT max(number), 0, ?, ? FROM digest",
                            balanced,
                            oneSided);
        });
    }

    private static void subscribe(Database database, int subscriber, String topic, String perspectives) {
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO subscription (subscriber, topic, perspectives, created_at) VALUES (?, ?, ?, 0)",
                        subscriber,
                        topic,
                        perspectives));
    }

    private static void deliver(Database database, String due, String cause, String state) {
        long at = Instant.parse(due).toEpochMilli();
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state,"
                                + " created_at) VALUES (1, 'telegram', ?, 1, ?, ?, ?, 0)",
                        cause,
                        at,
                        at,
                        state));
    }

    private CommandLineResult stats(Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "--config";
        arguments[1] = config;
        System.arraycopy(more, 0, arguments, 2, more.length);
        var command = new StatsCommand(Clock.fixed(NOW, ZoneId.of("Europe/Berlin")));
        return CommandLineResult.by(new CommandLine(command), arguments).naming(folder);
    }
}
