package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.List;
import java.util.Map;

/// An owner makes somebody an editor, who releases a held digest, on both platforms. Two readers,
/// one on each platform, get it then and not before.
class StaffConversationsTest extends GoldenConversations {

    private static final long OWNER = 900;

    /// The operators on one platform.
    private record Staff(Dialogue owner, Dialogue editor) {
        void isAsWritten() {
            owner.isAsWritten("owner");
            editor.isAsWritten("editor");
        }
    }

    @Override
    String config() {
        return "owners: {telegram: [%1$d], discord: [%1$d]}\ndelivery: {hold: on-warning}\n".formatted(OWNER);
    }

    @Override
    void converse() throws Exception {
        var telegram = new Staff(onTelegram(OWNER, "Olga"), onTelegram(501, "Ada"));
        fixture.telegram.join(telegram.owner.person(), telegram.owner.place());
        var discord = new Staff(onDiscord(OWNER, "Olga"), onDiscord(601, "Ada"));
        subscribe();
        appoint(telegram, "/role editor 501");
        appoint(discord, "/role <@601> editor");
        held(telegram, discord);
        released(telegram, discord);
        retired(telegram, "/role none 501");
        retired(discord, "/role <@601> none");
        assertAll(telegram::isAsWritten, discord::isAsWritten);
    }

    private void subscribe() {
        var bob = new SandboxPerson(502, "Bob", "en");
        var chat = fixture.privateChat(bob);
        fixture.telegram.write(bob, chat, "/subscribe trade");
        SandboxPlace direct = fixture.discord.directMessages(bob);
        fixture.discord.write(bob, direct, "/subscribe trade");
        await().until(() -> fixture.telegram.screen(chat).size() == 2
                && fixture.discord.screen(direct).size() == 2);
    }

    private static void appoint(Staff staff, String line) {
        staff.editor.write("/release");
        staff.owner.write("/roles", line);
        staff.editor.happens("an owner makes Ada an editor", 1);
        staff.owner.write(line, "/roles");
        staff.editor.write("/release");
    }

    private void held(Staff... all) throws Exception {
        String doubtful = BotFixture.digest("trade", "2026-02-06", "What happened on Friday")
                .replace("- The second side says its part about it, at some length.\n", "");
        fixture.drop("doubtful.md", doubtful);
        for (Staff staff : all) {
            staff.owner.happens("a doubtful digest is put into the folder", 1);
            staff.editor.happens("a doubtful digest is put into the folder", 1);
            staff.editor.write("/today", "/release");
        }
        assertThat(bot.deliveries(DeliveryCause.DIGEST)).isEmpty();
    }

    private void released(Staff telegram, Staff discord) {
        telegram.editor.press(2, 3);
        discord.editor.press(2);
        telegram.editor.press(6);
        await().until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, 2L)));
        for (Staff staff : List.of(telegram, discord)) {
            staff.owner.happens("the notice shows the decision", 1);
            staff.editor.happens("the notice shows the decision", 1);
        }
        discord.owner.press(1);
        telegram.editor.write("/release trade 2026-02-06", "/today");
    }

    private static void retired(Staff staff, String line) {
        staff.owner.write("/audit", line);
        staff.editor.write("/release");
        staff.owner.write("/roles");
    }
}
