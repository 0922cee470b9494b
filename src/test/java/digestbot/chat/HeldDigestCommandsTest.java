package digestbot.chat;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.OWNER;
import static digestbot.chat.ConversationFixture.OWNER_ON_DISCORD;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.SERVER;
import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.audit.AuditAction;
import digestbot.chat.SuggestionProvider.AutocompleteInput;
import digestbot.chat.SuggestionProvider.Suggestion;
import digestbot.content.action.CommandOption.SuggestionSource;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.OperatorAction.Release;
import digestbot.content.action.OperatorAction.ReleaseDigest;
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
@InConversation
class HeldDigestCommandsTest {

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws IOException {
        chat.hold(HoldPolicy.HoldMode.ALWAYS);
        chat.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
    }

    @GoldenTest
    void listsWhatIsHeldBackWithItsWarningsAndShowsEveryViewOfItAsAReaderWouldSeeIt() {
        chat.asOwner(new Release("", ""));
        chat.assertSays(
                "US vs China, Sat 7 February 2026 (en): will be published automatically at Fri 6 Feb 14:00 UTC",
                "Line 2: title is missing");
        chat.asOwner(pressed(new OperatorAction.PreviewHeld(4, new DigestView.Overview())));
        chat.assertSays(
                "Replace, page 0: US vs China, 7 Feb · What us-china is about on 2026-02-07",
                "[Release]",
                "[Don't publish]");
        chat.asOwner(pressed(new OperatorAction.PreviewHeld(4, new DigestView.OnePerspective(1))));
        chat.asOwner(pressed(new OperatorAction.PreviewHeld(3, new DigestView.Overview())));
        chat.assertSays("Toast: This digest is no longer held for review.");
        chat.asOwner(pressed(new OperatorAction.AskToReject(4)));
        chat.assertSays(
                "Don't publish US vs China, Sat 7 February 2026 (en)?", "[Don't publish] RejectDigest[digest=4]");
        assertThat(chat.deeds()).isEmpty();
    }

    @Test
    void releasesWhatIsNamedAndNotesThat() {
        chat.asOwner(new Release("us-china", "2026-02-07"));
        chat.assertSays("Released: US vs China, Sat 7 February 2026 (en). It is being published.");
        chat.assertAnswers(
                new ReadAction.ShowToday("us-china"), "US vs China, 7 Feb · What us-china is about on 2026-02-07");
        assertThat(chat.deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
        chat.assertOwner(new Release("us-china", "2026-02-07"), "Not held: us-china, Sat 7 February 2026");
        chat.assertOwner(pressed(new ReleaseDigest(4)), "Toast: This digest is no longer held for review.");
        chat.assertOwner(new Release("", ""), "Nothing is held for review.");
        assertThat(chat.deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
    }

    @Test
    void aTopicAloneWillDoWhereThatIsOneDigest() {
        chat.assertOwner(new Release("US vs China", ""), "Released: US vs China, Sat 7 February 2026 (en).");
    }

    @Test
    void ofSeveralOneIsChosen() throws IOException {
        chat.arrive("us-china", "US vs China", "2026-02-08", "us: United States", "china: China");
        chat.asOwner(new Release("us-china", ""));
        chat.assertSays(
                "[Release: US vs China · 7 Feb] ReleaseDigest[digest=4]",
                "[Release: US vs China · 8 Feb] ReleaseDigest[digest=5]");
        chat.assertOwner(pressed(new ReleaseDigest(5)), "Released: US vs China, Sun 8 February 2026 (en).");
        assertThat(chat.deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
    }

    @Test
    void whatIsWithdrawnWhileItIsHeldBackStaysInside() {
        chat.asOwner(new OperatorAction.Withdraw("us-china", "2026-02-07"));
        chat.assertSays(
                "US vs China - 2026-02-07 (en): held for review, not published",
                "[Don't publish] RejectDigest[digest=4]");
        chat.asOwner(pressed(new OperatorAction.RejectDigest(4)));
        chat.assertSays(
                "Not published: US vs China, Sat 7 February 2026 (en). The digest stays hidden unless its file is"
                        + " corrected.");
        assertThat(chat.deeds()).containsExactly(AuditAction.DIGEST_REJECTED);
        chat.assertOwner(new Release("", ""), "Nothing is held for review.");
        chat.assertAnswers(new ReadAction.ShowToday("us-china"), "US vs China · What us-china is about on 2026-02-06");
    }

    @Test
    void whatIsPublishedMeanwhileIsNotWithdrawnByALatePress() {
        chat.asOwner(pressed(new ReleaseDigest(4)));
        chat.asOwner(pressed(new OperatorAction.AskToReject(4)));
        chat.assertSays("Toast: This digest is no longer held for review.");
        chat.asOwner(pressed(new OperatorAction.RejectDigest(4)));
        chat.assertSays("Toast: This digest is no longer held for review.");
        chat.assertAnswers(
                new ReadAction.ShowToday("us-china"), "US vs China, 7 Feb · What us-china is about on 2026-02-07");
        assertThat(chat.deeds()).containsExactly(AuditAction.DIGEST_RELEASED);
    }

    /// The button is in a message from before the digest was withdrawn and received again.
    @Test
    void aWithdrawalOfWhatIsHeldIsNotedAsNotPublished() {
        chat.asOwner(pressed(new OperatorAction.WithdrawDigest(4)));
        assertThat(chat.deeds()).containsExactly(AuditAction.DIGEST_REJECTED);
    }

    @Test
    void suggestsWhatIsHeldBackWhereItCanBeReleased() {
        assertThat(suggested(OWNER, PRIVATE, SuggestionSource.TOPIC, ""))
                .containsExactly(new Suggestion("US vs China", "us-china"));
        assertThat(suggested(OWNER, PRIVATE, SuggestionSource.DATE, "us-china"))
                .containsExactly(new Suggestion("2026-02-07", "2026-02-07"));
        assertThat(suggested(OWNER, PRIVATE, SuggestionSource.DATE, "trade")).isEmpty();
        assertThat(suggested(OWNER, GROUP, SuggestionSource.TOPIC, "")).isEmpty();
        assertThat(suggested(OWNER_ON_DISCORD, SERVER, SuggestionSource.TOPIC, ""))
                .containsExactly(new Suggestion("US vs China", "us-china"));
    }

    @Test
    void theDayIsNamedEvenAfterALongTopic() {
        Reply none = chat.asOwner(new Release("long ".repeat(30), "2026-02-07"));
        assertThat(ConversationFixture.told(none)).contains("7 February 2026");
    }

    private List<Suggestion> suggested(Person person, Destination place, SuggestionSource option, String topic) {
        var request =
                new CommandRequest(person, place, true, Optional.of(place), Invocation.typed(new Release(topic, "")));
        return chat.suggestions().suggest(request, new AutocompleteInput(option, "", topic));
    }
}
