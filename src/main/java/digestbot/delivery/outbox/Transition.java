package digestbot.delivery.outbox;

import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.outbox.Claim.PartChange;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Delivery.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The transition of a claimed delivery after a request: it is stored, logged and counted. All but
/// [Advanced] and [Resent] end the claim.
public sealed interface Transition {

    /// A part that was sent, edited or deleted.
    ///
    /// @param thread the thread that it opened, which gets the delivery's further parts and their
    ///     corrections
    record Arrived(Part part, String messageId, OptionalLong thread, Instant at, Optional<PartChange> change) {}

    /// A part arrived, or had nothing left to change, and others follow.
    record Advanced(Arrived part) implements Transition {}

    record Sent(Arrived part) implements Transition {}

    /// The part is sent again in a simpler form. This does not count as a failed attempt.
    ///
    /// @param blanked the message to blank because it cannot be deleted; empty to resend the part
    ///     as plain text
    record Resent(Optional<String> blanked, String why) implements Transition {}

    record Requeued(Instant nextAt, int attempts, Optional<String> why) implements Transition {}

    /// The platform asked for a pause. This does not count as a failed attempt.
    record Limited(Duration pause, LimitScope scope, Instant at, int attempts) implements Transition {

        public Instant nextAt() {
            return at.plus(pause);
        }
    }

    record Retried(Outcome outcome, boolean mayHaveArrived, String why, Instant at, Instant nextAt, int attempts)
            implements Transition {}

    record Failed(Outcome failure, String why, Instant at) implements Transition {}

    /// The delivery failed and the chat is paused. If the chat was active since the request began,
    /// the delivery is queued again instead, because the chat has returned. A chat that accepts
    /// messages in threads only is not paused if it has subscriptions in threads.
    record Unreachable(
            Outcome failure, String why, boolean onlyOutsideThreads, Instant requestedAt, int attempts, Instant at)
            implements Transition {}

    record Moved(Destination from, long to, Instant nextAt, int attempts) implements Transition {}

    /// The delivery is redirected to the parent chat of the thread. If that is permanent, the
    /// thread's subscriptions and other deliveries move there too.
    record LeftThread(Destination from, boolean permanent, String why, Instant nextAt, int attempts)
            implements Transition {}

    /// What has to be stored about a claim.
    record Settlement(Claim.ClaimKey key, Transition transition) {

        /// Releases a claim before any request was made.
        public static Settlement released(Claim<?> claim, Duration pause, Instant now) {
            return new Settlement(claim.key(), new Requeued(now.plus(pause), claim.attempts() - 1, Optional.empty()));
        }

        /// The time of the delivery's progress, if any. Replies and notices do not count: they say
        /// nothing about the backlog, and one of them may be the alarm that nothing is being sent.
        public Optional<Instant> progressAt() {
            return Priority.isInteractive(key.priority()) ? Optional.empty() : transition.progressAt();
        }
    }

    default boolean endsClaim() {
        return switch (this) {
            case Advanced _, Resent _ -> false;
            case Sent _, Requeued _, Limited _, Retried _, Failed _, Unreachable _, Moved _, LeftThread _ -> true;
        };
    }

    default Optional<Arrived> arrived() {
        return switch (this) {
            case Advanced(Arrived part) -> Optional.of(part);
            case Sent(Arrived part) -> Optional.of(part);
            case Resent _, Requeued _, Limited _, Retried _, Failed _, Unreachable _, Moved _, LeftThread _ ->
                Optional.empty();
        };
    }

    /// The time at which a part was sent or the delivery failed finally.
    default Optional<Instant> progressAt() {
        return switch (this) {
            case Advanced(Arrived part) -> Optional.of(part.at());
            case Sent(Arrived part) -> Optional.of(part.at());
            case Failed failed -> Optional.of(failed.at());
            case Unreachable unreachable -> Optional.of(unreachable.at());
            case Resent _, Requeued _, Limited _, Retried _, Moved _, LeftThread _ -> Optional.empty();
        };
    }

    /// The number of attempts in about 24 hours, with pauses of 1, 2, 4 … 256 seconds and then five
    /// minutes each.
    int LAST_ATTEMPT = 296;

    Duration MIN_PAUSE = Duration.ofSeconds(1);

    Duration MAX_PAUSE = Duration.ofMinutes(5);

    /// The transition that follows from the result of a claim's next step, by the outcome's
    /// [Policy].
    ///
    /// @param hasPlainForm whether the step can be repeated as plain text
    static Transition after(
            Claim<?> claim, SendResult result, boolean hasPlainForm, Instant requestStartedAt, Instant now) {
        int attempts = claim.attempts();
        return switch (result) {
            case SendResult.Sent(String messageId, OptionalLong thread) -> arrived(claim, messageId, thread, now);
            case SendResult.RateLimited(Duration retryAfter, LimitScope scope) ->
                new Limited(atLeastMinimum(retryAfter), scope, now, attempts - 1);
            case SendResult.Deferred(Duration retryAfter, String why) ->
                new Requeued(now.plus(atLeastMinimum(retryAfter)), attempts - 1, Optional.of(why));
            case SendResult.ChatMoved(long to) ->
                new Moved(claim.to(), to, attempts == 1 ? now : now.plus(pause(attempts)), attempts);
            case SendResult.Unreachable(Outcome outcome, String why) ->
                new Unreachable(outcome, why, false, requestStartedAt, attempts, now);
            case SendResult.Rejected(String why) -> refused(why, now);
            case SendResult.MessageGone(String why) ->
                claim.step()
                        .changed()
                        .map(messageId -> arrived(claim, messageId, OptionalLong.empty(), now))
                        .orElseGet(() -> refused(why, now));
            case SendResult.Undeletable(String why) ->
                claim.step() instanceof Step.Delete<?>(String messageId)
                        ? new Resent(Optional.of(messageId), why)
                        : refused(why, now);
            case SendResult.ThreadGone(Outcome outcome, String why) ->
                claim.step()
                        .changed()
                        .map(messageId -> arrived(claim, messageId, OptionalLong.empty(), now))
                        .orElseGet(() -> leftThread(claim, outcome, why, requestStartedAt, now));
            case SendResult.FormatRefused(String why) ->
                hasPlainForm ? new Resent(Optional.empty(), why) : refused(why, now);
            case SendResult.NotSent(Outcome outcome, String why) -> retried(attempts, outcome, false, why, now);
            // A duplicate is better than a lost message.
            case SendResult.Unconfirmed(Outcome outcome, String why) -> retried(attempts, outcome, true, why, now);
        };
    }

    private static Transition arrived(Claim<?> claim, String messageId, OptionalLong thread, Instant now) {
        var part = new Arrived(claim.part(), messageId, thread, now, claim.change());
        return claim.isLast() ? new Sent(part) : new Advanced(part);
    }

    private static Transition refused(String why, Instant now) {
        return new Failed(Outcome.REFUSED, why, now);
    }

    /// Falls back to the parent chat. Without a thread, the chat itself rejects messages (such as a
    /// forum's closed general topic).
    private static Transition leftThread(
            Claim<?> claim, Outcome outcome, String why, Instant requestStartedAt, Instant now) {
        return claim.to().thread() == 0
                ? new Unreachable(Outcome.NO_RIGHTS, why, true, requestStartedAt, claim.attempts(), now)
                : new LeftThread(claim.to(), outcome.policy() == Policy.MOVE, why, now, claim.attempts() - 1);
    }

    private static Transition retried(int attempts, Outcome outcome, boolean mayHaveArrived, String why, Instant now) {
        return attempts < LAST_ATTEMPT
                ? new Retried(outcome, mayHaveArrived, why, now, now.plus(pause(attempts)), attempts)
                : new Failed(Outcome.EXPIRED, "given up after " + attempts + " attempts: " + why, now);
    }

    private static Duration atLeastMinimum(Duration pause) {
        return pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
    }

    private static Duration pause(int attempts) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
