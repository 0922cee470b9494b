package digestbot.library.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// What is expected of the times at which digests come.
///
/// @param zone whose clock it is that digests keep to
/// @param late how much later than usual a digest is late; zero: none ever is
public record LatePolicy(ZoneId zone, Duration late) {

    private static final Duration USUALLY_LATE = Duration.ofHours(2);

    /// How far the times of a topic may be apart and still be a habit.
    public Duration tolerance() {
        return late.isZero() ? USUALLY_LATE : late;
    }

    /// Whether something may be wrong with what was expected.
    public boolean isLate(ExpectedDigest expected, Instant now) {
        return !late.isZero() && expected.at().plus(late).isBefore(now);
    }
}
