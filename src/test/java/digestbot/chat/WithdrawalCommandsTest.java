package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;

import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
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

    @Test
    void saysHowAndWhatThereIsNot() {
        for (String date : List.of("", "soonish", "yesterday", "2026-01-01")) {
            conversation.asOwner(new OperatorAction.Withdraw("us-china", date));
        }
        conversation.asOwner(new OperatorAction.Withdraw("nothing", "2026-01-01"));
    }
}
