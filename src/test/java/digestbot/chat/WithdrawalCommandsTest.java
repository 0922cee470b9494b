package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;

import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.digest.DigestView;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

@InConversation
class WithdrawalCommandsTest {

    private ConversationFixture chat;

    @Test
    void asksBeforeItWithdrawsADigestAndWhoeverChangesTheirMindWithdrawsNothing() {
        chat.asOwner(new OperatorAction.Withdraw("us-china", "2026-02-06"));
        chat.assertSays(
                "Withdraw US vs China, Fri 6 February 2026?\nUS vs China - 2026-02-06 (en): no messages to withdraw",
                "[Withdraw] WithdrawDigest[digest=3]",
                "[Cancel]");
        chat.assertOwner(pressed(new OperatorAction.CancelWithdrawal()), "Nothing was withdrawn.");
        chat.assertOwner(new ReadAction.ShowToday("us-china"), "US vs China · What us-china is about on 2026-02-06");
    }

    @Test
    void withdrawsItWhereNobodyFindsItAnyMore() {
        chat.asOwner(pressed(new OperatorAction.WithdrawDigest(3)));
        chat.assertSays(
                "Withdrawn. There are no messages to remove. The digest stays hidden unless its file is corrected.");
        chat.assertOwner(
                new ReadAction.ShowToday("us-china"), "US vs China, 5 Feb · What us-china is about on 2026-02-05");
        chat.asOwner(pressed(new ReadAction.Show(3, new DigestView.Sources(), 0)));
        chat.assertSays("Toast: This digest was withdrawn.");
        chat.asOwner(new ReadAction.ShowPerspective("us", "us-china", "2026-02-06"));
        chat.assertSays("No US vs China digest for Fri 6 February 2026.");
        chat.assertOwner(pressed(new OperatorAction.WithdrawDigest(3)), "Toast: This digest was withdrawn.");
    }

    /// The message in a chat that is paused stays until the chat resumes.
    @Test
    void saysHowManyMessagesItCannotReach() {
        chat.privately(pressed(new SubscribeAction.SubscribeTopic(1)));
        chat.database.writeWithoutResult(transaction -> {
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
                    chat.now().toEpochMilli());
        });
        chat.asOwner(pressed(new OperatorAction.WithdrawDigest(3)));
        chat.assertSays("Removing 1 message.", "\n1 message is in a chat that can't be reached now.");
    }

    @Test
    void offersTheLastDigestsAndAsksAboutTheChosenOne() {
        chat.asOwner(new OperatorAction.Withdraw("", ""));
        chat.assertSays(
                "Which digest should be withdrawn?",
                "[US vs China · 6 Feb]",
                "[World Trade · 6 Feb]",
                "[US vs China · 5 Feb] AskToWithdraw[topic=1, day=2026-02-05]");
        chat.asOwner(pressed(new OperatorAction.AskToWithdraw(1, LocalDate.parse("2026-02-05"))));
        chat.assertSays(
                "Replace, page 0: Withdraw US vs China, Thu 5 February 2026?", "[Withdraw] WithdrawDigest[digest=1]");
    }

    @Test
    void saysHowAndWhatThereIsNot() {
        withdraw("us-china", "", "Which digest should be withdrawn? For an older one, add its topic and date");
        withdraw("us-china", "soonish", "I couldn't read “soonish” as a date.");
        withdraw("us-china", "yesterday", "Withdraw US vs China, Thu 5 February 2026?");
        withdraw("us-china", "2026-01-01", "No US vs China digest for Thu 1 January 2026.");
        withdraw("nothing", "2026-01-01", "No topic called “nothing”.");
    }

    private void withdraw(String topic, String date, String answer) {
        chat.assertOwner(new OperatorAction.Withdraw(topic, date), "Whisper: " + answer);
    }
}
