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

/// The transition of a claimed delivery after a request: it is stored, logged and counted.
public sealed interface Transition {

    /// A part was sent, edited or deleted, or had nothing left to change.
    ///
    /// @param thread the thread that it opened, which gets the delivery's further parts and their
    ///     corrections
    /// @param isLast true if no other part follows
    record Arrived(
            Part part, String messageId, OptionalLong thread, Instant at, Optional<PartChange> change, boolean isLast)
            implements Transition {}

    /// The part is sent again in a simpler form. This does not count as a failed attempt.
    ///
    /// @param blanked the message to blank because it cannot be deleted; empty to resend the part
    ///     as plain text
    record Resent(Optional<String> blanked, String why) implements Transition {}

    /// The delivery is tried again later.
    ///
    /// @param outcome the outcome to count; empty if the platform did not refuse the message
    /// @param mayHaveArrived true if the message may have arrived, so that it must stay the same
    record Requeued(
            Optional<Outcome> outcome,
            boolean mayHaveArrived,
            Optional<String> why,
            Instant at,
            Instant nextAt,
            int attempts)
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

    /// The change to store about a claim.
    record Settlement(Claim.ClaimKey key, Transition transition) {

        /// Releases a claim before any request was made.
        public static Settlement released(Claim<?> claim, Duration pause, Instant now) {
            return new Settlement(
                    claim.key(),
                    new Requeued(
                            Optional.empty(), false, Optional.empty(), now, now.plus(pause), claim.attempts() - 1));
        }

        /// The time at which a part arrived or the delivery failed for good. Replies and notices do
        /// not count: they say nothing about the backlog, and one of them may be the alarm that
        /// nothing is being sent.
        public Optional<Instant> progressAt() {
            if (Priority.isInteractive(key.priority())) {
                return Optional.empty();
            }
            return switch (transition) {
                case Arrived arrived -> Optional.of(arrived.at());
                case Failed failed -> Optional.of(failed.at());
                case Unreachable unreachable -> Optional.of(unreachable.at());
                case Resent _, Requeued _, Moved _, LeftThread _ -> Optional.empty();
            };
        }
    }

    default boolean endsClaim() {
        return switch (this) {
            case Arrived arrived -> arrived.isLast();
            case Resent _ -> false;
            case Requeued _, Failed _, Unreachable _, Moved _, LeftThread _ -> true;
        };
    }

    /// The number of attempts in about 24 hours, with pauses of 1, 2, 4 … 256 seconds and then five
    /// minutes each.
    int LAST_ATTEMPT = 296;

    Duration MIN_PAUSE = Duration.ofSeconds(1);

    Duration MAX_PAUSE = Duration.ofMinutes(5);

    /// The transition that follows from the result of a claim's next step, by the outcome's
    /// [Policy].
    static Transition after(Claim<?> claim, SendResult result, Instant requestStartedAt, Instant now) {
        int attempts = claim.attempts();
        return switch (result) {
            case SendResult.Sent(String messageId, OptionalLong thread) -> arrived(claim, messageId, thread, now);
            case SendResult.RateLimited(Duration retryAfter, LimitScope scope) -> {
                var limit = Optional.of(scope == LimitScope.GLOBAL ? Outcome.OVERALL_LIMIT : Outcome.CHAT_LIMIT);
                yield requeued(
                        limit, "the platform asked to wait", now, atLeastMinimum(retryAfter), attempts - 1, false);
            }
            case SendResult.Deferred(Duration retryAfter, String why) ->
                requeued(Optional.empty(), why, now, atLeastMinimum(retryAfter), attempts - 1, false);
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
            case SendResult.FormatRefused(String why) -> new Resent(Optional.empty(), why);
            case SendResult.NotSent(Outcome outcome, String why) -> retried(attempts, outcome, false, why, now);
            // A duplicate is better than a lost message.
            case SendResult.Unconfirmed(Outcome outcome, String why) -> retried(attempts, outcome, true, why, now);
        };
    }

    private static Transition arrived(Claim<?> claim, String messageId, OptionalLong thread, Instant now) {
        return new Arrived(claim.part(), messageId, thread, now, claim.change(), claim.isLast());
    }

    private static Transition requeued(
            Optional<Outcome> outcome, String why, Instant now, Duration pause, int attempts, boolean mayHaveArrived) {
        return new Requeued(outcome, mayHaveArrived, Optional.of(why), now, now.plus(pause), attempts);
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
                ? requeued(Optional.of(outcome), why, now, pause(attempts), attempts, mayHaveArrived)
                : new Failed(Outcome.EXPIRED, "given up after " + attempts + " attempts: " + why, now);
    }

    /// The time for which to wait if the platform asks for that pause.
    static Duration atLeastMinimum(Duration pause) {
        return pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
    }

    private static Duration pause(int attempts) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
