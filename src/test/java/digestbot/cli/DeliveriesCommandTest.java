package digestbot.cli;

import static digestbot.cli.CommandLineResult.failed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DeliveriesCommandTest {

    private static final Instant NOW = Instant.parse("2026-02-06T23:30:00Z");

    @TempDir
    Path folder;

    private Path config;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("bot.sqlite");
        config = Files.writeString(folder.resolve("digestbot.yaml"), "database: " + TestDatabase.location(file));
        execute(
                "INSERT INTO topic (id, name) VALUES ('trade', 'Trade')",
                "INSERT INTO subscriber (platform, chat_id, kind, created_at) VALUES ('telegram', 7700123, 'private',"
                        + " 1)",
                "INSERT INTO subscriber (platform, chat_id, kind, paused_reason, created_at)"
                        + " VALUES ('discord', 7700456, 'private', 'blocked', 1)",
                "INSERT INTO subscription (subscriber, topic, created_at) VALUES (1, 'trade', 1)",
                "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at)"
                        + " VALUES ('trade', '2026-02-05', 'en', '', 'a.md', 'published', 1, 'a', 1)");
    }

    @Test
    void countsWhatIsQueuedAndWhatFailed() {
        assertThat(run().out()).isEqualTo("The queue is empty, and nothing failed.\n");
        add(1, "telegram", "digest", "queued", "NULL");
        add(1, "telegram", "digest", "failed", "'refused'");
        add(1, "telegram", "digest", "sent", "NULL");
        assertThat(run().out()).isEqualTo("""
            platform  cause   state   oldest due (Europe/Berlin)  deliveries
            Telegram  digest  failed  2026-02-06 06:00                     1
            Telegram  digest  queued  2026-02-06 06:00                     1
            """);
        assertThat(run("--json").out()).contains("\"oldest\" : \"2026-02-06T05:00:00Z\"");
    }

    @Test
    void namesTheCausesThereAreIfAny() {
        assertThat(run("--retry")).isEqualTo(new CommandLineResult(0, "Nothing failed.\n", ""));
        add(1, "telegram", "digest", "failed", "'refused'");
        assertThat(run("--retry", "blockd"))
                .isEqualTo(failed("No failures with the reason “blockd”. Reasons: refused.\n"));
    }

    @Test
    void saysWhatFailedOfWhatAndTellsNobodysId() {
        assertThat(run("--failed").out()).isEqualTo("Nothing failed.\n");
        add(1, "telegram", "digest", "failed", "'refused'");
        execute("INSERT INTO delivery_item (delivery, ordinal, digest, subscription) VALUES (1, 0, 1, 1)");
        add(2, "discord", "notice", "failed", "NULL");
        CommandLineResult ran = run("--failed");
        assertThat(ran.out())
                .startsWith("reason   deliveries\nrefused           1\nunknown           1\n\nnumber")
                .contains("time (Europe/Berlin)")
                .contains("1       2026-02-06 06:00      Telegram  …123  trade 2026-02-05  refused  because")
                .doesNotContain("7700");
        assertThat(run("--failed", "--json").out())
                .doesNotContain("7700")
                .contains("\"reason\" : \"refused\"", "\"detail\"");
    }

    @Test
    void sendsAgainWhatIsStillWanted() {
        add(1, "telegram", "digest", "failed", "'refused'");
        add(1, "telegram", "digest", "failed", "'expired'");
        add(1, "telegram", "reply", "failed", "'refused'");
        add(2, "discord", "digest", "failed", "'refused'");
        add(1, "telegram", "digest", "failed", "'refused'");
        execute(
                "INSERT INTO subscription (subscriber, topic, created_at) VALUES (2, 'trade', 1)",
                "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at)"
                        + " VALUES ('trade', '2026-02-06', 'en', '', 'b.md', 'published', 1, 'b', 1)",
                "INSERT INTO delivery_item (delivery, ordinal, digest, subscription)"
                        + " VALUES (1, 0, 1, 1), (2, 0, 2, 1), (4, 0, 1, 2), (5, 0, 1, 99)");
        assertThat(run("--retry", "refused")).isEqualTo(new CommandLineResult(0, """
            1 delivery queued for retry. The running bot sends them within seconds.
            1 delivery paused: their chats are still unreachable, or were stopped by their readers. They resume by \
            themselves once the chats are back.
            2 deliveries skipped: replies, and messages that nobody is waiting for any more (unsubscribed, withdrawn \
            or stopped).
            """, ""));
        assertThat(states()).containsExactly("queued 0", "failed 9", "failed 9", "paused 0", "failed 9");
        assertThat(run("--retry").out()).startsWith("1 delivery queued for retry.");
        assertThat(states()).startsWith("queued 0", "queued 0", "failed 9");
        assertThat(noted())
                .containsExactly(new AuditSubject.FailureReason(""), new AuditSubject.FailureReason("refused"));
    }

    @Test
    void aWithdrawnDigestAndAStoppedBroadcastAreNotSentAgain() {
        add(1, "telegram", "digest", "failed", "'refused'");
        execute(
                "INSERT INTO delivery_item (delivery, ordinal, digest, subscription) VALUES (1, 0, 1, 1)",
                "UPDATE digest SET state = 'draft', withdrawn_at = 1",
                "INSERT INTO shared_content (content) VALUES ('{}')",
                "INSERT INTO broadcast (text, state, shared_content, created_at) VALUES ('a', 'stopped', 1, 1)");
        add(1, "telegram", "broadcast", "failed", "'refused'");
        execute("UPDATE delivery SET shared_content = 1 WHERE number = 2");
        assertThat(run("--retry").out()).startsWith("2 deliveries skipped: ");
    }

    private void add(int subscriber, String platform, String cause, String state, String failure) {
        execute("INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, attempts, claim,"
                + " reason,"
                + " failure, created_at, settled_at) VALUES (%d, '%s', '%s', 1, %d, 1, '%s', 9, 1, 'because', %s, 1, %d)"
                        .formatted(
                                subscriber,
                                platform,
                                cause,
                                Instant.parse("2026-02-06T05:00:00Z").toEpochMilli(),
                                state,
                                failure,
                                Instant.parse("2026-02-06T05:00:00Z").toEpochMilli()));
    }

    private void execute(String... statements) {
        try (Database database = TestDatabase.open(file)) {
            database.writeWithoutResult(
                    tx -> List.of(statements).forEach(sql -> tx.handle().execute(sql)));
        }
    }

    private List<String> states() {
        try (Database database = TestDatabase.open(file)) {
            return database.read(tx -> tx.handle()
                    .createQuery("SELECT state || ' ' || attempts FROM delivery ORDER BY number")
                    .mapTo(String.class)
                    .list());
        }
    }

    private CommandLineResult run(Object... arguments) {
        return CommandLineResult.at(
                        Clock.fixed(NOW, ZoneId.of("Europe/Berlin")), "deliveries", arguments, "--config", config)
                .naming(folder);
    }

    /// From the audit log, the newest first.
    private List<AuditSubject> noted() {
        try (Database database = TestDatabase.open(file)) {
            return database.read(tx -> AuditStore.page(tx, 10, 0)).stream()
                    .map(AuditEntry::subject)
                    .toList();
        }
    }
}
