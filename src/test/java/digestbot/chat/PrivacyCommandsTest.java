package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.DataAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import org.junit.jupiter.api.Test;

@InConversation
class PrivacyCommandsTest {

    private ConversationFixture conversation;

    @GoldenTest
    void tellsWhatIsKeptAndForHowLongWithTheWaysToHaveAndToDeleteIt() {
        conversation.privately(new DataAction.ShowPrivacy());
        conversation.assertSays(
                "About you:",
                "replies for 7 days",
                "stay inactive for 180 days",
                "backups keep deleted data for up to 7 more days",
                "[Download as a file] ExportData[]",
                "[Delete everything]");
        conversation.asMember(new DataAction.ShowPrivacy());
        conversation.assertSays("About this chat:");
    }

    @Test
    void aSecondFileIsNotQueuedWhileOneIsOwed() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        FileRequest.ExportFile first = exported(conversation.privately(new DataAction.ExportData()));
        conversation.database.writeWithoutResult(tx -> new Outbox(new OutboxEvents(), GivenTime.CLOCK)
                .replyWithFile(tx, ConversationFixture.PRIVATE, "en", first));
        conversation.privately(new DataAction.ExportData());
        conversation.assertSays("Whisper: Your download is already on its way.");
        conversation.privately(pressed(new DataAction.ExportData()));
        conversation.assertSays("Toast: Your download is already on its way.");
        assertThat(exported(conversation.asManager(new DataAction.ExportData())).person())
                .as("of another chat")
                .isEmpty();
        conversation.execute("UPDATE delivery SET state = 'sent'");
        assertThat(exported(conversation.privately(new DataAction.ExportData())).person())
                .contains(conversation.person());
    }

    @Test
    void theFileTellsOfThePersonOnlyWhereTheyAreAlone() {
        assertThat(exported(conversation.privately(new DataAction.ExportData())).person())
                .contains(conversation.person());
        assertThat(exported(conversation.asManager(new DataAction.ExportData())).person())
                .isEmpty();
        assertThat(exported(conversation.privately(pressed(new DataAction.ExportData())))
                        .person())
                .contains(conversation.person());
    }

    private static FileRequest.ExportFile exported(Reply reply) {
        if (reply instanceof Reply.PrivateFile(FileRequest.ExportFile export)) {
            return export;
        }
        throw new AssertionError(reply + " is no export");
    }

    @Test
    void asksBeforeItDeletesAnything() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.privately(new DataAction.AskToForget());
        conversation.assertSays(
                "Delete everything\nThis deletes your subscriptions",
                "[Yes, delete everything] ConfirmForget[]",
                "[Cancel]");
        assertThat(conversation.rows("SELECT topic FROM subscription")).containsExactly("trade");
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        conversation.assertSays("All your data has been deleted.");
        assertThat(conversation.rows("SELECT topic FROM subscription UNION ALL SELECT CAST(user_id AS TEXT) FROM person"
                        + " UNION ALL SELECT CAST(chat_id AS TEXT) FROM subscriber WHERE forgotten = 0"))
                .isEmpty();
    }

    @Test
    void deletingAGroupLeavesThePersonAndWhatIsTheirs() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.asManager(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
        conversation.asManager(pressed(new DataAction.ConfirmForget()));
        assertThat(conversation.rows("SELECT topic FROM subscription")).containsExactly("trade");
        assertThat(conversation.rows("SELECT user_id FROM person")).containsExactly("501");
    }

    @Test
    void thePersonsAnnouncementsGoAsFarAsTheyWereNotSent() {
        conversation.as(ConversationFixture.OWNER);
        conversation.privately(new BroadcastRequest.WriteBroadcast("A draft"));
        conversation.execute("""
            INSERT INTO broadcast (by_platform, by_user, text, state, started_at, created_at)
            VALUES ('telegram', 900, 'sent', 'done', 1, 1)
            """);
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        assertThat(conversation.rows("SELECT text || coalesce(CAST(by_user AS TEXT), '') FROM broadcast"))
                .containsExactly("sent");
    }

    @Test
    void whatWasSearchedForGoesWithTheGroupAndWithThePersonWhoAloneSawIt() {
        conversation.asManager(new ReadAction.Search("steel"));
        conversation.asManager(pressed(new DataAction.ConfirmForget()));
        assertThat(conversation.rows("SELECT words FROM search")).isEmpty();
        conversation.as(Platform.DISCORD, "en");
        conversation.onDiscord(false, new ReadAction.Search("steel"));
        assertThat(conversation.rows("SELECT words FROM search")).containsExactly("steel");
        var direct = new Destination(new Chat(Platform.DISCORD, 77_501, ChatType.PRIVATE, ""), 0);
        conversation.in(direct, pressed(new DataAction.ConfirmForget()), ChatFeatures.PLAIN);
        assertThat(conversation.rows("SELECT words FROM search")).isEmpty();
    }

    @Test
    void whoWasForgottenIsAsNew() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        assertThat(conversation.rows("SELECT forgotten FROM subscriber")).containsExactly("0");
    }
}
