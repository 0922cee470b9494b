package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every digest is held back for an hour; a reader on each platform waits for it.
@Tag("full")
class HoldTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPerson olga;
    private SandboxPlace chat;
    private SandboxPlace direct;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        olga = new SandboxPerson(900, "Olga", "en");
        chat = fixture.privateChat(ada);
        direct = fixture.discord.directMessages(ada);
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
        run();
        fixture.telegram.write(ada, chat, "/subscribe trade");
        fixture.discord.write(ada, direct, "/subscribe trade");
        await().atMost(PATIENCE)
                .until(() -> fixture.telegram.screen(chat).size() == 2
                        && fixture.discord.screen(direct).size() == 2);
    }

    private void run() throws Exception {
        bot = Bot.start(fixture.config("owners: {telegram: [900]}\ndelivery: {hold: always, hold-hours: 1}\n"), clock);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void whatNobodyReleasesGoesOutOnBothPlatformsOnceItsTimeIsUpAlsoAfterARestart() throws Exception {
        arrives();
        assertThat(bot.deliveries(DeliveryCause.DIGEST)).isEmpty();
        bot.close();
        clock.pass(Duration.ofMinutes(61));
        run();
        isDelivered();
        isReleasedBy(new Actor.BotItself());
    }

    @Test
    void aCommandReleasesADigestThatTheRunningBotThenSends() throws Exception {
        arrives();
        CommandLineResult ran = release();
        assertThat(ran.out()).startsWith("Released trade %1$s (en): trade - %1$s.".formatted(day));
        isDelivered();
        isReleasedBy(new Actor.CommandLineUser());
        assertThat(release())
                .isEqualTo(new CommandLineResult(
                        2, "", "trade %s is already published; nothing to release.\n".formatted(day)));
        assertThat(CommandLineResult.of("release", "--config", fixture.configFile(""), "trade", "2026-1-1")
                        .err())
                .isEqualTo("trade 2026-01-01 is not held for review. No digest is.\n");
        assertThat(CommandLineResult.of("release", "--config", fixture.configFile(""), "trde", "2026-1-1")
                        .err())
                .isEqualTo("No topic called “trde”. Did you mean “trade”?\n");
        assertThat(CommandLineResult.of("withdraw", "--config", fixture.configFile(""), "news", "2026-1-1")
                        .err())
                .isEqualTo("No topic called “news”. Topics: trade.\n");
    }

    private CommandLineResult release() throws Exception {
        return CommandLineResult.of(
                "release", "--config", fixture.configFile("").toString(), "trade", day.toString());
    }

    @Test
    void theNoticeOfAHeldDigestShowsTheDecisionOfACommand() throws Exception {
        SandboxPlace owners = fixture.privateChat(olga);
        fixture.telegram.write(olga, owners, "/topics");
        await().atMost(PATIENCE).until(() -> fixture.telegram.screen(owners).size() == 2);
        arrives();
        await().atMost(PATIENCE)
                .until(() -> BotFixture.text(fixture.telegram.screen(owners))
                        .contains("[1 Release] [2 Preview] [3 Don't publish]"));
        CommandLineResult ran = CommandLineResult.of(
                "withdraw", "--config", fixture.configFile("").toString(), "--yes", "trade", day.toString());
        assertThat(ran.out())
                .isEqualTo(
                        "Not published: trade %s (en). It stays hidden unless its file is corrected.\n".formatted(day));
        await().atMost(PATIENCE)
                .until(() -> BotFixture.text(fixture.telegram.screen(owners)).contains("Digest not published: "));
        assertThat(BotFixture.text(fixture.telegram.screen(owners)))
                .contains("command line")
                .doesNotContain("[1 Release]");
        assertThat(fixture.telegram.screen(owners)).hasSize(3);
        List<AuditEntry> audit = bot.database().read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(audit).extracting(AuditEntry::action).containsExactly(AuditAction.DIGEST_REJECTED);
    }

    @Test
    void anAnswerToAPersonsMessageInAGroupMakesThemAnEditorWhoIsOfferedMore() {
        var group = new SandboxPlace(-1_001_000_000_505L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.write(ada, group, "/topics");
        await().atMost(PATIENCE).until(() -> fixture.telegram.screen(group).size() == 2);
        long message = fixture.telegram.screen(group).getFirst().id();
        assertThat(fixture.telegram.offered(ada, chat)).noneMatch(line -> line.startsWith("/release"));
        fixture.telegram.reply(olga, group, message, "/role editor");
        await().atMost(PATIENCE)
                .until(() ->
                        BotFixture.text(fixture.telegram.screen(group)).contains("Ada (Telegram 501) is now editor."));
        await().atMost(PATIENCE)
                .until(() -> BotFixture.text(fixture.telegram.screen(chat))
                        .contains("You now have a role in this bot: editor."));
        await().atMost(PATIENCE)
                .until(() ->
                        fixture.telegram.offered(ada, chat).stream().anyMatch(line -> line.startsWith("/release")));
        assertThat(fixture.telegram.offered(ada, chat)).noneMatch(line -> line.startsWith("/broadcast"));
        fixture.telegram.reply(olga, group, message, "/role none");
        await().atMost(PATIENCE)
                .until(() ->
                        fixture.telegram.offered(ada, chat).stream().noneMatch(line -> line.startsWith("/release")));
    }

    @Test
    void whatIsHeldIsSuggestedToNoReaderAndOpensByNoLink() throws Exception {
        fixture.drop("secret.md", BotFixture.digest("secret", day.toString(), "Unheard of"));
        arrives();
        for (String line :
                List.of("/release ", "/release topic:secret date:", "/today ", "/digest date:", "/withdraw ")) {
            assertThat(fixture.discord.suggest(ada, direct, line))
                    .as(line)
                    .noneMatch(each -> each.contains("secret") || each.contains(day.toString()));
        }
        int before = fixture.telegram.screen(chat).size();
        List<Long> held = bot.database()
                .read(tx -> tx.handle()
                        .createQuery("SELECT number FROM digest WHERE held_until IS NOT NULL")
                        .mapTo(Long.class)
                        .list());
        assertThat(held).hasSize(2);
        for (long number : held) {
            fixture.telegram.write(ada, chat, "/start 1-m-" + number + "-o");
        }
        await().atMost(PATIENCE).until(() -> fixture.telegram.screen(chat).size() >= before + 2 * held.size());
        assertThat(BotFixture.text(fixture.telegram.screen(chat)))
                .contains("This digest is no longer available.")
                .doesNotContain("which part is wrong?", "Topic secret", "United States");
    }

    private void arrives() throws Exception {
        fixture.drop("today.md", BotFixture.digest("trade", day.toString(), "Waits"));
        await().atMost(PATIENCE)
                .until(() -> bot.database()
                        .<Boolean>read(tx -> tx.handle()
                                .createQuery("SELECT EXISTS (SELECT 1 FROM digest WHERE held_until IS NOT NULL)")
                                .mapTo(Boolean.class)
                                .one()));
    }

    private void isDelivered() {
        await().atMost(PATIENCE)
                .until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        assertThat(BotFixture.text(fixture.telegram.screen(chat))).contains("Waits");
        assertThat(BotFixture.text(fixture.discord.screen(direct))).contains("Waits");
    }

    private void isReleasedBy(Actor actor) {
        List<AuditEntry> audit = bot.database().read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(audit)
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                .containsExactly(actor, AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(2));
    }
}
