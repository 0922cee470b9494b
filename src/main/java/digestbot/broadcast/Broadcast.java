package digestbot.broadcast;

import digestbot.audience.Person;
import digestbot.audience.StoredEnum;
import digestbot.audience.audit.Actor;
import digestbot.delivery.fanout.RecipientFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A broadcast: a text that operators send to all or some subscribers.
///
/// @param author the person who wrote it, without a language; empty if it comes from the command
///     line or the console
/// @param approver the operator who last approved it; empty if nobody did, or if that person's data
///     has been deleted
/// @param version increases with every action on the broadcast, so that a confirmation refers to
///     exactly what was shown
/// @param sendAt the scheduled time; empty unless the broadcast is scheduled
public record Broadcast(
        long number,
        long version,
        Optional<Person> author,
        String text,
        boolean hasPicture,
        RecipientFilter recipients,
        BroadcastState state,
        Optional<Actor> approver,
        Instant createdAt,
        Optional<Instant> sendAt,
        Optional<SendState> sendState) {

    public enum BroadcastState implements StoredEnum {
        DRAFT,
        SCHEDULED,
        RUNNING,
        PAUSED,
        STOPPED,
        DONE,
        WITHDRAWN,
        DISCARDED
    }

    /// The state of sending, from the moment the broadcast starts. A cursor is the last subscriber
    /// whose delivery was handled; it is empty if there is nothing to do or all were handled.
    ///
    /// @param fanOut the content's number in `delivery`
    /// @param expectedRecipients the number of recipients when sending started; at the end, of
    ///     those to whom a delivery was planned
    /// @param withdrawalFanOut the fan-out that withdraws it; empty if it is not withdrawn
    /// @param firstEndedAt the time when it ended for the first time or was withdrawn
    /// @param sent the number of recipients who received it; 0 until it ends
    /// @param failed the number of recipients to whom it could not be delivered; 0 until it ends
    public record SendState(
            long fanOut,
            long expectedRecipients,
            OptionalLong planCursor,
            OptionalLong retryCursor,
            OptionalLong withdrawalFanOut,
            OptionalLong withdrawalCursor,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<Instant> firstEndedAt,
            long sent,
            long failed) {

        /// The time until all recipients were handled for the first time, or until now.
        public Duration duration(Instant now) {
            Duration took = Duration.between(startedAt, firstEndedAt.orElse(now));
            return took.isNegative() ? Duration.ZERO : took;
        }

        /// The known number of recipients. `complete` means that no more deliveries are added.
        long recipients(long planned, boolean complete) {
            return complete ? planned : Math.max(expectedRecipients, planned);
        }

        boolean fullyPlanned() {
            return planCursor.isEmpty();
        }
    }

    public boolean isEditable() {
        return state == BroadcastState.DRAFT || state == BroadcastState.SCHEDULED;
    }
}
