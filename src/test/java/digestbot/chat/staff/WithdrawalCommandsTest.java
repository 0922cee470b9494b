package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.button;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.OperatorPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@InConversation
class WithdrawalCommandsTest {

    private ConversationFixture conversation;

    @Test
    void asksBeforeItTakesADigestBack() {
        assertThat(owner(new Command.Withdraw("us-china", "2026-02-06")))
                .contains("Withdraw US vs China, Fri 6 February 2026?", "no messages to withdraw");
        assertThat(owner(new Command.Today("us-china"))).contains("6 February");
    }

    @Test
    void whoeverChangesTheirMindWithdrawsNothing() {
        assertThat(ConversationFixture.buttons(reply(new Command.Withdraw("us-china", "2026-02-06"))))
                .containsExactly(
                        button("Withdraw", new Press.WithdrawDigest(3)),
                        button("Cancel", new OperatorPress.CancelWithdrawal()));
        assertThat(owner(pressed(new OperatorPress.CancelWithdrawal())))
                .startsWith("Replace")
                .contains("Nothing was withdrawn.");
        assertThat(owner(new Command.Today("us-china"))).contains("6 February");
    }

    @Test
    void takesItBackWhereNobodyFindsItAnyMore() {
        assertThat(owner(pressed(new Press.WithdrawDigest(3))))
                .startsWith("Replace")
                .contains("Withdrawn. There are no messages to remove.");
        assertThat(owner(new Command.Today("us-china"))).contains("5 February");
        assertThat(owner(pressed(new Press.Show(3, new DigestView.Sources(), 0))))
                .isEqualTo("Toast: This digest was withdrawn.");
        assertThat(owner(new Command.ShowPerspective("us", "us-china", "2026-02-06")))
                .contains("No US vs China digest");
        assertThat(owner(pressed(new Press.WithdrawDigest(3)))).isEqualTo("Toast: This digest was withdrawn.");
    }

    @Test
    void saysHowAndWhatThereIsNot() {
        assertThat(owner(new Command.Withdraw("us-china", ""))).contains("/withdraw us-china 2026-02-05");
        assertThat(owner(new Command.Withdraw("us-china", "soonish"))).contains("as a date");
        assertThat(owner(new Command.Withdraw("us-china", "yesterday"))).contains("Thu 5 February 2026?");
        assertThat(owner(new Command.Withdraw("us-china", "2026-01-01"))).contains("No US vs China digest");
        assertThat(owner(new Command.Withdraw("nothing", "2026-01-01"))).contains("nothing");
    }

    private String owner(Command command) {
        return ConversationFixture.told(reply(command));
    }

    private Reply reply(Command command) {
        return conversation.answer(new CommandRequest(
                ConversationFixture.OWNER,
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                command));
    }

    private static Command pressed(Press press) {
        return new Command.Pressed(Optional.of(press));
    }
}
