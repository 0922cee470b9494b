package digestbot.health;

import java.util.Optional;

/// The result of a check, as text for operators.
///
/// @param message a phrase without a full stop; contains no token
/// @param fix the action that fixes it; empty if nothing needs to be done
public record CheckFinding(Level level, String message, Optional<String> fix) {

    public enum Level {
        WELL("✓"),
        /// It works but needs attention.
        WARNING("!"),
        FAILED("✗");

        private final String mark;

        Level(String mark) {
            this.mark = mark;
        }

        /// A one-character mark for the start of a line.
        public String mark() {
            return mark;
        }
    }

    /// A finding that everything is fine.
    public static CheckFinding ok(String message) {
        return new CheckFinding(Level.WELL, message, Optional.empty());
    }

    /// A finding that something works but needs attention.
    public static CheckFinding warning(String message, String fix) {
        return new CheckFinding(Level.WARNING, message, Optional.of(fix));
    }

    /// A finding that something does not work until the fix is made.
    public static CheckFinding failed(String message, String fix) {
        return new CheckFinding(Level.FAILED, message, Optional.of(fix));
    }
}
