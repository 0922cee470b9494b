package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.button;
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
@InConversation
class HeldDigestCommandsTest {

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.hold(HoldPolicy.HoldMode.ALWAYS);
        conversation.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
    }

    @Test
    void readersDoNotFindWhatIsHeldBack() throws IOException {
        assertThat(told(conversation.privately(new Command.Today("us-china")))).contains("6 February");
        conversation.arrive("trade", "World Trade", "2026-02-04", "us: United States", "eu: European Union");
        assertThat(told(conversation.privately(new LookupCommand.DigestOfDay("trade", "2026-02-04"))))
                .contains("No World Trade digest");
        assertThat(told(conversation.privately(new LookupCommand.Search("us-china", Command.SearchFilters.NONE))))
                .contains("6 February")
                .doesNotContain("7 February");
        assertThat(told(conversation.privately(pressed(new Press.Show(4, new DigestView.Overview(), 0)))))
                .startsWith("Toast");
    }

    @Test
    void listsWhatIsHeldBackWithItsWarnings() {
        Reply list = reply(new OperatorCommand.Release("", ""));
        assertThat(told(list))
                .startsWith(
                        "Whisper: Held for review\nUS vs China, Sat 7 February 2026 (en): will be published automatically at Fri 6 Feb 14:00 UTC")
                .contains("Line 13: the perspective “United States” reports only one point, a short one");
        assertThat(ConversationFixture.buttons(list))
                .containsExactly(
                        button("Release: US vs China · 7 Feb", new OperatorPress.ReleaseDigest(4)),
                        button("Preview", new OperatorPress.PreviewHeld(4, new DigestView.Overview())),
                        button("Help", new Press.ShowHelp()));
    }

    @Test
    void releasesWhatIsNamedAndNotesThat() {
        assertThat(owner(new OperatorCommand.Release("us-china", "2026-02-07")))
                .isEqualTo("Whisper: Released: US vs China, Sat 7 February 2026 (en). It is being published.");
        assertThat(told(conversation.privately(new Command.Today("us-china")))).contains("7 February");
        assertThat(deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
        assertThat(owner(new OperatorCommand.Release("us-china", "2026-02-07"))).contains("Not held: ");
        assertThat(owner(pressed(new OperatorPress.ReleaseDigest(4))))
                .isEqualTo("Toast: This digest is no longer held for review.");
        assertThat(owner(new OperatorCommand.Release("", ""))).contains("Nothing is held for review.");
        assertThat(deeds()).hasSize(1);
    }

    @Test
    void aTopicAloneWillDoWhereThatIsOneDigest() {
        assertThat(owner(new OperatorCommand.Release("US vs China", ""))).contains("Released");
    }

    @Test
    void ofSeveralOneIsChosen() throws IOException {
        conversation.arrive("us-china", "US vs China", "2026-02-08", "us: United States", "china: China");
        Reply list = reply(new OperatorCommand.Release("us-china", ""));
        assertThat(ConversationFixture.buttons(list))
                .contains(button("Release: US vs China · 8 Feb", new OperatorPress.ReleaseDigest(5)));
        assertThat(owner(pressed(new OperatorPress.ReleaseDigest(5))))
                .startsWith("Replace")
                .contains("8 February");
        assertThat(deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
    }

    @Test
    void showsItAsAReaderWouldSeeItAndEveryViewOfIt() {
        Reply look = reply(pressed(new OperatorPress.PreviewHeld(4, new DigestView.Overview())));
        assertThat(told(look)).startsWith("Replace").contains("As China tells us-china");
        assertThat(ConversationFixture.buttons(look))
                .contains(
                        button("🔴 PRC", new OperatorPress.PreviewHeld(4, new DigestView.OnePerspective(1))),
                        button("Release", new OperatorPress.ReleaseDigest(4)),
                        button("Don't publish", new OperatorPress.AskToReject(4)),
                        button("All held digests", new OperatorPress.ShowHeld()))
                .noneMatch(button -> button.contains("Show[") || button.contains("Mistake["));
        assertThat(owner(pressed(new OperatorPress.PreviewHeld(4, new DigestView.OnePerspective(1)))))
                .contains("As China tells us-china")
                .doesNotContain("As United States");
        assertThat(owner(pressed(new OperatorPress.PreviewHeld(3, new DigestView.Overview()))))
                .isEqualTo("Toast: This digest is no longer held for review.");
    }

    @Test
    void whatIsWithdrawnWhileItIsHeldBackStaysInside() {
        Reply asked = reply(new Command.Withdraw("us-china", "2026-02-07"));
        assertThat(told(asked)).contains("Withdraw US vs China, Sat 7 February", "held for review, not published");
        assertThat(ConversationFixture.buttons(asked))
                .containsExactly(
                        button("Don't publish", new OperatorPress.RejectDigest(4)),
                        button("Cancel", new OperatorPress.CancelWithdrawal()));
        assertThat(owner(pressed(new OperatorPress.RejectDigest(4))))
                .isEqualTo(
                        "Replace, page 0: Not published: US vs China, Sat 7 February 2026 (en). The digest stays hidden"
                                + " unless its file is corrected.");
        assertThat(deeds()).containsExactly(AuditAction.DIGEST_REJECTED);
        assertThat(owner(new OperatorCommand.Release("", ""))).contains("Nothing is held for review.");
        assertThat(told(conversation.privately(new Command.Today("us-china")))).contains("6 February");
    }

    @Test
    void asksBeforeADigestIsNotPublished() {
        Reply asked = reply(pressed(new OperatorPress.AskToReject(4)));
        assertThat(told(asked))
                .startsWith(
                        "Replace, page 0: Don't publish US vs China, Sat 7 February 2026 (en)? Nobody will receive");
        assertThat(ConversationFixture.buttons(asked))
                .containsExactly(
                        button("Don't publish", new OperatorPress.RejectDigest(4)),
                        button("Cancel", new OperatorPress.PreviewHeld(4, new DigestView.Overview())));
        assertThat(deeds()).isEmpty();
    }

    @Test
    void whatIsPublishedMeanwhileIsNotWithdrawnByALatePress() {
        owner(pressed(new OperatorPress.ReleaseDigest(4)));
        assertThat(owner(pressed(new OperatorPress.AskToReject(4))))
                .isEqualTo("Toast: This digest is no longer held for review.");
        assertThat(owner(pressed(new OperatorPress.RejectDigest(4))))
                .isEqualTo("Toast: This digest is no longer held for review.");
        assertThat(told(conversation.privately(new Command.Today("us-china")))).contains("7 February");
        assertThat(deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
    }

    /// The button of a message from before the digest was withdrawn and came again.
    @Test
    void aWithdrawalOfWhatIsHeldIsNotedAsNotPublished() {
        owner(pressed(new Press.WithdrawDigest(4)));
        assertThat(deeds()).containsExactly(AuditAction.DIGEST_REJECTED);
    }

    @Test
    void suggestsWhatIsHeldBackAndNothingElse() {
        assertThat(suggested(ConversationFixture.OWNER, ConversationFixture.PRIVATE, SuggestionSource.TOPIC, ""))
                .containsExactly(new Suggestion("US vs China", "us-china"));
        assertThat(suggested(ConversationFixture.OWNER, ConversationFixture.PRIVATE, SuggestionSource.DATE, "us-china"))
                .containsExactly(new Suggestion("2026-02-07", "2026-02-07"));
        assertThat(suggested(ConversationFixture.OWNER, ConversationFixture.PRIVATE, SuggestionSource.DATE, "trade"))
                .isEmpty();
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
        assertThat(suggested(ConversationFixture.OWNER, ConversationFixture.GROUP, SuggestionSource.TOPIC, ""))
                .isEmpty();
        assertThat(suggested(
                        ConversationFixture.OWNER_ON_DISCORD, ConversationFixture.SERVER, SuggestionSource.TOPIC, ""))
                .hasSize(1);
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
