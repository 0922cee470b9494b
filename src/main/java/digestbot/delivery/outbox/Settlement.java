package digestbot.delivery.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A transition of a claimed delivery, to be stored.
public record Settlement(Claim.Key key, Transition transition) {

    /// The time when the delivery got on, if it did. Answers and notices do not count: they tell nothing of what waits,
    /// and one of them may be the very word that nothing leaves.
    public Optional<Instant> movedAt() {
        return Priority.isTalk(key.lane()) ? Optional.empty() : transition.gotOnAt();
    }

    /// The claim ends before anything was requested; as if it had not been.
    public static Settlement givenBack(Claim<?> claim, Duration pause, Instant now) {
        return new Settlement(
                claim.key(), new Transition.Requeued(now.plus(pause), claim.attempts() - 1, Optional.empty()));
    }
}
