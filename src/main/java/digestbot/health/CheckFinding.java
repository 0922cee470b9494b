package digestbot.health;

import java.util.Optional;

/// The result of a check, as text for operators.
///
/// @param what a phrase without a full stop; holds no token
/// @param fix what to do about it, where there is something to do
public record CheckFinding(Level level, String what, Optional<String> fix) {

    /// The severity of a finding.
    public enum Level {
        WELL("✓"),
        /// Works, but should be looked at.
        WARNING("!"),
        FAILED("✗");

        private final String mark;

        Level(String mark) {
            this.mark = mark;
        }

        /// One character, to begin a line with.
        public String mark() {
            return mark;
        }
    }

    /// All right.
    public static CheckFinding well(String what) {
        return new CheckFinding(Level.WELL, what, Optional.empty());
    }

    /// Works, but should be looked at.
    public static CheckFinding warning(String what, String fix) {
        return new CheckFinding(Level.WARNING, what, Optional.of(fix));
    }

    /// Does not work until the fix is made.
    public static CheckFinding failed(String what, String fix) {
        return new CheckFinding(Level.FAILED, what, Optional.of(fix));
    }
}
