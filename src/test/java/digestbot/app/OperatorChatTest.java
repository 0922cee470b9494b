package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.cli.CommandLineResult;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What Olga, who owns the bot, and Ada, whom she makes an admin or an editor, see in their chats.
@Tag("full")
class OperatorChatTest extends BotStory {

    private ChatDriver olga;
    private ChatDriver bob;

    @BeforeEach
    void subscribeAll() throws Exception {
        drop("2026-01-05", "An old one");
        start(OWNER + "delivery: {hold: on-warning}\n");
        olga = ChatDriver.onTelegram(fixture, fixture.privateChat(OLGA), OLGA);
        var reader = new SandboxPerson(502, "Bob", "en");
        bob = ChatDriver.onTelegram(fixture, fixture.privateChat(reader), reader);
        subscribe();
        bob.write("/subscribe trade", "Subscribed to");
    }

    private void makeAnAdmin() {
        olga.write("/role admin 501", "is now admin.");
        telegram.shows("You now have a role in this bot: admin.");
    }

    private String state() {
        return column("SELECT state FROM broadcast").getFirst();
    }

    @Test
    void whatAnotherAdminMakesOfAPreviewIsShownBeforeAnythingIsSent() {
        makeAnAdmin();
        telegram.write("/broadcast Big news", "[1 Send to 3]");
        olga.write("/broadcast #1", "3 recipients (Telegram 2, Discord 1)");
        olga.tap("Change recipients", "Platform]");
        olga.tap("Platform", "Discord]");
        olga.tap("Discord", "1 recipient (Discord 1");
        telegram.tap("Send to", "Not sent: the broadcast has changed since you saw it.");
        telegram.shows("The choice of recipients has changed.", "1 recipient (Discord 1) · everyone on Discord");
        assertThat(state()).isEqualTo("draft");
        telegram.tap("Send to 1", "Sent: 1");
        discord.shows("Big news");
        assertThat(bob.text()).as("a reader on Telegram").doesNotContain("Big news");
    }

    @Test
    void whatSomebodyScheduledWhoseRoleIsTakenIsADraftAgainOfWhichTheOwnerIsTold() {
        makeAnAdmin();
        telegram.write("/broadcast Big news", "[1 Send to 3]");
        telegram.write("/broadcast #1 tomorrow 08:00", "[1 Send to 3 on");
        telegram.tap("Send to 3 on", "Scheduled for");
        olga.write("/role none 501", "Broadcast 1 (“Big news”) was not sent and is a draft again: Ada (Telegram 501)");
        assertThat(state()).isEqualTo("draft");
        List<AuditEntry> audit = bot().database().read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(audit).extracting(AuditEntry::action).contains(AuditAction.BROADCAST_UNSCHEDULED);
        clock.pass(Duration.ofDays(2));
        olga.tap("Open", "[1 Send to 3]");
        assertThat(bob.text()).as("before somebody sends it").doesNotContain("Big news");
        olga.tap("Send to 3", "Sent: 3");
        bob.shows("Big news");
    }

    @Test
    void theNoticeOfAHeldDigestShowsTheDecisionOfACommand() throws Exception {
        olga.write("/topics", "Topic trade");
        fixture.drop(
                "today.md",
                digest(TODAY, "Waits").replace("- The second side says its part about it, at some length.\n", ""));
        olga.shows("[1 Release] [2 Preview] [3 Don't publish]");
        CommandLineResult ran = CommandLineResult.of(
                "withdraw", "--config", fixture.configFile("").toString(), "--yes", "trade", TODAY);
        assertThat(ran.out())
                .isEqualTo("Not published: trade %s (en). It stays hidden unless its file is corrected.\n"
                        .formatted(TODAY));
        olga.shows("Digest not published: ", "command line");
        olga.showsNoMore("[1 Release]");
    }

    @Test
    void anAnswerToAPersonsMessageInAGroupMakesThemAnEditorWhoIsOfferedMore() {
        var place = new SandboxPlace(-1_001_000_000_505L, SandboxPlace.Kind.GROUP, "Readers");
        ChatDriver group = ChatDriver.onTelegram(fixture, place, ada);
        group.write("/topics", "Topic trade");
        long message = fixture.telegram.screen(place).getFirst().id();
        fixture.telegram.reply(OLGA, place, message, "/role editor");
        group.shows("Ada (Telegram 501) is now editor.");
        telegram.shows("You now have a role in this bot: editor.");
        until(() -> offered("/release"));
        assertThat(offered("/broadcast"))
                .as("broadcasts are offered to an editor")
                .isFalse();
        fixture.telegram.reply(OLGA, place, message, "/role none");
        until(() -> !offered("/release"));
    }

    private boolean offered(String command) {
        return fixture.telegram.offered(ada, telegram.place()).stream().anyMatch(line -> line.startsWith(command));
    }
}
