package digestbot.delivery.outbox;

import digestbot.delivery.api.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A claimed delivery on its way, with the part that comes next.
///
/// @param key which claim of which delivery
/// @param attempts this one included, since a part last arrived
/// @param leaseEnd when somebody else may claim it, in nanoseconds of the clock that only grows
/// @param steps what all of its parts ask for
/// @param changes what each step does to the delivery that is corrected; empty if none is
/// @param next the place of the next part's step
/// @param <M> the platform's form of one message
public record Claim<M>(
        Key key, int attempts, long leaseEnd, Destination to, List<Step<M>> steps, List<PartChange> changes, int next) {

    /// The delivery, and the number of its claim.
    public record Key(long delivery, long claim, int lane) {}

    public Step<M> step() {
        return steps.get(next);
    }

    public boolean isLast() {
        return next == steps.size() - 1;
    }

    /// The same after the next part arrived.
    public Claim<M> advanced() {
        return new Claim<>(key, 1, leaseEnd, to, steps, changes, next + 1);
    }

    /// The same, going on in that thread of its chat.
    public Claim<M> in(long thread) {
        return new Claim<>(key, attempts, leaseEnd, new Destination(to.chat(), thread), steps, changes, next);
    }

    /// The next part.
    public Part part() {
        return new Part(key.delivery(), next);
    }

    /// The effect of the next part's step on the delivery that is corrected.
    public Optional<PartChange> change() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes.get(next));
    }

    /// The same with another form of the next part's message.
    public Claim<M> with(Step<M> step) {
        List<Step<M>> changed = new ArrayList<>(steps);
        changed.set(next, step);
        return new Claim<>(key, attempts, leaseEnd, to, List.copyOf(changed), changes, next);
    }

    /// The same on each repeat of this part, and for no other: at most 25 characters for any number.
    public String nonce() {
        int place = change().map(PartChange::part).orElseGet(this::part).ordinal();
        return Long.toString(key.delivery(), Character.MAX_RADIX) + "-" + place;
    }
}
