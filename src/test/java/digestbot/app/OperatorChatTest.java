package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
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

    @Test
    void anAdminSendsToTheSubscribersOfATopicAndTakesItBack() {
        makeAnAdmin();
        telegram.write("/broadcast Big news", "[1 Send to 3]");
        telegram.tap("Change recipients", "Topic trade]");
        telegram.tap("Topic trade", "3 recipients (Telegram 2, Discord 1) · subscribers to Topic trade");
        telegram.tap("Send to 3", "Sent: 3");
        bob.shows("Big news");
        discord.shows("Big news");
        telegram.tap("Withdraw", "Withdraw from 3 chats?");
        telegram.tap("Withdraw from 3", "Withdrawn: 3");
        assertThat(bob.text()).as("a reader on Telegram").doesNotContain("Big news");
        assertThat(column("SELECT state FROM broadcast")).containsExactly("withdrawn");
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
