package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.cli.BroadcastCommand;
import digestbot.cli.common.ConfirmationPrompt;
import digestbot.clientview.ClientRow;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Broadcasts that more than one person works on: Olga, who owns the bot, and Ada, whom she made an
/// admin.
@Tag("full")
class TwoAdminsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final SandboxPerson olga = new SandboxPerson(900, "Olga", "en");
    private final SandboxPerson bob = new SandboxPerson(502, "Bob", "en");
    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPlace olgas;
    private SandboxPlace adas;
    private SandboxPlace bobs;
    private SandboxPlace channel;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        olgas = fixture.privateChat(olga);
        adas = fixture.privateChat(ada);
        bobs = fixture.privateChat(bob);
        channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ada);
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
        run("{telegram: [900]}");
        subscribe();
    }

    private void run(String admins) throws Exception {
        bot = Bot.start(fixture.config("owners: " + admins + "\n"), clock);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    private void subscribe() {
        fixture.telegram.write(ada, adas, "/subscribe trade");
        await().atMost(PATIENCE).until(() -> text(adas).contains("Subscribed to Topic trade"));
        fixture.telegram.write(bob, bobs, "/subscribe trade");
        fixture.discord.write(ada, channel, "/subscribe trade");
        await().atMost(PATIENCE)
                .until(() -> text(bobs).contains("Subscribed to Topic trade")
                        && BotFixture.text(fixture.discord.screen(channel))
                                .contains("Topic trade will be posted here"));
    }

    private void makeAnAdmin() {
        say(olga, olgas, "/role admin 501", "is now admin.");
        await().atMost(PATIENCE).until(() -> text(adas).contains("You now have a role in this bot: admin."));
    }

    @Test
    void whatAnotherAdminMakesOfAPreviewIsShownBeforeAnythingIsSent() {
        makeAnAdmin();
        say(ada, adas, "/broadcast Big news", "[1 Send to 3]");
        tap(ada, adas, "Change recipients", "Platform]");
        tap(ada, adas, "Platform", "Discord]");
        tap(ada, adas, "Discord", "1 recipient (Discord 1");
        tap(ada, adas, "‹ Back", "[1 Send to 1]");
        say(olga, olgas, "/broadcast #1", "1 recipient (Discord 1");
        tap(olga, olgas, "Change recipients", "Everyone]");
        tap(olga, olgas, "Everyone", "3 recipients");
        tap(ada, adas, "Send to", "Not sent: the broadcast has changed since you saw it.");
        assertThat(last(adas))
                .contains("The choice of recipients has changed.", "3 recipients (Telegram 2, Discord 1) · everyone");
        assertThat(state()).isEqualTo("draft");
        assertThat(text(bobs)).doesNotContain("Big news");
        tap(ada, adas, "Send to", "Sent: 3");
        assertThat(text(bobs)).contains("Big news");
    }

    @Test
    void aCountThatHasGrownFarIsShownBeforeAnythingIsSent() {
        say(olga, olgas, "/broadcast Big news", "3 recipients");
        bot.database().writeWithoutResult(tx -> {
            tx.handle().execute("""
                    WITH RECURSIVE n (i) AS (SELECT 10000 UNION ALL SELECT i + 1 FROM n WHERE i < 10099)
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                    SELECT 'telegram', i, 'private', 'en', 'UTC', 0 FROM n""");
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    SELECT number, 'trade', '', 0 FROM subscriber WHERE chat_id BETWEEN 10000 AND 10099""");
        });
        tap(olga, olgas, "Send to", "The number of recipients has changed from 3 to 103.");
        assertThat(state()).isEqualTo("draft");
        tap(olga, olgas, "Send to", "Sending to 103 recipients");
    }

    @Test
    void theCommandAsksAgainWhenOthersWereChosenWhileItAsked() throws Exception {
        Path file = Files.writeString(folder.resolve("news.md"), "Big news");
        var questions = new StringBuilder();
        Queue<Runnable> meanwhile = new ArrayDeque<>(List.of(
                () -> bot.database()
                        .writeWithoutResult(tx -> tx.handle().execute("UPDATE broadcast SET to_platform = 'discord'")),
                () -> {}));
        var terminal = new ConfirmationPrompt() {
            @Override
            public boolean isInteractive() {
                return true;
            }

            @Override
            public String ask(String question) {
                questions.append(question);
                meanwhile.remove().run();
                return "y";
            }
        };
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new BroadcastCommand(terminal))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        file.toString(),
                        "--at",
                        "2999-01-01 10:00",
                        "--config",
                        fixture.configFile("").toString());
        assertThat(questions)
                .hasToString("Send to 3 subscribers on Tue 1 Jan 10:00 UTC? [y/N] Send to 1 subscriber on Tue 1 Jan"
                        + " 10:00 UTC? [y/N] ");
        assertThat(err.toString())
                .contains("Not sent: the broadcast has changed since you saw it.")
                .contains("The choice of recipients has changed.");
        assertThat(out.toString())
                .contains("1 recipient (Discord 1) · everyone on Discord", "Scheduled as broadcast 1");
        assertThat(code).isZero();
    }

    @Test
    void whatSomebodyScheduledWhoseRoleIsTakenIsADraftAgainOfWhichTheOwnerIsTold() {
        makeAnAdmin();
        schedule();
        say(
                olga,
                olgas,
                "/role none 501",
                "Broadcast 1 (“Big news”) was not sent and is a draft again: " + ada.name() + " (Telegram 501)");
        assertThat(state()).isEqualTo("draft");
        List<AuditEntry> audit = bot.database().read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(audit).anySatisfy(entry -> {
            assertThat(entry.by()).isEqualTo(new Actor.BotItself());
            assertThat(entry.action()).isEqualTo(AuditAction.BROADCAST_UNSCHEDULED);
            assertThat(entry.subject()).isEqualTo(new AuditSubject.BroadcastSubject(1));
        });
        clock.pass(Duration.ofDays(2));
        tap(olga, olgas, "Open", "[1 Send to 3]");
        assertThat(text(bobs)).doesNotContain("Big news");
        tap(olga, olgas, "Send to", "Sent: 3");
        assertThat(text(bobs)).contains("Big news");
    }

    @Test
    void anOwnerWhoIsNoneAnyMoreSendsNothingThatTheyScheduled() throws Exception {
        bot.close();
        run("{telegram: [900, 501]}");
        schedule();
        bot.close();
        clock.pass(Duration.ofDays(1));
        run("{telegram: [900]}");
        await().atMost(PATIENCE).until(() -> state().equals("draft"));
        say(
                olga,
                olgas,
                "/help",
                "Broadcast 1 (“Big news”) was not sent and is a draft again: " + ada.name() + " (Telegram 501)");
        assertThat(text(bobs)).doesNotContain("Big news");
    }

    /// Ada schedules news for tomorrow at eight.
    private void schedule() {
        say(ada, adas, "/broadcast Big news", "[1 Send to 3]");
        say(ada, adas, "/broadcast #1 tomorrow 08:00", "[1 Send to 3 on");
        tap(ada, adas, "Send to", "Scheduled for");
        assertThat(state()).isEqualTo("scheduled");
    }

    private String state() {
        return bot.database()
                .read(tx -> tx.handle()
                        .createQuery("SELECT state FROM broadcast")
                        .mapTo(String.class)
                        .one());
    }

    private void say(SandboxPerson who, SandboxPlace where, String words, String answer) {
        fixture.telegram.write(who, where, words);
        await().atMost(PATIENCE).until(() -> text(where).contains(answer));
    }

    /// Presses the newest button whose label begins with this.
    private void tap(SandboxPerson who, SandboxPlace where, String label, String answer) {
        ShownMessage message = fixture.telegram.screen(where).stream()
                .filter(each -> key(each, label) > 0)
                .reduce((_, later) -> later)
                .orElseThrow();
        fixture.telegram.press(who, where, message.id(), key(message, label), 0);
        await().atMost(PATIENCE).until(() -> text(where).contains(answer));
    }

    private static int key(ShownMessage message, String label) {
        return message.rows().stream()
                .filter(ClientRow.ButtonRow.class::isInstance)
                .map(ClientRow.ButtonRow.class::cast)
                .flatMap(row -> row.buttons().stream())
                .filter(key -> key.label().startsWith(label))
                .mapToInt(ClientRow.ClientButton::number)
                .findFirst()
                .orElse(0);
    }

    private String last(SandboxPlace where) {
        return BotFixture.text(List.of(fixture.telegram.screen(where).getLast()));
    }

    private String text(SandboxPlace where) {
        return BotFixture.text(fixture.telegram.screen(where));
    }
}
