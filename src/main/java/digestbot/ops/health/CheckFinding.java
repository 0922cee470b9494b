package digestbot.ops.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The result of a check, for operators.
///
/// @param message a phrase without a full stop; contains no token
/// @param fix the remedy; empty if all is well
public record CheckFinding(Level level, String message, Optional<String> fix) {

    public CheckFinding {
        if (fix.isPresent() == (level == Level.WELL)) {
            throw new IllegalArgumentException("exactly what is not well needs a fix: " + message);
        }
    }

    public enum Level {
        WELL("✓"),
        /// It works but needs attention.
        WARNING("!"),
        FAILED("✗");

        private final String mark;

        Level(String mark) {
            this.mark = mark;
        }

        public String mark() {
            return mark;
        }
    }

    public static CheckFinding ok(String message) {
        return new CheckFinding(Level.WELL, message, Optional.empty());
    }

    public static CheckFinding warning(String message, String fix) {
        return new CheckFinding(Level.WARNING, message, Optional.of(fix));
    }

    public static CheckFinding failed(String message, String fix) {
        return new CheckFinding(Level.FAILED, message, Optional.of(fix));
    }

    /// The message, and the fix if there is one, in one line.
    public String sentence() {
        return message + fix.map("; "::concat).orElse("");
    }

    /// Compares this machine's clock with a platform's, or with the database's.
    public static final class ClockSkew {

        private static final Duration NOTABLE = Duration.ofSeconds(5);
        private static final Duration HARMFUL = Duration.ofSeconds(60);
        private static final String FIX = "synchronize the clock: timedatectl set-ntp true";

        private ClockSkew() {}

        public static boolean isWrong(Duration skew) {
            return skew.abs().compareTo(NOTABLE) > 0;
        }

        /// Compares two clocks. The platform's time is in whole seconds.
        public static CheckFinding between(String platform, Instant theirs, Instant ours) {
            Duration skew = Duration.between(theirs, ours);
            String what = "%s: this machine's clock is %d s %s"
                    .formatted(platform, skew.abs().toSeconds(), skew.isNegative() ? "slow" : "fast");
            if (!isWrong(skew)) {
                return CheckFinding.ok("%s: this machine's clock is right".formatted(platform));
            }
            return skew.abs().compareTo(HARMFUL) <= 0
                    ? CheckFinding.warning(what, FIX)
                    : CheckFinding.failed(what + ", so digests are sent at the wrong time", FIX);
        }
    }
}
