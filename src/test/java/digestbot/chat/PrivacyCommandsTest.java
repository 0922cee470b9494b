package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.DataAction;
import digestbot.content.action.DataAction.ExportData;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import org.junit.jupiter.api.Test;

@InConversation
class PrivacyCommandsTest {

    private ConversationFixture chat;

    @GoldenTest
    void tellsWhatIsKeptAndForHowLongWithTheWaysToHaveAndToDeleteIt() {
        chat.privately(new DataAction.ShowPrivacy());
        chat.assertSays(
                "About you:",
                "replies for 7 days",
                "stay inactive for 180 days",
                "backups keep deleted data for up to 7 more days",
                "[Download as a file] ExportData[]",
                "[Delete everything]");
        chat.asMember(new DataAction.ShowPrivacy());
        chat.assertSays("About this chat:");
    }

    @Test
    void aSecondFileIsNotQueuedWhileOneIsOwed() {
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        FileRequest.ExportFile first = exported(chat.privately(new ExportData()));
        chat.database.writeWithoutResult(tx -> new Outbox(new OutboxEvents(), GivenTime.CLOCK)
                .replyWithFile(tx, ConversationFixture.PRIVATE, "en", first));
        chat.assertAnswers(new ExportData(), "Whisper: Your download is already on its way.");
        chat.assertAnswers(pressed(new ExportData()), "Toast: Your download is already on its way.");
        assertThat(exported(chat.asManager(new ExportData())).person())
                .as("of another chat")
                .isEmpty();
        chat.execute("UPDATE delivery SET state = 'sent'");
        assertThat(exported(chat.privately(new ExportData())).person()).contains(chat.person());
    }

    @Test
    void theFileTellsOfThePersonOnlyWhereTheyAreAlone() {
        assertThat(exported(chat.privately(new ExportData())).person()).contains(chat.person());
        assertThat(exported(chat.asManager(new ExportData())).person()).isEmpty();
        assertThat(exported(chat.privately(pressed(new ExportData()))).person()).contains(chat.person());
    }

    private static FileRequest.ExportFile exported(Reply reply) {
        if (reply instanceof Reply.PrivateFile(FileRequest.ExportFile export)) {
            return export;
        }
        throw new AssertionError(reply + " is no export");
    }

    @Test
    void asksBeforeItDeletesAnything() {
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        chat.privately(new DataAction.AskToForget());
        chat.assertSays(
                "Delete everything\nThis deletes your subscriptions",
                "[Yes, delete everything] ConfirmForget[]",
                "[Cancel]");
        assertThat(chat.rows("SELECT topic FROM subscription")).containsExactly("trade");
        chat.assertAnswers(pressed(new DataAction.ConfirmForget()), "All your data has been deleted.");
        assertThat(chat.rows("SELECT topic FROM subscription UNION ALL SELECT CAST(user_id AS TEXT) FROM person"
                        + " UNION ALL SELECT CAST(chat_id AS TEXT) FROM subscriber WHERE forgotten = 0"))
                .isEmpty();
    }

    @Test
    void deletingAGroupLeavesThePersonAndWhatIsTheirs() {
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        chat.asManager(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
        chat.asManager(pressed(new DataAction.ConfirmForget()));
        assertThat(chat.rows("SELECT topic FROM subscription")).containsExactly("trade");
        assertThat(chat.rows("SELECT user_id FROM person")).containsExactly("501");
    }

    @Test
    void thePersonsAnnouncementsGoAsFarAsTheyWereNotSent() {
        chat.as(ConversationFixture.OWNER);
        chat.privately(new BroadcastRequest.WriteBroadcast("A draft"));
        chat.execute("""
            INSERT INTO broadcast (by_platform, by_user, text, state, started_at, created_at)
            VALUES ('telegram', 900, 'sent', 'done', 1, 1)
            """);
        chat.privately(pressed(new DataAction.ConfirmForget()));
        assertThat(chat.rows("SELECT text || coalesce(CAST(by_user AS TEXT), '') FROM broadcast"))
                .containsExactly("sent");
    }

    @Test
    void whatWasSearchedForGoesWithTheGroupAndWithThePersonWhoAloneSawIt() {
        chat.asManager(new ReadAction.Search("steel"));
        chat.asManager(pressed(new DataAction.ConfirmForget()));
        assertThat(chat.rows("SELECT words FROM search")).isEmpty();
        chat.as(Platform.DISCORD, "en");
        chat.onDiscord(false, new ReadAction.Search("steel"));
        assertThat(chat.rows("SELECT words FROM search")).containsExactly("steel");
        var direct = new Destination(new Chat(Platform.DISCORD, 77_501, ChatType.PRIVATE, ""), 0);
        chat.in(direct, pressed(new DataAction.ConfirmForget()), ChatFeatures.PLAIN);
        assertThat(chat.rows("SELECT words FROM search")).isEmpty();
    }

    @Test
    void whoWasForgottenIsAsNew() {
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        chat.privately(pressed(new DataAction.ConfirmForget()));
        chat.privately(pressed(new DataAction.ConfirmForget()));
        chat.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        assertThat(chat.rows("SELECT forgotten FROM subscriber")).containsExactly("0");
    }
}
