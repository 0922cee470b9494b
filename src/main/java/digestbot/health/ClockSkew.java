package digestbot.health;

import java.time.Duration;
import java.time.Instant;

/// Compares this machine's clock with that of a platform, or with the database's.
public final class ClockSkew {

    private static final Duration NOTABLE = Duration.ofSeconds(5);
    private static final Duration HARMFUL = Duration.ofSeconds(60);
    private static final String FIX = "synchronize the clock: timedatectl set-ntp true";

    private ClockSkew() {}

    /// Tells whether a clock with this difference to another one is wrong.
    public static boolean isWrong(Duration skew) {
        return skew.abs().compareTo(NOTABLE) > 0;
    }

    /// Judges the difference between two clocks.
    ///
    /// @param platform the platform of the other clock
    /// @param theirs the platform's time, in seconds
    /// @param ours this machine's time at the same moment
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
