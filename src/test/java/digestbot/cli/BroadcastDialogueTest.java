package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.app.Bot;
import digestbot.app.BotFixture;
import digestbot.app.RunLock;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.config.ConfigReader;
import digestbot.config.TestConfig;
import digestbot.database.TestDatabase;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Broadcasts from the command line, which the whole bot sends on both platforms.
@Tag("full")
class BroadcastDialogueTest {

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
        bot = Bot.start(TestConfig.loaded(new ConfigReader(Map.of()).read(configuration)), InstantSource.system());
        assertThat(bot.awaitReady(Duration.ofMinutes(2))).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void whoeverMutesAnnouncementsGetsImportantOnesAlone() throws Exception {
        subscribeAll();
        fixture.telegram.write(bob, bobs, "/settings");
        await().until(() -> text(bobs).contains("✓ Announcements]"));
        ShownMessage settings = fixture.telegram.screen(bobs).getLast();
        fixture.telegram.press(bob, bobs, settings.id(), 7, 0);
        await().until(() -> !text(bobs).contains("✓ Announcements]"));
        Path file = Files.writeString(folder.resolve("news.md"), "Small news");
        assertThat(broadcast(file, "--yes").out()).contains("2 recipients (Telegram 1, Discord 1) · everyone\n");
        Files.writeString(file, "Big news");
        assertThat(broadcast(file, "--yes", "--important").out())
                .contains("3 recipients (Telegram 2, Discord 1) · everyone, important (overrides mute)");
        await().until(() -> text(bobs).contains("Big news"));
        assertThat(text(bobs)).doesNotContain("Small news");
    }

    @Test
    void theCommandSchedulesAndSteersThem() throws Exception {
        subscribeAll();
        Path file = Files.writeString(folder.resolve("news.md"), "News");
        assertThat(broadcasts().out()).isEqualTo("No broadcasts yet. Send one with: digestbot broadcast FILE\n");
        CommandLineResult scheduled = broadcast(file, "--yes", "--at", "2099-02-06 08:00");
        assertThat(scheduled.out()).contains("Scheduled as broadcast 1 for Fri 6 Feb 08:00 UTC");
        assertThat(broadcasts().out()).isEqualTo("1  scheduled for Fri 6 Feb 08:00 UTC  “News”\n");
        assertThat(broadcasts("--unschedule", "1").out())
                .isEqualTo("Broadcast 1 unscheduled; it is a draft again.\n1  draft  “News”\n");
        assertThat(broadcasts("--pause", "1").err())
                .isEqualTo("Broadcast 1 is a draft; only a running one can be paused.\n");
        assertThat(broadcasts("--pause", "4294967296"))
                .isEqualTo(new CommandLineResult(2, "", "Broadcast 4294967296 not found.\n"));
        assertThat(broadcasts("--withdraw", "1", "--yes").err())
                .isEqualTo("Broadcast 1 is a draft; only one that was sent can be withdrawn.\n");
        broadcast(file, "--yes");
        await().until(() -> broadcasts().out().startsWith("2  done: Sent: 3  “News”"));
        assertThat(broadcasts("--pause", "2").err())
                .isEqualTo("Broadcast 2 is done; only a running one can be paused.\n");
        assertThat(broadcasts("--retry", "2").out())
                .startsWith("Broadcast 2 has no failed messages; nothing to retry.\n2  done: ");
        assertThat(broadcasts("--withdraw", "2"))
                .isEqualTo(new CommandLineResult(
                        2,
                        "",
                        "This would withdraw broadcast 2 from 3 chats. There is no terminal to confirm that: add"
                                + " --yes, or --dry-run to change nothing.\n"));
        assertThat(broadcasts("--withdraw", "2", "--dry-run").out())
                .startsWith("Dry run: would withdraw broadcast 2 from 3 chats. Nothing was changed.\n2  done: ");
        assertThat(broadcasts("--stop", "2", "--yes").err()).startsWith("--yes and --dry-run go with --withdraw;");
        assertThat(text(bobs)).contains("News");
        assertThat(withdrawalAnswering("n")).contains("Nothing was changed.\n2  done: ");
        assertThat(withdrawalAnswering("y"))
                .startsWith("Broadcast 2 withdrawn. The running bot removes its messages.\n");
        await().until(() -> !text(bobs).contains("News"));
        assertThat(broadcast(file, "--test").out())
                .contains("Preview on Telegram:", "Test queued for 2 owners; the running bot sends it.");
        await().until(() -> text(adas).endsWith("News"));
        assertThat(text(bobs)).doesNotContain("News");
    }

    private CommandLineResult broadcasts(String... options) {
        return CommandLineResult.of("broadcasts", "--config", configuration, options);
    }

    private CommandLineResult broadcast(Path file, String... options) {
        return CommandLineResult.of("broadcast", file, "--config", configuration, options);
    }

    private String withdrawalAnswering(String answer) {
        var asked = new StringBuilder();
        CommandLineResult ran = CommandLineResult.by(
                new CommandLine(new BroadcastsCommand(prompt(answer, asked))),
                "--config",
                configuration,
                "--withdraw",
                "2");
        assertThat(asked).hasToString("Withdraw broadcast 2 from 3 chats? [y/N] ");
        return ran.out();
    }

    /// On a server, the bot of this test is a node that others see.
    private AutoCloseable lockOfARunningBot() throws Exception {
        return TestDatabase.isPostgres()
                ? () -> {}
                : RunLock.tryAcquire(TestDatabase.location(fixture.database())).orElseThrow();
    }

    @Test
    void theCommandsAnnouncementIsSentByTheRunningBotWhileItLooksOn() throws Exception {
        subscribeAll();
        Path file = Files.writeString(folder.resolve("news.md"), "**Big** news");
        try (AutoCloseable _ = lockOfARunningBot()) {
            CommandLineResult ran = broadcast(file, "--yes");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).startsWith("""
                Preview on Telegram:
                    Big news

                Preview on Discord:
                    Big news

                3 recipients (Telegram 2, Discord 1) · everyone
                Sample recipient: a private chat on Telegram, English, subscribed to Topic trade.
                Queued as broadcast 1; the running bot sends it. Ctrl-C stops this report, not the broadcast.
                """).endsWith("Sent: 3\n");
            assertThat(text(bobs)).contains("Big news");
            CommandLineResult again = broadcast(file, "--yes", "--platform", "discord");
            assertThat(again.out()).contains("""
                1 recipient (Discord 1) · everyone on Discord
                Sample recipient: a channel on Discord, English, subscribed to Topic trade.
                Same text as broadcast 1, sent on\
                """).endsWith("Sent: 1\n");
        }
    }

    @Test
    void withoutABotTheCommandsAnnouncementWaitsForOne() throws Exception {
        subscribeAll();
        bot.close();
        Path file = Files.writeString(folder.resolve("news.md"), "Later news");
        CommandLineResult ran = broadcast(file, "--yes", "--topic", "TRADE");
        assertThat(ran.out()).contains("subscribers to Topic trade").endsWith("""
            Queued as broadcast 1. No bot is running; it is sent when one starts.
            """);
        run();
        await().until(() -> text(bobs).contains("Later news"));
    }

    @Test
    void theCommandAsksFirst() throws Exception {
        subscribeAll();
        Path file = Files.writeString(folder.resolve("news.md"), "News");
        var asked = new StringBuilder();
        for (Map.Entry<String, String> each :
                List.of(Map.entry("n", "Discarded. Nothing was sent."), Map.entry("Yes", "Queued as broadcast 2"))) {
            var command = new CommandLine(new BroadcastCommand(prompt(each.getKey(), asked)));
            assertThat(CommandLineResult.by(command, file, "--config", configuration)
                            .out())
                    .contains(each.getValue());
        }
        assertThat(asked).hasToString("Send to 3 subscribers? [y/N] ".repeat(2));
        await().until(() -> text(bobs).contains("News"));
    }

    @Test
    void theCommandSaysWhatIsWrong() throws Exception {
        Path file = Files.writeString(folder.resolve("news.md"), "News");
        refused("There is no terminal to confirm the broadcast. Add --yes", file);
        refused("nothing.md: file not found", folder.resolve("nothing.md"));
        refused(" is a folder. Name a file in it.", folder);
        refused("--topic: no topic called “sport”. Topics: trade.", file, "--yes", "--topic", "sport");
        refused("--perspective: add --topic, to which", file, "--yes", "--perspective", "us");
        refused(
                "--perspective: Topic trade has no perspective “mars”. Available: ",
                file,
                "--yes",
                "--topic",
                "trade",
                "--perspective",
                "mars");
        refused("--language: “fr” is not available. Use one of ", file, "--yes", "--language", "fr");
        refused("--active-since: must be a number of days", file, "--yes", "--active-since", "0");
        refused("--at: “soon” is not a time. Use a day and a time", file, "--yes", "--at", "soon");
        refused("--at: that time has passed.", file, "--yes", "--at", "2020-02-06 08:00");
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
        assertThat(broadcast(file, "--yes").out()).contains("No recipients match.", "Discarded. Nothing was sent.");
    }

    private void refused(String why, Path file, String... more) {
        CommandLineResult ran = broadcast(file, more);
        assertThat(ran.err()).contains(why);
        assertThat(ran.code()).isEqualTo(2);
    }

    private static ConfirmationPrompt prompt(String answer, StringBuilder asked) {
        return new ConfirmationPrompt() {
            @Override
            public boolean isInteractive() {
                return true;
            }

            @Override
            public String ask(String question) {
                asked.append(question);
                return answer;
            }
        };
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
