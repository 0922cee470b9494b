package digestbot.library.intake;

import java.time.Duration;
import java.util.Locale;

/// The policy on new digests that wait for a review before they are published.
///
/// @param maxDuration the maximum time; then they are published without a review
public record HoldPolicy(HoldMode mode, Duration maxDuration) {

    /// Nothing waits.
    public static final HoldPolicy NOTHING = new HoldPolicy(HoldMode.NEVER, Duration.ofHours(2));

    /// The condition for holding a digest.
    public enum HoldMode {
        /// On a warning.
        ON_WARNING,
        ALWAYS,
        NEVER;

        /// The value in the configuration, such as `on-warning`.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    boolean holds(boolean doubtful) {
        return switch (mode) {
            case ON_WARNING -> doubtful;
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
