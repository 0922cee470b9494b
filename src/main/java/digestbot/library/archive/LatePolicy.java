package digestbot.library.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// The policy on digests that are late.
///
/// @param zone the time zone in which digests arrive regularly
/// @param late the delay after which a digest is late; zero for never
public record LatePolicy(ZoneId zone, Duration late) {

    private static final Duration USUALLY_LATE = Duration.ofHours(2);

    /// The tolerance within which a topic's arrival times count as regular.
    public Duration tolerance() {
        return late.isZero() ? USUALLY_LATE : late;
    }

    public boolean isLate(ExpectedDigest expected, Instant now) {
        return !late.isZero() && expected.at().plus(late).isBefore(now);
    }
}
