package digestbot.library.intake;

import java.time.Duration;
import java.util.Locale;

/// Which new digests wait for somebody to look at them before they are published.
///
/// @param longest how long, at most; then they are published all the same
public record HoldPolicy(When when, Duration longest) {

    /// Nothing waits.
    public static final HoldPolicy NOTHING = new HoldPolicy(When.NEVER, Duration.ofHours(2));

    /// When a digest is held back.
    public enum When {
        /// Where something in it is doubtful.
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
