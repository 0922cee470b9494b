package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.MessageGone;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Undeletable;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Delivery.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionTest {

    private static final Instant BEGUN = Instant.parse("2026-02-06T12:00:00Z");
    private static final Instant NOW = BEGUN.plusMillis(300);
    private static final Step<String> SEND = new Step.Send<>("hello", false);
    private static final Step<String> EDIT = new Step.Edit<>("m-9", "hello");

    static Stream<Arguments> table() {
        return Stream.of(
                row(new Sent("7"), 1, part("7")),
                row(new RateLimited(seconds(7), LimitScope.CHAT), 1, limited(7, Outcome.CHAT_LIMIT, 1)),
                row(new RateLimited(seconds(7), LimitScope.GLOBAL), 9, limited(7, Outcome.OVERALL_LIMIT, 9)),
                row(new RateLimited(Duration.ZERO, LimitScope.UNKNOWN), 1, limited(1, Outcome.CHAT_LIMIT, 1)),
                row(new Deferred(seconds(7), "edits"), 1, again(Optional.empty(), false, "edits", 7, 0)),
                row(new Undeletable("old"), 1, new Transition.Failed(Outcome.REFUSED, "old", NOW)),
                row(new ChatMoved(-5), 1, new Transition.Moved(to(0), -5, NOW, 1)),
                row(new ChatMoved(-5), 3, new Transition.Moved(to(0), -5, in(4), 3)),
                row(
                        new Unreachable("blocked"),
                        1,
                        new Transition.Unreachable(Outcome.BLOCKED, "blocked", false, BEGUN, 1, NOW)),
                row(new Rejected("too long"), 1, new Transition.Failed(Outcome.REFUSED, "too long", NOW)),
                row(new NotSent("502"), 1, notSent(1, 1)),
                row(new NotSent("502"), 4, notSent(8, 4)),
                row(new NotSent("502"), 9, notSent(256, 9)),
                row(new NotSent("502"), 10, notSent(300, 10)),
                row(new NotSent("502"), 295, notSent(300, 295)),
                row(
                        new NotSent("502"),
                        296,
                        new Transition.Failed(Outcome.EXPIRED, "given up after 296 attempts: 502", NOW)),
                row(new Unconfirmed("cut"), 2, again(Optional.of(Outcome.UNANSWERED), true, "cut", 2, 2)),
                row(
                        new Unconfirmed("cut"),
                        296,
                        new Transition.Failed(Outcome.EXPIRED, "given up after 296 attempts: cut", NOW)));
    }

    private static Transition notSent(int pause, int attempts) {
        return again(Optional.of(Outcome.SERVER_DOWN), false, "502", pause, attempts);
    }

    private static Transition limited(int pause, Outcome outcome, int attempts) {
        return again(Optional.of(outcome), false, "the platform asked to wait", pause, attempts - 1);
    }

    private static Transition again(
            Optional<Outcome> outcome, boolean mayHaveArrived, String why, int pause, int attempts) {
        return new Transition.Requeued(outcome, mayHaveArrived, Optional.of(why), NOW, in(pause), attempts);
    }

    private static Transition.Arrived part(String messageId) {
        return new Transition.Arrived(new Part(1, 0), messageId, OptionalLong.empty(), NOW, Optional.empty(), true);
    }

    private static Instant in(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachResultLeadsToOneTransition(SendResult result, int attempts, Transition transition) {
        assertThat(next(claim(SEND, 0, attempts), result)).isEqualTo(transition);
    }

    @Test
    void triesForAboutADay() {
        assertThat(allPauses(to(0), Transition.LAST_ATTEMPT)).isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }

    /// The time until the last attempt, which is the last one indeed.
    private static Duration allPauses(Destination to, int last) {
        var failed = new NotSent("502");
        assertThat(next(claim(SEND, to, last), failed)).isInstanceOf(Transition.Failed.class);
        return IntStream.range(1, last)
                .mapToObj(attempt -> next(claim(SEND, to, attempt), failed))
                .map(transition -> Duration.between(NOW, ((Transition.Requeued) transition).nextAt()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void aClaimThatIsReleasedBeforeARequestWasNoAttempt() {
        assertThat(Transition.Settlement.released(claim(SEND, 0, 3), seconds(5), NOW)
                        .transition())
                .isEqualTo(new Transition.Requeued(Optional.empty(), false, Optional.empty(), NOW, in(5), 2));
    }

    @Test
    void whatArrivedOrFailedIsProgressUnlessItIsAnAnswer() {
        var failed = new Transition.Failed(Outcome.REFUSED, "no", NOW);
        for (Transition ended : List.of(part("m-1"), failed)) {
            assertThat(new Transition.Settlement(new Claim.ClaimKey(1, 1, Priority.DIGESTS), ended).progressAt())
                    .contains(NOW);
            assertThat(new Transition.Settlement(new Claim.ClaimKey(1, 1, Priority.NOTICES), ended).progressAt())
                    .isEmpty();
        }
    }

    @Test
    void sendsAsPlainTextWhatIsRefusedOnlyForItsFormat() {
        var refused = new FormatRefused("can't parse entities");
        assertThat(next(claim(SEND, 0, 1), refused)).isEqualTo(new Transition.Resent(Optional.empty(), refused.why()));
    }

    @Test
    void leavesAThreadForTheChatAroundItWhichIsPausedIfItIsClosedItself() {
        var closed = new ThreadGone(Outcome.TOPIC_CLOSED, "closed");
        var deleted = new ThreadGone(Outcome.TOPIC_DELETED, "deleted");
        assertThat(next(claim(SEND, 42, 1), closed))
                .isEqualTo(new Transition.LeftThread(to(42), false, "closed", NOW, 0));
        assertThat(next(claim(SEND, 42, 1), deleted))
                .isEqualTo(new Transition.LeftThread(to(42), true, "deleted", NOW, 0));
        assertThat(next(claim(EDIT, 42, 1), deleted)).isEqualTo(part("m-9"));
        assertThat(next(claim(SEND, 0, 1), closed))
                .isEqualTo(new Transition.Unreachable(Outcome.NO_RIGHTS, "closed", true, BEGUN, 1, NOW));
    }

    @Test
    void countsWhatIsNotThereToBeChangedAsChanged() {
        var gone = new MessageGone("message to edit not found");
        assertThat(next(claim(EDIT, 0, 1), gone)).isEqualTo(part("m-9"));
        assertThat(next(claim(new Step.Delete<>("m-8"), 0, 1), gone)).isEqualTo(part("m-8"));
        assertThat(next(claim(SEND, 0, 1), gone)).isEqualTo(new Transition.Failed(Outcome.REFUSED, gone.why(), NOW));
    }

    private static Transition next(Claim<String> claim, SendResult result) {
        return Transition.after(claim, result, BEGUN, NOW);
    }

    private static Destination to(long thread) {
        return new Destination(new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, ""), thread);
    }

    private static Claim<String> claim(Step<String> step, long thread, int attempts) {
        return claim(step, to(thread), attempts);
    }

    private static Claim<String> claim(Step<String> step, Destination to, int attempts) {
        return new Claim<>(
                new Claim.ClaimKey(1, 1, Priority.DIGESTS), attempts, Long.MAX_VALUE, to, List.of(step), List.of(), 0);
    }

    private static Arguments row(SendResult result, int attempts, Transition transition) {
        return Arguments.of(result, attempts, transition);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
