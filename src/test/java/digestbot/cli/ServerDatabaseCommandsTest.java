package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.RunLock;
import digestbot.chat.ConversationFixture;
import digestbot.cluster.LiveNode;
import digestbot.content.action.SubscribeAction;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sqlite")
@Tag("full")
class ServerDatabaseCommandsTest {

    @TempDir
    Path folder;

    private Path file;
    private PostgresLocation server;

    @BeforeEach
    void fill() throws IOException {
        TestDatabase.assumePostgres();
        server = TestDatabase.onPostgres(folder);
        file = folder.resolve("d.sqlite");
        try (ConversationFixture conversation = ConversationFixture.ofTwoTopics(folder)) {
            conversation.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
        }
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("digestbot.yaml"), "database: " + server);
    }

    @Test
    void copiesAnInstallationThatTheOtherCommandsThenUse() throws IOException {
        CommandLineResult copied = CommandLineResult.of("database", "copy", "--from", file, "--to", server);
        assertThat(copied.err()).isEmpty();
        assertThat(copied.code()).isZero();
        assertThat(copied.out())
                .contains("         2 rows  topic\n", " digests indexed for search\n")
                .endsWith("Copied %s to %s. Set “database: %s” before you start the bot.\n"
                        .formatted(file, server, server.address()));

        assertThat(CommandLineResult.of("deliveries", "--config", config()).code())
                .isZero();
        CommandLineResult again = CommandLineResult.of("database", "copy", "--from", file, "--to", server);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("The target already contains an installation");
    }

    @Test
    void refusesToCopyUnderABot() throws IOException {
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(file)).orElseThrow()) {
            assertThat(CommandLineResult.of("database", "copy", "--from", file, "--to", server)
                            .err())
                    .contains("A bot is running on %s. Stop it first.".formatted(file));
        }
        try (Database database = Database.open(server);
                LiveNode _ = LiveNode.join(database, "a")) {
            assertThat(CommandLineResult.of("database", "copy", "--from", file, "--to", server)
                            .err())
                    .contains("A bot is running on %s. Stop it first.".formatted(server));
        }
    }

    @Test
    void refusesWhatIsNoDatabase() {
        CommandLineResult password =
                CommandLineResult.of("database", "copy", "--from", file, "--to", "postgresql://bot:hush@db/digests");
        assertThat(password.code()).isEqualTo(2);
        assertThat(password.err())
                .contains("“postgresql://…@db/digests” is not a database")
                .doesNotContain("hush");
        assertThat(CommandLineResult.of("database", "copy", "--from", folder.resolve("no.sqlite"), "--to", server)
                        .err())
                .contains("no.sqlite not found");
        assertThat(CommandLineResult.of("database", "copy", "--from", file, "--to", file)
                        .err())
                .contains("Both databases are");
        try (Database database = Database.open(file)) {
            database.writeWithoutResult(tx -> tx.execute("UPDATE flyway_schema_history SET checksum = 1"));
        }
        assertThat(CommandLineResult.of("database", "copy", "--from", file, "--to", server)
                        .err())
                .contains("was made by a development version")
                .doesNotContain("Start this version");
    }

    @Test
    void aServerThatCannotBeReachedIsOneSentence() throws IOException {
        Path config = Files.writeString(folder.resolve("nowhere.yaml"), """
            database: postgresql://bot@localhost:1/digests
            digests: %s
            telegram: {token: '1:a'}
            """.formatted(folder));
        CommandLineResult ran = CommandLineResult.of("run", "--config", config);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("cannot open the database postgresql://bot@localhost:1/digests: ")
                .endsWith(". Run “digestbot doctor” for a diagnosis.\n")
                .hasLineCount(1)
                .doesNotContain("..");
    }
}
