package digestbot.delivery.outbox;

import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.Delivery.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A claimed delivery that is being sent, with its next part.
///
/// @param attempts the attempts since a part last arrived, including this one
/// @param leaseEnd the end of the lease, in nanoseconds of the monotonic clock
/// @param changes the effect of each step on the corrected delivery; empty if this is not a
///     correction
public record Claim<M>(
        ClaimKey key,
        int attempts,
        long leaseEnd,
        Destination to,
        List<Step<M>> steps,
        List<PartChange> changes,
        int nextIndex) {

    public record ClaimKey(long delivery, long claim, int priority) {}

    public Step<M> step() {
        return steps.get(nextIndex);
    }

    public boolean isLast() {
        return nextIndex == steps.size() - 1;
    }

    /// The claim with its next part.
    ///
    /// @param thread the thread that this part opened, which gets the next ones
    public Claim<M> advanced(OptionalLong thread) {
        var next = thread.isPresent() ? new Destination(to.chat(), thread.getAsLong()) : to;
        return new Claim<>(key, 1, leaseEnd, next, steps, changes, nextIndex + 1);
    }

    public Part part() {
        return new Part(key.delivery(), nextIndex);
    }

    public Optional<PartChange> change() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes.get(nextIndex));
    }

    public Claim<M> with(Step<M> step) {
        List<Step<M>> changed = new ArrayList<>(steps);
        changed.set(nextIndex, step);
        return new Claim<>(key, attempts, leaseEnd, to, List.copyOf(changed), changes, nextIndex);
    }

    /// A text of at most 25 characters that is the same for each repetition of this part.
    public String nonce() {
        int place = change().map(PartChange::part).orElseGet(this::part).ordinal();
        return Long.toString(key.delivery(), Character.MAX_RADIX) + "-" + place;
    }

    /// A request to the platform for one part of a delivery.
    public sealed interface Step<M> {

        /// The id of the message that it changes; empty if it sends a new one.
        default Optional<String> changed() {
            return switch (this) {
                case Send<M> _ -> Optional.empty();
                case Edit<M>(String messageId, M _) -> Optional.of(messageId);
                case Delete<M>(String messageId) -> Optional.of(messageId);
            };
        }

        record Send<M>(M message, boolean silent) implements Step<M> {}

        record Edit<M>(String messageId, M message) implements Step<M> {}

        record Delete<M>(String messageId) implements Step<M> {}
    }

    /// The effect of a correction's step on a part of the delivery that it corrects.
    public sealed interface PartChange {

        Part part();

        /// The part showed the view `was` and shows another one now.
        record Updated(Part part, String was, String view, int revision) implements PartChange {}

        record Added(Part part, String view, int revision) implements PartChange {}

        /// The part was removed: its message was deleted or replaced by a placeholder.
        record Removed(Part part) implements PartChange {}

        /// A notice of the withdrawal was sent, because a message may show the digest although its
        /// number is unknown. The notice is not part of the delivery.
        record Noticed(Part part) implements PartChange {}
    }
}
