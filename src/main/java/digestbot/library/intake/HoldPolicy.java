package digestbot.library.intake;

import java.time.Duration;
import java.util.Locale;

/// The policy on new digests that wait for a review before they are published.
///
/// @param longest how long, at most; then they are published all the same
public record HoldPolicy(When when, Duration longest) {

    /// Nothing waits.
    public static final HoldPolicy NOTHING = new HoldPolicy(When.NEVER, Duration.ofHours(2));

    /// The condition for holding a digest.
    public enum When {
        /// On a warning.
        ON_WARNING,
        ALWAYS,
        NEVER;

        /// As the configuration says it: `on-warning`.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    boolean holds(boolean doubtful) {
        return switch (when) {
            case ON_WARNING -> doubtful;
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
