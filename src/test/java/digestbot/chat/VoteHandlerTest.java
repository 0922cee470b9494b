package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.vote.TestVotes;
import digestbot.audience.vote.Vote;
import digestbot.audience.vote.VoteStore;
import digestbot.content.action.Action;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InConversation
class VoteHandlerTest {

    private static final Action BALANCED = new ReadAction.VoteOnDigest(3, Vote.BALANCED, new DigestView.Overview(), 0);
    private static final Action ONE_SIDED =
            new ReadAction.VoteOnDigest(3, Vote.ONE_SIDED, new DigestView.Overview(), 0);

    /// The longest text of a callback answer on Telegram.
    private static final int MAX_TOAST = 200;

    private ConversationFixture chat;

    @Test
    void thanksAndSaysHowToChangeTheVoteUnlessTheDigestIsWithdrawn() {
        chat.press(BALANCED);
        chat.assertSays(
                "Toast: Was this balanced? Thanks! You voted 👍 Balanced. Tap the other button to change it.",
                "Replace, page 0: US vs China",
                "([👍]");
        chat.assertPress(BALANCED, "You already voted 👍 Balanced.");
        chat.assertPress(ONE_SIDED, "Changed to 👎 One-sided.", "([👎]");
        chat.asOwner(pressed(new OperatorAction.WithdrawDigest(3)));
        chat.assertPress(BALANCED, "Toast: This digest was withdrawn.");
        chat.press(new ReadAction.VoteOnDigest(77, Vote.BALANCED, new DigestView.Overview(), 0));
        chat.assertSays("Toast: This digest is no longer available.");
    }

    @Test
    void tellsTheResultFromTwentyVotesOn() {
        TestVotes.cast(chat.database, 3, 1_000, 15, 3, chat.now());
        // 19 votes.
        chat.press(BALANCED);
        chat.assertSaysNot("readers");
        chat.as(new Person(Platform.DISCORD, 77, "en"));
        chat.onDiscord(false, pressed(BALANCED));
        chat.assertSays("Tap the other button to change it. 85% of 20 readers found this balanced.");
    }

    @Test
    void eachMemberOfAGroupVotesAndTheMessageStays() {
        for (long member : List.of(801L, 802L)) {
            chat.as(new Person(Platform.TELEGRAM, member, "en"));
            chat.asMember(pressed(BALANCED));
            chat.assertSays(
                    "Toast: Was this balanced? Thanks! You voted 👍 Balanced. Tap the other button to change it.\n");
        }
        assertThat(chat.database.read(tx -> VoteStore.count(tx, 3)).balanced()).isEqualTo(2);
    }

    /// Votes are open as long as readers can ask for a digest that they missed. The record of who
    /// voted is then deleted, so the result could only be shown to everybody.
    @Test
    void votesCloseAfterTwoWeeksAndTheResultIsToldToNobody() {
        assertThat(VoteStore.OPEN).isEqualTo(MissedDigestStore.KEPT);
        TestVotes.cast(chat.database, 3, 1_000, 16, 9, chat.now());
        chat.assertPress(BALANCED, "65% of 26 readers found this balanced.");
        chat.pass(VoteStore.OPEN);
        chat.assertPress(BALANCED, "Toast: Was this balanced? Voting on this digest has ended.\n");
        chat.as(new Person(Platform.DISCORD, 77, "en"));
        chat.onDiscord(false, pressed(BALANCED));
        chat.assertSays("Toast: Was this balanced? Voting on this digest has ended.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "zh"})
    void theLongestAnswerFitsIntoATelegramToast(String language) {
        Texts texts = Texts.of(language);
        String result = texts.format("vote-result", 12_345_678L, 100L);
        for (String vote : List.of("vote-balanced-button", "vote-one-sided-button")) {
            for (String answer : List.of("vote-counted", "vote-changed", "vote-unchanged")) {
                assertThat(String.join(
                                " ", texts.format("vote-question"), texts.format(answer, texts.format(vote)), result))
                        .hasSizeLessThanOrEqualTo(MAX_TOAST);
            }
        }
    }
}
