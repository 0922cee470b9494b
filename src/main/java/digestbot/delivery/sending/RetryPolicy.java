package digestbot.delivery.sending;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.MessageGone;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.PutOff;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Undeletable;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Step;
import digestbot.delivery.outbox.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Applies the [Policy] of what came of a request to the delivery that it was for.
final class RetryPolicy {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /// Between two attempts.
    static final Duration LONGEST = Duration.ofMinutes(5);

    /// With pauses of 1, 2, 4 … 256 seconds and then five minutes each, about 24 hours.
    static final int LAST_ATTEMPT = 296;

    private RetryPolicy() {}

    /// What the result of the claim's step leads to.
    ///
    /// @param hasPlainForm whether the message could be sent in a simpler form
    static Verdict of(Claim<?> claim, SendResult result, boolean hasPlainForm) {
        int attempts = claim.attempts();
        return switch (result) {
            case Sent(String messageId, OptionalLong thread) -> new Verdict.Arrived(messageId, thread);
            case RateLimited(Duration retryAfter, RateLimited.Whom whom) ->
                new Verdict.Wait(atLeastShortest(retryAfter), whom);
            case PutOff(Duration retryAfter, String why) -> new Verdict.PutOff(atLeastShortest(retryAfter), why);
            case ChatMoved(long to) -> new Verdict.Follow(to, attempts == 1 ? Duration.ZERO : pause(attempts));
            case Unreachable(Outcome outcome, String why) -> new Verdict.Pause(outcome, why);
            case Rejected(String why) -> new Verdict.Fail(Outcome.REFUSED, why);
            case MessageGone(String why) ->
                changed(claim).<Verdict>map(Verdict.Arrived::new).orElse(new Verdict.Fail(Outcome.REFUSED, why));
            case Undeletable(String why) ->
                claim.step() instanceof Step.Delete<?>(String messageId)
                        ? new Verdict.Empty(messageId, why)
                        : new Verdict.Fail(Outcome.REFUSED, why);
            case ThreadGone(Outcome outcome, String why) -> leaveThread(claim, outcome, why);
            case FormatRefused(String why) ->
                hasPlainForm ? new Verdict.Plain(why) : new Verdict.Fail(Outcome.REFUSED, why);
            case NotSent(Outcome outcome, String why) -> again(outcome, false, why, attempts);
            // Sending it twice beats losing it.
            case Unconfirmed(Outcome outcome, String why) -> again(outcome, true, why, attempts);
        };
    }

    private static Duration atLeastShortest(Duration pause) {
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }

    /// Where there is no thread, it is the chat itself that is closed: a forum's general topic can be.
    private static Verdict leaveThread(Claim<?> claim, Outcome outcome, String why) {
        Optional<String> changed = changed(claim);
        if (changed.isPresent()) {
            return new Verdict.Arrived(changed.orElseThrow());
        }
        return claim.to().thread() == 0
                ? new Verdict.ShutOut(why)
                : new Verdict.LeaveThread(outcome.policy() == Policy.MOVE, why);
    }

    /// The message that the step changes, if it is no new one.
    private static Optional<String> changed(Claim<?> claim) {
        return switch (claim.step()) {
            case Step.Send<?> _ -> Optional.empty();
            case Step.Edit<?>(String messageId, Object _) -> Optional.of(messageId);
            case Step.Delete<?>(String messageId) -> Optional.of(messageId);
        };
    }

    private static Verdict again(Outcome outcome, boolean mayHaveArrived, String why, int attempts) {
        return attempts < LAST_ATTEMPT
                ? new Verdict.Again(pause(attempts), outcome, mayHaveArrived, why)
                : new Verdict.Fail(Outcome.EXPIRED, "given up after " + attempts + " attempts: " + why);
    }

    private static Duration pause(int attempts) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
