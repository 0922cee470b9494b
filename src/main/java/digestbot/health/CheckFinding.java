package digestbot.health;

import java.util.Optional;

/// The result of a check, as text for operators.
///
/// @param message a phrase without a full stop; holds no token
/// @param fix what to do about it, where there is something to do
public record CheckFinding(Level level, String message, Optional<String> fix) {

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
    public static CheckFinding ok(String message) {
        return new CheckFinding(Level.WELL, message, Optional.empty());
    }

    /// Works, but should be looked at.
    public static CheckFinding warning(String message, String fix) {
        return new CheckFinding(Level.WARNING, message, Optional.of(fix));
    }

    /// Does not work until the fix is made.
    public static CheckFinding failed(String message, String fix) {
        return new CheckFinding(Level.FAILED, message, Optional.of(fix));
    }
}
