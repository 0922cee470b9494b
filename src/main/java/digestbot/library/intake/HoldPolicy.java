package digestbot.library.intake;

import digestbot.library.archive.DigestReview;
import java.time.Duration;
import java.time.Instant;

/// After `maxDuration`, digests are published without a review; if it is zero, never. [IntakePolicy]
/// makes an exception of a model's.
public record HoldPolicy(HoldMode mode, Duration maxDuration) {

    public static final HoldPolicy NOTHING = new HoldPolicy(HoldMode.NEVER, Duration.ofHours(2));

    public enum HoldMode {
        ON_WARNING,
        ALWAYS,
        NEVER
    }

    Instant end(Instant now) {
        return maxDuration.isZero() ? DigestReview.UNTIL_DECIDED : now.plus(maxDuration);
    }

    boolean holds(boolean hasWarnings) {
        return switch (mode) {
            case ON_WARNING -> hasWarnings;
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
