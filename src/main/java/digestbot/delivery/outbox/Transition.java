package digestbot.delivery.outbox;

import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.outbox.Claim.PartChange;
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
}
