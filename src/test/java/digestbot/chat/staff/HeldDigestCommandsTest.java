package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.button.OperatorPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.OperatorCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.api.Suggestions.AutocompleteInput;
import digestbot.chat.api.Suggestions.Suggestion;
import digestbot.chat.api.Suggestions.SuggestionSource;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import digestbot.library.intake.HoldPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The digest 4, “US vs China” of 7 February, is held back.
@InConversation(golden = true)
class HeldDigestCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.hold(HoldPolicy.HoldMode.ALWAYS);
        conversation.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
    }

    @Test
    void readersDoNotFindWhatIsHeldBack() throws IOException {
        conversation.privately(new Command.Today("us-china"));
        conversation.arrive("trade", "World Trade", "2026-02-04", "us: United States", "eu: European Union");
        conversation.privately(new LookupCommand.DigestOfDay("trade", "2026-02-04"));
        conversation.privately(new LookupCommand.Search("us-china", Command.SearchFilters.NONE));
        conversation.privately(pressed(new Press.Show(4, new DigestView.Overview(), 0)));
    }

    @Test
    void listsWhatIsHeldBackWithItsWarnings() {
        reply(new OperatorCommand.Release("", ""));
    }

    @Test
    void releasesWhatIsNamedAndNotesThat() {
        owner(new OperatorCommand.Release("us-china", "2026-02-07"));
        conversation.privately(new Command.Today("us-china"));
        conversation.note(deeds());
        owner(new OperatorCommand.Release("us-china", "2026-02-07"));
        owner(pressed(new OperatorPress.ReleaseDigest(4)));
        owner(new OperatorCommand.Release("", ""));
        conversation.note(deeds());
    }

    @Test
    void aTopicAloneWillDoWhereThatIsOneDigest() {
        owner(new OperatorCommand.Release("US vs China", ""));
    }

    @Test
    void ofSeveralOneIsChosen() throws IOException {
        conversation.arrive("us-china", "US vs China", "2026-02-08", "us: United States", "china: China");
        reply(new OperatorCommand.Release("us-china", ""));
        owner(pressed(new OperatorPress.ReleaseDigest(5)));
        conversation.note(deeds());
    }

    @Test
    void showsItAsAReaderWouldSeeItAndEveryViewOfIt() {
        reply(pressed(new OperatorPress.PreviewHeld(4, new DigestView.Overview())));
        owner(pressed(new OperatorPress.PreviewHeld(4, new DigestView.OnePerspective(1))));
        owner(pressed(new OperatorPress.PreviewHeld(3, new DigestView.Overview())));
    }

    @Test
    void whatIsWithdrawnWhileItIsHeldBackStaysInside() {
        reply(new Command.Withdraw("us-china", "2026-02-07"));
        owner(pressed(new OperatorPress.RejectDigest(4)));
        conversation.note(deeds());
        owner(new OperatorCommand.Release("", ""));
        conversation.privately(new Command.Today("us-china"));
    }

    @Test
    void asksBeforeADigestIsNotPublished() {
        reply(pressed(new OperatorPress.AskToReject(4)));
        conversation.note(deeds());
    }

    @Test
    void whatIsPublishedMeanwhileIsNotWithdrawnByALatePress() {
        owner(pressed(new OperatorPress.ReleaseDigest(4)));
        owner(pressed(new OperatorPress.AskToReject(4)));
        owner(pressed(new OperatorPress.RejectDigest(4)));
        conversation.privately(new Command.Today("us-china"));
        conversation.note(deeds());
    }

    /// The button of a message from before the digest was withdrawn and came again.
    @Test
    void aWithdrawalOfWhatIsHeldIsNotedAsNotPublished() {
        owner(pressed(new Press.WithdrawDigest(4)));
        conversation.note(deeds());
    }

    @Test
    void suggestsWhatIsHeldBackAndNothingElse() {
        conversation.note(
                suggested(ConversationFixture.OWNER, ConversationFixture.PRIVATE, SuggestionSource.TOPIC, ""));
        conversation.note(
                suggested(ConversationFixture.OWNER, ConversationFixture.PRIVATE, SuggestionSource.DATE, "us-china"));
        conversation.note(
                suggested(ConversationFixture.OWNER, ConversationFixture.PRIVATE, SuggestionSource.DATE, "trade"));
    }

    @Test
    void suggestsNothingToAnybodyWhoMayNotRelease() {
        for (Destination place :
                List.of(ConversationFixture.PRIVATE, ConversationFixture.GROUP, ConversationFixture.SERVER)) {
            assertThat(suggested(conversation.person(), place, SuggestionSource.TOPIC, ""))
                    .isEmpty();
            assertThat(suggested(conversation.person(), place, SuggestionSource.DATE, "us-china"))
                    .isEmpty();
        }
        conversation.note(suggested(ConversationFixture.OWNER, ConversationFixture.GROUP, SuggestionSource.TOPIC, ""));
        conversation.note(suggested(
                ConversationFixture.OWNER_ON_DISCORD, ConversationFixture.SERVER, SuggestionSource.TOPIC, ""));
    }

    private List<Suggestion> suggested(Person person, Destination place, SuggestionSource option, String topic) {
        var suggestions = new DigestSuggestions(
                conversation.database, conversation.library, conversation.heldDigests, conversation.permissions);
        var request =
                new CommandRequest(person, place, true, Optional.of(place), new OperatorCommand.Release(topic, ""));
        return suggestions.suggest(request, new AutocompleteInput(option, "", topic));
    }

    private List<AuditAction> deeds() {
        return conversation.database.read(tx -> new AuditStore().page(tx, 100, 0)).stream()
                .map(AuditEntry::action)
                .toList();
    }

    private String owner(Command command) {
        return told(reply(command));
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
