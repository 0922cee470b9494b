package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.RunLock;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two private chats on Telegram and a channel on Discord are subscribed to `trade`.
class BroadcastCommandTest {

    @TempDir
    Path folder;

    private Path database;
    private Path configuration;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        database = folder.resolve("bot.sqlite");
        configuration =
                Files.writeString(folder.resolve("digestbot.yaml"), """
                    database: %s
                    telegram: {token: '1000:SECRET-telegram'}
                    discord: {token: SECRET-discord-token}
                    """.formatted(TestDatabase.location(database)));
        file = Files.writeString(folder.resolve("news.md"), "**Big** news");
        execute(
                "INSERT INTO topic (id, name) VALUES ('trade', 'Topic trade')",
                "INSERT INTO subscriber (platform, chat_id, kind, language, created_at) VALUES"
                        + " ('telegram', 501, 'private', 'en', 0), ('telegram', 502, 'private', 'en', 0),"
                        + " ('discord', 77, 'group', 'en', 0)",
                "INSERT INTO subscription (subscriber, topic, created_at) SELECT number, 'trade', 0 FROM subscriber",
                "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                        + " published_at) VALUES ('trade', '2026-02-05', 'en', '', 'a.md', 'published', 1, 'News', 0, 1)");
    }

    private void execute(String... statements) {
        try (Database opened = TestDatabase.open(database)) {
            opened.writeWithoutResult(
                    tx -> List.of(statements).forEach(sql -> tx.handle().execute(sql)));
        }
    }

    private List<String> broadcasts() {
        try (Database opened = TestDatabase.open(database)) {
            return opened.read(tx -> tx.handle()
                    .createQuery("SELECT state || ' ' || text FROM broadcast ORDER BY number")
                    .mapTo(String.class)
                    .list());
        }
    }

    private CommandLineResult send(String... options) {
        return CommandLineResult.of("broadcast", "send", file, "--config", configuration, options);
    }

    private void refused(String why, Path text, String... more) {
        CommandLineResult ran =
                CommandLineResult.of("broadcast", "send", text, "--yes", "--config", configuration, more);
        assertThat(ran.err()).contains(why);
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void theCommandShowsThePreviewAndSendsIfThatIsConfirmed() throws Exception {
        String preview = """
            Preview on Telegram:
                Big news

            Preview on Discord:
                Big news

            3 recipients (Telegram 2, Discord 1) · everyone
            """;
        assertThat(send())
                .isEqualTo(new CommandLineResult(
                        2, preview + "Nothing was changed. Add --yes to send this to 3 subscribers.\n", ""));
        assertThat(send("--yes")).isEqualTo(CommandLineResult.done(preview + """
            Queued as broadcast 1. No bot is running; it is sent when one starts.
            """));
        assertThat(broadcasts()).containsExactly("running **Big** news");
        assertThat(send("--yes", "--platform", "discord").out())
                .contains("1 recipient (Discord 1) · everyone on Discord");
        assertThat(send("--topic", "TRADE").out()).contains("3 recipients", "subscribers to Topic trade");
    }

    @Test
    @Tag("sqlite")
    void saysThatTheRunningBotSendsIt() throws Exception {
        try (RunLock _ = RunLock.tryAcquire(TestDatabase.location(database)).orElseThrow()) {
            assertThat(send("--yes").out()).endsWith("""
                Queued as broadcast 1. The running bot sends it; the console shows the progress.
                """);
        }
    }

    @Test
    void theCommandSaysWhatIsWrong() throws Exception {
        refused(" is not a readable file with UTF-8 text.", folder);
        refused("nothing.md is not a readable file", folder.resolve("nothing.md"));
        refused("--topic: no topic called “sport”.", file, "--topic", "sport");
        refused(
                "news.md: Too many buttons: 11, maximum 10.",
                Files.writeString(file, "News\n" + "[[Go]](https://example.org/)\n".repeat(11)));
        refused("news.md: The broadcast is empty.", Files.writeString(file, " \n"));
        refused("is not a readable file with UTF-8 text.", Files.write(file, new byte[] {(byte) 0xC3, 0x28}));
        refused(
                "news.md: Too long: 6 messages on Telegram, maximum 3.",
                Files.writeString(file, "word ".repeat(4_200)));
        assertThat(broadcasts()).isEmpty();
    }

    @Test
    void nothingIsSentToNobody() {
        execute("DELETE FROM subscription", "DELETE FROM subscriber");
        CommandLineResult toNobody = send("--yes");
        assertThat(toNobody.out()).contains("No recipients match.");
        assertThat(toNobody.code()).isEqualTo(1);
        assertThat(broadcasts()).isEmpty();
    }
}
