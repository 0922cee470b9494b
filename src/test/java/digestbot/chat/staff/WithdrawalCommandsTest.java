package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.pressed;

import digestbot.action.OperatorPress;
import digestbot.action.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.digest.DigestView;
import java.util.List;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class WithdrawalCommandsTest {

    private ConversationFixture conversation;

    @Test
    void asksBeforeItWithdrawsADigestAndWhoeverChangesTheirMindWithdrawsNothing() {
        conversation.asOwner(new Command.Withdraw("us-china", "2026-02-06"));
        conversation.asOwner(new Command.Today("us-china"));
        conversation.asOwner(pressed(new OperatorPress.CancelWithdrawal()));
        conversation.asOwner(new Command.Today("us-china"));
    }

    @Test
    void withdrawsItWhereNobodyFindsItAnyMore() {
        conversation.asOwner(pressed(new Press.WithdrawDigest(3)));
        conversation.asOwner(new Command.Today("us-china"));
        conversation.asOwner(pressed(new Press.Show(3, new DigestView.Sources(), 0)));
        conversation.asOwner(new Command.ShowPerspective("us", "us-china", "2026-02-06"));
        conversation.asOwner(pressed(new Press.WithdrawDigest(3)));
    }

    @Test
    void saysHowAndWhatThereIsNot() {
        for (String date : List.of("", "soonish", "yesterday", "2026-01-01")) {
            conversation.asOwner(new Command.Withdraw("us-china", date));
        }
        conversation.asOwner(new Command.Withdraw("nothing", "2026-01-01"));
    }
}
