package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.app.Bot;
import digestbot.app.BotFixture;
import digestbot.app.Config;
import digestbot.app.RunLock;
import digestbot.config.TestConfig;
import digestbot.database.TestDatabase;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class BroadcastCommandTest {

    @TempDir
    Path folder;

    private BotFixture fixture;
    private Path configuration;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPerson bob;
    private SandboxPlace adas;
    private SandboxPlace bobs;
    private SandboxPlace channel;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        bob = new SandboxPerson(502, "Bob", "en");
        adas = fixture.privateChat(ada);
        bobs = fixture.privateChat(bob);
        channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ada);
        configuration = fixture.configFile("owners: {telegram: [%d], discord: [%d]}".formatted(ada.id(), ada.id()));
        fixture.drop("first.md", BotFixture.digest("trade", "2026-02-05", "An old one"));
        run();
    }

    private void run() throws InterruptedException {
        bot = Bot.start(TestConfig.loaded(Config.reader(Map.of()).read(configuration)), GivenTime.CLOCK);
        assertThat(bot.awaitReady(Duration.ofMinutes(2))).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void theCommandListsAndWithdrawsThem() throws Exception {
        subscribeAll();
        Path file = Files.writeString(folder.resolve("news.md"), "News");
        assertThat(list().out()).isEqualTo("No broadcasts yet. Send one with: digestbot broadcast send FILE --yes\n");
        assertThat(withdraw("4294967296")).isEqualTo(new CommandLineResult(2, "", "Broadcast 4294967296 not found.\n"));
        send(file, "--yes");
        await().until(() -> list().out().equals("number  state  progress  text\n1       done   Sent: 3   News\n"));
        assertThat(text(bobs)).contains("News");
        assertThat(withdraw("1"))
                .isEqualTo(new CommandLineResult(
                        2, "Nothing was changed. Add --yes to withdraw broadcast 1 from 3 chats.\n", ""));
        assertThat(withdraw("1", "--yes"))
                .isEqualTo(CommandLineResult.done(
                        "Broadcast 1 withdrawn from 3 chats. The running bot removes its messages.\n"));
        assertThat(withdraw("1", "--yes").err())
                .isEqualTo("Broadcast 1 is withdrawn; only one that was sent can be withdrawn.\n");
        await().until(() -> !text(bobs).contains("News"));
        await().until(() -> list().out().contains("1       withdrawn  Withdrawn: 3  News\n"));
    }

    private CommandLineResult list() {
        return CommandLineResult.of("broadcast", "list", "--config", configuration);
    }

    private CommandLineResult withdraw(String... arguments) {
        return CommandLineResult.of("broadcast", "withdraw", arguments, "--config", configuration);
    }

    private CommandLineResult send(Path file, String... options) {
        return CommandLineResult.of("broadcast", "send", file, "--config", configuration, options);
    }

    /// On a server, the bot of this test is a node that others see.
    private AutoCloseable lockOfARunningBot() throws Exception {
        return TestDatabase.isPostgres()
                ? () -> {}
                : RunLock.tryAcquire(TestDatabase.location(fixture.database())).orElseThrow();
    }

    @Test
    void theCommandShowsThePreviewAndSendsIfThatIsConfirmed() throws Exception {
        subscribeAll();
        Path file = Files.writeString(folder.resolve("news.md"), "**Big** news");
        String preview = """
                Preview on Telegram:
                    Big news

                Preview on Discord:
                    Big news

                3 recipients (Telegram 2, Discord 1) · everyone
                Sample recipient: a private chat on Telegram, English, subscribed to Topic trade
                """;
        assertThat(send(file))
                .isEqualTo(new CommandLineResult(
                        2, preview + "Nothing was changed. Add --yes to send this to 3 subscribers.\n", ""));
        assertThat(list().out()).startsWith("No broadcasts yet.");
        try (AutoCloseable _ = lockOfARunningBot()) {
            assertThat(send(file, "--yes")).isEqualTo(CommandLineResult.done(preview + """
                Queued as broadcast 1. The running bot sends it; “digestbot broadcast list” shows the progress.
                """));
        }
        await().until(() -> text(bobs).contains("Big news"));
        assertThat(send(file, "--yes", "--platform", "discord").out()).contains("""
                1 recipient (Discord 1) · everyone on Discord
                Sample recipient: a channel on Discord, English, subscribed to Topic trade
                Same text as broadcast 1, sent on\
                """);
        await().until(() -> list().out().contains("\n2       done   Sent: 1 "));
    }

    @Test
    void withoutABotTheCommandsAnnouncementWaitsForOne() throws Exception {
        subscribeAll();
        bot.close();
        Path file = Files.writeString(folder.resolve("news.md"), "Later news");
        CommandLineResult ran = send(file, "--yes", "--topic", "TRADE");
        assertThat(ran.out()).contains("subscribers to Topic trade").endsWith("""
            Queued as broadcast 1. No bot is running; it is sent when one starts.
            """);
        run();
        await().until(() -> text(bobs).contains("Later news"));
    }

    @Test
    void theCommandSaysWhatIsWrong() throws Exception {
        Path file = Files.writeString(folder.resolve("news.md"), "News");
        refused("nothing.md: file not found", folder.resolve("nothing.md"));
        refused(" is a folder. Name a file in it.", folder);
        refused("--topic: no topic called “sport”. Topics: trade.", file, "--yes", "--topic", "sport");
        refused(
                "has 11 buttons, the limit is 10.",
                Files.writeString(file, "News\n" + "[[Go]](https://example.org/)\n".repeat(11)),
                "--yes");
        Files.writeString(file, "News");
        refused("news.md has no visible text.", Files.writeString(file, " \n"), "--yes");
        refused("is not UTF-8 text", Files.write(file, new byte[] {(byte) 0xC3, 0x28}), "--yes");
        refused("is larger than 64 KiB", Files.writeString(file, "x".repeat(70_000)), "--yes");
        refused(
                "is too long: Telegram would need 6 messages, the limit is 3.",
                Files.writeString(file, "word ".repeat(4_200)),
                "--yes");
        Files.writeString(file, "News");
        CommandLineResult toNobody = send(file, "--yes");
        assertThat(toNobody.out()).contains("No recipients match.");
        assertThat(toNobody.code()).isEqualTo(1);
    }

    private void refused(String why, Path file, String... more) {
        CommandLineResult ran = send(file, more);
        assertThat(ran.err()).contains(why);
        assertThat(ran.code()).isEqualTo(2);
    }

    private void subscribeAll() {
        fixture.telegram.write(ada, adas, "/subscribe trade");
        await().until(() -> text(adas).contains("Subscribed to Topic trade"));
        fixture.telegram.write(bob, bobs, "/subscribe trade");
        fixture.discord.write(ada, channel, "/subscribe trade");
        await().until(() -> text(adas).contains("Subscribed to Topic trade")
                && text(bobs).contains("Subscribed to Topic trade")
                && BotFixture.text(fixture.discord.screen(channel)).contains("Topic trade will be posted here"));
    }

    private String text(SandboxPlace chat) {
        return BotFixture.text(fixture.telegram.screen(chat));
    }
}
