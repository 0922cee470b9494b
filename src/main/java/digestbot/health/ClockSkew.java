package digestbot.health;

import java.time.Duration;
import java.time.Instant;

/// Compares this machine's clock with that of a platform.
public final class ClockSkew {

    private static final Duration NOTABLE = Duration.ofSeconds(10);
    private static final Duration HARMFUL = Duration.ofSeconds(60);
    private static final String FIX = "synchronize the clock: timedatectl set-ntp true";

    private ClockSkew() {}

    /// Judges the difference between two clocks.
    ///
    /// @param platform the platform of the other clock
    /// @param theirs the platform's time, in seconds
    /// @param ours this machine's time at the same moment
    public static CheckFinding between(String platform, Instant theirs, Instant ours) {
        Duration skew = Duration.between(theirs, ours);
        String what = "%s: this machine's clock is %d s %s"
                .formatted(platform, skew.abs().toSeconds(), skew.isNegative() ? "slow" : "fast");
        if (skew.abs().compareTo(NOTABLE) <= 0) {
            return CheckFinding.ok("%s: this machine's clock is right".formatted(platform));
        }
        return skew.abs().compareTo(HARMFUL) <= 0
                ? CheckFinding.warning(what, FIX)
                : CheckFinding.failed(what + ", so digests are sent at the wrong time", FIX);
    }
}
