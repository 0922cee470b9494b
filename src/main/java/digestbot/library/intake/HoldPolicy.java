package digestbot.library.intake;

import java.time.Duration;

/// After `maxDuration`, digests are published without a review.
public record HoldPolicy(HoldMode mode, Duration maxDuration) {

    public static final HoldPolicy NOTHING = new HoldPolicy(HoldMode.NEVER, Duration.ofHours(2));

    public enum HoldMode {
        ON_WARNING,
        ALWAYS,
        NEVER
    }

    boolean holds(boolean hasWarnings) {
        return switch (mode) {
            case ON_WARNING -> hasWarnings;
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
