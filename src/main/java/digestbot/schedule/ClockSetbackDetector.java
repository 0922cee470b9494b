package digestbot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Detects that the system clock was set back. Not thread-safe.
final class ClockSetbackDetector {

    /// The smallest setback that is reported; NTP slewing moves the clock by far less between two
    /// checks.
    private static final Duration NOTABLE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private Instant seen;
    private long seenNanos;

    /// @param nanos a monotonic clock in nanoseconds
    ClockSetbackDetector(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        seen = clock.instant();
        seenNanos = nanos.getAsLong();
    }

    /// Tells whether the clock was set back since the last check.
    boolean wasSetBack() {
        Instant expected = seen.plusNanos(nanos.getAsLong() - seenNanos);
        seen = clock.instant();
        seenNanos = nanos.getAsLong();
        return seen.isBefore(expected.minus(NOTABLE));
    }
}
