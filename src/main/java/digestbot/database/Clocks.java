package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks of a process: the wall clock for instants, which may jump, and the monotonic
/// clock for durations within the process.
/// @param wall the current time, which may jump forwards and backwards
/// @param monotonic monotonic nanoseconds from an arbitrary origin, such as [System#nanoTime]
public record Clocks(InstantSource wall, LongSupplier monotonic) {

    /// The given wall clock, and this machine's monotonic clock.
    public static Clocks of(InstantSource wall) {
        return new Clocks(wall, System::nanoTime);
    }

    public Instant now() {
        return wall.instant();
    }

    /// The monotonic time in nanoseconds, for differences only.
    public long nanos() {
        return monotonic.getAsLong();
    }

    /// The time since then.
    ///
    /// @param since an earlier result of [#nanos]
    public Duration elapsedSince(long since) {
        return Duration.ofNanos(nanos() - since);
    }
}
