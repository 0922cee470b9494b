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

@InConversation(golden = true)
class PrivacyCommandsTest {

    private ConversationFixture conversation;

    @Test
    void tellsWhatIsKeptAndForHowLongWithTheWaysToHaveAndToDeleteIt() {
        conversation.privately(new DataAction.ShowPrivacy());
        conversation.asMember(new DataAction.ShowPrivacy());
    }

    @Test
    void aSecondFileIsNotQueuedWhileOneIsOwed() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        FileRequest.ExportFile first = exported(conversation.privately(new DataAction.ExportData()));
        conversation.database.writeWithoutResult(tx -> new Outbox(new OutboxEvents(), GivenTime.CLOCK)
                .replyWithFile(tx, ConversationFixture.PRIVATE, "en", first));
        conversation.privately(new DataAction.ExportData());
        conversation.privately(pressed(new DataAction.ExportData()));
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
        conversation.note(conversation.rows("SELECT topic FROM subscription"));
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        conversation.note(
                conversation.rows("SELECT topic FROM subscription UNION ALL SELECT CAST(user_id AS TEXT) FROM person"
                        + " UNION ALL SELECT CAST(chat_id AS TEXT) FROM subscriber WHERE forgotten = 0"));
    }

    @Test
    void deletingAGroupLeavesThePersonAndWhatIsTheirs() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.asManager(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.HERE));
        conversation.asManager(pressed(new DataAction.ConfirmForget()));
        conversation.note(conversation.rows("SELECT topic FROM subscription"));
        conversation.note(conversation.rows("SELECT user_id FROM person"));
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
        conversation.note(conversation.rows("SELECT text || coalesce(CAST(by_user AS TEXT), '') FROM broadcast"));
    }

    @Test
    void whatWasSearchedForGoesWithTheGroupAndWithThePersonWhoAloneSawIt() {
        conversation.asManager(new ReadAction.Search("steel"));
        conversation.asManager(pressed(new DataAction.ConfirmForget()));
        conversation.note(conversation.rows("SELECT words FROM search"));
        conversation.as(Platform.DISCORD, "en");
        conversation.onDiscord(false, new ReadAction.Search("steel"));
        conversation.note(conversation.rows("SELECT words FROM search"));
        var direct = new Destination(new Chat(Platform.DISCORD, 77_501, ChatType.PRIVATE, ""), 0);
        conversation.in(direct, pressed(new DataAction.ConfirmForget()), ChatFeatures.PLAIN);
        conversation.note(conversation.rows("SELECT words FROM search"));
    }

    @Test
    void whoWasForgottenIsAsNew() {
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        conversation.privately(pressed(new DataAction.ConfirmForget()));
        conversation.privately(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.HERE));
        conversation.note(conversation.rows("SELECT forgotten FROM subscriber"));
    }
}
