package digestbot.delivery.sending;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.MessageGone;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Undeletable;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Determines the transition of a delivery from the result of a request, according to the
/// outcome's [Policy].
final class RetryPolicy {

    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    /// The longest back-off between two attempts.
    static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    /// The number of attempts in about 24 hours, with pauses of 1, 2, 4 … 256 seconds and then five
    /// minutes each.
    static final int LAST_ATTEMPT = 296;

    private final Claim<?> claim;
    private final Instant requestStartedAt;
    private final Instant now;

    private RetryPolicy(Claim<?> claim, Instant requestStartedAt, Instant now) {
        this.claim = claim;
        this.requestStartedAt = requestStartedAt;
        this.now = now;
    }

    /// The transition that follows from the result of the claim's current step.
    ///
    /// @param hasPlainForm true if the message could be sent in a simpler form
    /// @param requestStartedAt the time when the request began
    static Transition next(
            Claim<?> claim, SendResult result, boolean hasPlainForm, Instant requestStartedAt, Instant now) {
        return new RetryPolicy(claim, requestStartedAt, now).next(result, hasPlainForm);
    }

    private Transition next(SendResult result, boolean hasPlainForm) {
        int attempts = claim.attempts();
        return switch (result) {
            case Sent(String messageId, OptionalLong thread) -> arrived(messageId, thread);
            case RateLimited(Duration retryAfter, RateLimited.LimitScope scope) -> {
                Duration pause = atLeastMinimum(retryAfter);
                yield new Transition.Limited(pause, scope, now, attempts - 1);
            }
            case Deferred(Duration retryAfter, String why) ->
                new Transition.Requeued(now.plus(atLeastMinimum(retryAfter)), attempts - 1, Optional.of(why));
            case ChatMoved(long to) ->
                new Transition.Moved(claim.to(), to, attempts == 1 ? now : now.plus(pause(attempts)), attempts);
            case Unreachable(Outcome outcome, String why) -> unreachable(outcome, why, false);
            case Rejected(String why) -> refused(why);
            case MessageGone(String why) ->
                changedMessageId()
                        .map(messageId -> arrived(messageId, OptionalLong.empty()))
                        .orElseGet(() -> refused(why));
            case Undeletable(String why) ->
                claim.step() instanceof Step.Delete<?>(String messageId)
                        ? new Transition.Resent(Optional.of(messageId), why)
                        : refused(why);
            case ThreadGone(Outcome outcome, String why) -> leaveThread(outcome, why);
            case FormatRefused(String why) ->
                hasPlainForm ? new Transition.Resent(Optional.empty(), why) : refused(why);
            case NotSent(Outcome outcome, String why) -> retry(outcome, false, why);
            // A duplicate is better than a lost message.
            case Unconfirmed(Outcome outcome, String why) -> retry(outcome, true, why);
        };
    }

    private Transition arrived(String messageId, OptionalLong thread) {
        var part = new Transition.Arrived(claim.part(), messageId, thread, now, claim.change());
        return claim.isLast() ? new Transition.Sent(part) : new Transition.Advanced(part);
    }

    private Transition refused(String why) {
        return new Transition.Failed(Outcome.REFUSED, why, now);
    }

    private Transition unreachable(Outcome outcome, String why, boolean onlyOutsideThreads) {
        return new Transition.Unreachable(outcome, why, onlyOutsideThreads, requestStartedAt, claim.attempts(), now);
    }

    private static Duration atLeastMinimum(Duration pause) {
        return pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
    }

    /// Falls back to the parent chat. Without a thread, the chat itself rejects messages (such as
    /// a forum's closed general topic).
    private Transition leaveThread(Outcome outcome, String why) {
        Optional<String> changedMessageId = changedMessageId();
        if (changedMessageId.isPresent()) {
            return arrived(changedMessageId.orElseThrow(), OptionalLong.empty());
        }
        return claim.to().thread() == 0
                ? unreachable(Outcome.NO_RIGHTS, why, true)
                : new Transition.LeftThread(
                        claim.to(), outcome.policy() == Policy.MOVE, why, now, claim.attempts() - 1);
    }

    /// The message that the step edits or deletes; empty for a new message.
    private Optional<String> changedMessageId() {
        return switch (claim.step()) {
            case Step.Send<?> _ -> Optional.empty();
            case Step.Edit<?>(String messageId, Object _) -> Optional.of(messageId);
            case Step.Delete<?>(String messageId) -> Optional.of(messageId);
        };
    }

    private Transition retry(Outcome outcome, boolean mayHaveArrived, String why) {
        int attempts = claim.attempts();
        return attempts < LAST_ATTEMPT
                ? new Transition.Retried(outcome, mayHaveArrived, why, now, now.plus(pause(attempts)), attempts)
                : new Transition.Failed(Outcome.EXPIRED, "given up after " + attempts + " attempts: " + why, now);
    }

    private static Duration pause(int attempts) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
