package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks of a process: the wall clock for instants, which may jump, and the monotonic
/// clock for durations within the process.
/// @param wall says what time it is; may jump forwards and backwards
/// @param monotonic monotonic nanoseconds from an arbitrary origin, such as [System#nanoTime]
public record Clocks(InstantSource wall, LongSupplier monotonic) {

    /// This clock for moments, and this machine's for durations.
    public static Clocks of(InstantSource wall) {
        return new Clocks(wall, System::nanoTime);
    }

    /// The moment.
    public Instant now() {
        return wall.instant();
    }

    /// Nanoseconds, for differences alone.
    public long nanos() {
        return monotonic.getAsLong();
    }

    /// The time since then.
    ///
    /// @param since what [#nanos] said then
    public Duration elapsedSince(long since) {
        return Duration.ofNanos(nanos() - since);
    }
}
