package digestbot.chat;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.OWNER;
import static digestbot.chat.ConversationFixture.OWNER_ON_DISCORD;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.SERVER;
import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.chat.Suggestions.AutocompleteInput;
import digestbot.chat.Suggestions.Suggestion;
import digestbot.content.action.CommandOption.SuggestionSource;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import digestbot.library.intake.HoldPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The digest 4, “US vs China” of 7 February, is held for review.
@InConversation(golden = true)
class HeldDigestCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.hold(HoldPolicy.HoldMode.ALWAYS);
        conversation.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
    }

    @Test
    void listsWhatIsHeldBackWithItsWarningsAndShowsEveryViewOfItAsAReaderWouldSeeIt() {
        conversation.asOwner(new OperatorAction.Release("", ""));
        conversation.asOwner(pressed(new OperatorAction.PreviewHeld(4, new DigestView.Overview())));
        conversation.asOwner(pressed(new OperatorAction.PreviewHeld(4, new DigestView.OnePerspective(1))));
        conversation.asOwner(pressed(new OperatorAction.PreviewHeld(3, new DigestView.Overview())));
        conversation.asOwner(pressed(new OperatorAction.AskToReject(4)));
        conversation.note(conversation.deeds());
    }

    @Test
    void releasesWhatIsNamedAndNotesThat() {
        conversation.asOwner(new OperatorAction.Release("us-china", "2026-02-07"));
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.note(conversation.deeds());
        conversation.asOwner(new OperatorAction.Release("us-china", "2026-02-07"));
        conversation.asOwner(pressed(new OperatorAction.ReleaseDigest(4)));
        conversation.asOwner(new OperatorAction.Release("", ""));
        conversation.note(conversation.deeds());
    }

    @Test
    void aTopicAloneWillDoWhereThatIsOneDigest() {
        conversation.asOwner(new OperatorAction.Release("US vs China", ""));
    }

    @Test
    void ofSeveralOneIsChosen() throws IOException {
        conversation.arrive("us-china", "US vs China", "2026-02-08", "us: United States", "china: China");
        conversation.asOwner(new OperatorAction.Release("us-china", ""));
        conversation.asOwner(pressed(new OperatorAction.ReleaseDigest(5)));
        conversation.note(conversation.deeds());
    }

    @Test
    void whatIsWithdrawnWhileItIsHeldBackStaysInside() {
        conversation.asOwner(new OperatorAction.Withdraw("us-china", "2026-02-07"));
        conversation.asOwner(pressed(new OperatorAction.RejectDigest(4)));
        conversation.note(conversation.deeds());
        conversation.asOwner(new OperatorAction.Release("", ""));
        conversation.privately(new ReadAction.ShowToday("us-china"));
    }

    @Test
    void whatIsPublishedMeanwhileIsNotWithdrawnByALatePress() {
        conversation.asOwner(pressed(new OperatorAction.ReleaseDigest(4)));
        conversation.asOwner(pressed(new OperatorAction.AskToReject(4)));
        conversation.asOwner(pressed(new OperatorAction.RejectDigest(4)));
        conversation.privately(new ReadAction.ShowToday("us-china"));
        conversation.note(conversation.deeds());
    }

    /// The button is in a message from before the digest was withdrawn and received again.
    @Test
    void aWithdrawalOfWhatIsHeldIsNotedAsNotPublished() {
        conversation.asOwner(pressed(new OperatorAction.WithdrawDigest(4)));
        conversation.note(conversation.deeds());
    }

    @Test
    void suggestsWhatIsHeldBackWhereItCanBeReleased() {
        conversation.note(suggested(OWNER, PRIVATE, SuggestionSource.TOPIC, ""));
        conversation.note(suggested(OWNER, PRIVATE, SuggestionSource.DATE, "us-china"));
        conversation.note(suggested(OWNER, PRIVATE, SuggestionSource.DATE, "trade"));
        conversation.note(suggested(OWNER, GROUP, SuggestionSource.TOPIC, ""));
        conversation.note(suggested(OWNER_ON_DISCORD, SERVER, SuggestionSource.TOPIC, ""));
    }

    @Test
    void theDayIsNamedEvenAfterALongTopic() {
        Reply none = conversation.asOwner(new OperatorAction.Release("long ".repeat(30), "2026-02-07"));
        assertThat(ConversationFixture.told(none)).contains("7 February 2026");
    }

    private List<Suggestion> suggested(Person person, Destination place, SuggestionSource option, String topic) {
        var request = new CommandRequest(
                person, place, true, Optional.of(place), Invocation.typed(new OperatorAction.Release(topic, "")));
        return conversation.suggestions().suggest(request, new AutocompleteInput(option, "", topic));
    }
}
