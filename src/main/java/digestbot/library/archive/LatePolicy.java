package digestbot.library.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// The policy on digests that are late.
///
/// @param zone whose clock it is that digests keep to
/// @param late how much later than usual a digest is late; zero: none ever is
public record LatePolicy(ZoneId zone, Duration late) {

    private static final Duration USUALLY_LATE = Duration.ofHours(2);

    /// The largest distance between the times of a topic that still makes a habit.
    public Duration tolerance() {
        return late.isZero() ? USUALLY_LATE : late;
    }

    /// Tells whether something may be wrong with what was expected.
    public boolean isLate(ExpectedDigest expected, Instant now) {
        return !late.isZero() && expected.at().plus(late).isBefore(now);
    }
}
