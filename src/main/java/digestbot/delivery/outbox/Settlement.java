package digestbot.delivery.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A transition of a claimed delivery that is to be stored.
public record Settlement(Claim.ClaimKey key, Transition transition) {

    /// The time of the delivery's progress, if any. Replies and notices do not count: they say
    /// nothing about the backlog, and one of them may be the alarm that nothing is being sent.
    public Optional<Instant> progressAt() {
        return Priority.isInteractive(key.priority()) ? Optional.empty() : transition.progressAt();
    }

    /// Releases a claim before any request was made.
    public static Settlement released(Claim<?> claim, Duration pause, Instant now) {
        return new Settlement(
                claim.key(), new Transition.Requeued(now.plus(pause), claim.attempts() - 1, Optional.empty()));
    }
}
