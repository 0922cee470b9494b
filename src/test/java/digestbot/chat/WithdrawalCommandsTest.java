package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;

import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.digest.DigestView;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class WithdrawalCommandsTest {

    private ConversationFixture conversation;

    @Test
    void asksBeforeItWithdrawsADigestAndWhoeverChangesTheirMindWithdrawsNothing() {
        conversation.asOwner(new OperatorAction.Withdraw("us-china", "2026-02-06"));
        conversation.asOwner(new ReadAction.ShowToday("us-china"));
        conversation.asOwner(pressed(new OperatorAction.CancelWithdrawal()));
        conversation.asOwner(new ReadAction.ShowToday("us-china"));
    }

    @Test
    void withdrawsItWhereNobodyFindsItAnyMore() {
        conversation.asOwner(pressed(new OperatorAction.WithdrawDigest(3)));
        conversation.asOwner(new ReadAction.ShowToday("us-china"));
        conversation.asOwner(pressed(new ReadAction.Show(3, new DigestView.Sources(), 0)));
        conversation.asOwner(new ReadAction.ShowPerspective("us", "us-china", "2026-02-06"));
        conversation.asOwner(pressed(new OperatorAction.WithdrawDigest(3)));
    }

    /// The message in a chat that is paused stays until the chat resumes.
    @Test
    void saysHowManyMessagesItCannotReach() {
        conversation.privately(pressed(new SubscribeAction.SubscribeTopic(1)));
        conversation.database.writeWithoutResult(transaction -> {
            transaction.execute("UPDATE subscriber SET paused_reason = 'blocked', paused_at = 0");
            transaction.execute("""
                    INSERT INTO delivery (number, subscriber, platform, cause, priority, due_at, next_at, created_at, state,
                                          settled_at)
                    SELECT 1, number, platform, 'digest', 1, 0, 0, 0, 'sent', 0 FROM subscriber LIMIT 1""");
            transaction.execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription)
                    SELECT 1, 0, 3, number FROM subscription LIMIT 1""");
            transaction.execute(
                    "INSERT INTO part (delivery, ordinal, message_id, sent_at, view) VALUES (1, 0, 'm', ?, '')",
                    conversation.now().toEpochMilli());
        });
        conversation.asOwner(pressed(new OperatorAction.WithdrawDigest(3)));
    }

    @Test
    void offersTheLastDigestsAndAsksAboutTheChosenOne() {
        conversation.asOwner(new OperatorAction.Withdraw("", ""));
        conversation.asOwner(pressed(new OperatorAction.AskToWithdraw(1, LocalDate.parse("2026-02-05"))));
    }

    @Test
    void saysHowAndWhatThereIsNot() {
        for (String date : List.of("", "soonish", "yesterday", "2026-01-01")) {
            conversation.asOwner(new OperatorAction.Withdraw("us-china", date));
        }
        conversation.asOwner(new OperatorAction.Withdraw("nothing", "2026-01-01"));
    }
}
