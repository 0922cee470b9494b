package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.RateLimited.Whom;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.Step;
import digestbot.delivery.outbox.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {

    private static final Step<String> SEND = new Step.Send<>("hello", false);
    private static final Step<String> EDIT = new Step.Edit<>("m-9", "hello");

    static Stream<Arguments> table() {
        return Stream.of(
                row(new SendResult.Sent("7"), 1, new Verdict.Arrived("7")),
                row(new RateLimited(seconds(7), Whom.CHAT), 1, new Verdict.Wait(seconds(7), Whom.CHAT)),
                row(new RateLimited(seconds(7), Whom.EVERYONE), 9, new Verdict.Wait(seconds(7), Whom.EVERYONE)),
                row(new RateLimited(Duration.ZERO, Whom.UNTOLD), 1, new Verdict.Wait(seconds(1), Whom.UNTOLD)),
                row(new SendResult.PutOff(seconds(7), "edits"), 1, new Verdict.PutOff(seconds(7), "edits")),
                row(new SendResult.Undeletable("old"), 1, new Verdict.Fail(Outcome.REFUSED, "old")),
                row(new SendResult.ChatMoved(-5), 1, new Verdict.Follow(-5, Duration.ZERO)),
                row(new SendResult.ChatMoved(-5), 3, new Verdict.Follow(-5, seconds(4))),
                row(new SendResult.Unreachable("blocked"), 1, new Verdict.Pause(Outcome.BLOCKED, "blocked")),
                row(new SendResult.Rejected("too long"), 1, new Verdict.Fail(Outcome.REFUSED, "too long")),
                row(new SendResult.NotSent("502"), 1, notSent(seconds(1))),
                row(new SendResult.NotSent("502"), 4, notSent(seconds(8))),
                row(new SendResult.NotSent("502"), 9, notSent(seconds(256))),
                row(new SendResult.NotSent("502"), 10, notSent(seconds(300))),
                row(new SendResult.NotSent("502"), 295, notSent(seconds(300))),
                row(
                        new SendResult.NotSent("502"),
                        296,
                        new Verdict.Fail(Outcome.EXPIRED, "given up after 296 attempts: 502")),
                row(
                        new SendResult.Unconfirmed("cut"),
                        2,
                        new Verdict.Again(seconds(2), Outcome.UNANSWERED, true, "cut")),
                row(
                        new SendResult.Unconfirmed("cut"),
                        296,
                        new Verdict.Fail(Outcome.EXPIRED, "given up after 296 attempts: cut")));
    }

    private static Verdict notSent(Duration pause) {
        return new Verdict.Again(pause, Outcome.SERVER_DOWN, false, "502");
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachOutcomeLeadsToOneVerdict(SendResult result, int attempts, Verdict verdict) {
        assertThat(RetryPolicy.of(claim(SEND, 0, attempts), result, true)).isEqualTo(verdict);
    }

    @Test
    void triesForAboutADay() {
        Duration all = IntStream.range(1, RetryPolicy.LAST_ATTEMPT)
                .mapToObj(attempt -> RetryPolicy.of(claim(SEND, 0, attempt), new SendResult.NotSent("502"), true))
                .map(verdict -> ((Verdict.Again) verdict).pause())
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }

    @Test
    void sendsAsPlainTextWhatHasAPlainForm() {
        var refused = new SendResult.FormatRefused("can't parse entities");
        assertThat(RetryPolicy.of(claim(SEND, 0, 1), refused, true)).isEqualTo(new Verdict.Plain(refused.why()));
        assertThat(RetryPolicy.of(claim(SEND, 0, 1), refused, false))
                .isEqualTo(new Verdict.Fail(Outcome.REFUSED, refused.why()));
    }

    @Test
    void leavesAThreadForTheChatAroundIt() {
        var closed = new SendResult.ThreadGone(Outcome.TOPIC_CLOSED, "closed");
        var deleted = new SendResult.ThreadGone(Outcome.TOPIC_DELETED, "deleted");
        assertThat(RetryPolicy.of(claim(SEND, 42, 1), closed, true))
                .isEqualTo(new Verdict.LeaveThread(false, "closed"));
        assertThat(RetryPolicy.of(claim(SEND, 42, 1), deleted, true))
                .isEqualTo(new Verdict.LeaveThread(true, "deleted"));
        assertThat(RetryPolicy.of(claim(EDIT, 42, 1), deleted, true)).isEqualTo(new Verdict.Arrived("m-9"));
    }

    @Test
    void aChatThatIsClosedItselfIsPaused() {
        var closed = new SendResult.ThreadGone(Outcome.TOPIC_CLOSED, "closed");
        assertThat(RetryPolicy.of(claim(SEND, 0, 1), closed, true)).isEqualTo(new Verdict.ShutOut("closed"));
    }

    @Test
    void countsWhatIsNotThereToBeChangedAsChanged() {
        var gone = new SendResult.MessageGone("message to edit not found");
        assertThat(RetryPolicy.of(claim(EDIT, 0, 1), gone, true)).isEqualTo(new Verdict.Arrived("m-9"));
        assertThat(RetryPolicy.of(claim(new Step.Delete<>("m-8"), 0, 1), gone, true))
                .isEqualTo(new Verdict.Arrived("m-8"));
        assertThat(RetryPolicy.of(claim(SEND, 0, 1), gone, true))
                .isEqualTo(new Verdict.Fail(Outcome.REFUSED, gone.why()));
    }

    private static Claim<String> claim(Step<String> step, long thread, int attempts) {
        var to = new Destination(new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, ""), thread);
        return new Claim<>(
                new Claim.Key(1, 1, Priority.EDITIONS), attempts, Long.MAX_VALUE, to, List.of(step), List.of(), 0);
    }

    private static Arguments row(SendResult result, int attempts, Verdict verdict) {
        return Arguments.of(result, attempts, verdict);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
