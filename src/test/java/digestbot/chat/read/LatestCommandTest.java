package digestbot.chat.read;

import static digestbot.chat.api.ConversationFixture.buttons;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class LatestCommandTest {

    private static final DigestView OVERVIEW = new DigestView.Overview();

    private ConversationFixture conversation;

    @Test
    void listsTheNewestDigestOfEveryTopicWithAButtonForEach() {
        conversation.privately(new LookupCommand.Latest());
    }

    @Test
    void theChatsOwnTopicsComeFirst() {
        conversation.privately(new Command.Subscribe("trade", Command.Target.HERE));
        conversation.privately(new LookupCommand.Latest());
    }

    @Test
    void saysInWhichLanguageADigestIsThatThereIsNotInTheReaders() throws IOException {
        conversation.arriveIn("de", 7, "us", "eu");
        conversation.privately(new LookupCommand.Latest());
    }

    @Test
    void manyTopicsHavePages() throws IOException {
        conversation.arriveMany(19);
        Reply first = conversation.privately(new LookupCommand.Latest());
        conversation.press(new LookupPress.ShowLatest(2));
        conversation.press(new LookupPress.ShowLatest(9_999));
        assertThat(ConversationFixture.buttonsOnDiscord(first))
                .isEqualTo(buttons(first).size());
    }

    @Test
    void aButtonShowsItsDigestBelowTheList() {
        conversation.press(new Press.ShowSeparately(2, OVERVIEW));
    }

    @Test
    void isShownBesideTheMessageOfAGroup() {
        conversation.asMember(new Command.Pressed(Optional.of(new LookupPress.ShowLatest(0))));
        conversation.privately(new Command.Start(new LookupPress.ShowLatest(0).payload()));
    }

    @Test
    void todayOffersTheListWhereThereIsMoreThanOneTopic() {
        conversation.press(new Press.SubscribeTopic(1));
        conversation.privately(new Command.Today(""));
        conversation.press(new Press.ShowToday());
        conversation.privately(new Command.Today("trade"));
    }
}
