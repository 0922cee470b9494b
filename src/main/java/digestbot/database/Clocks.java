package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks of a process: the wall clock for instants, which may jump, and the monotonic
/// clock for durations within the process, in nanoseconds from an arbitrary origin.
public record Clocks(InstantSource wall, LongSupplier monotonic) {

    public static Clocks of(InstantSource wall) {
        return new Clocks(wall, System::nanoTime);
    }

    public Instant now() {
        return wall.instant();
    }

    public long nanos() {
        return monotonic.getAsLong();
    }

    public Duration elapsedSince(long since) {
        return Duration.ofNanos(nanos() - since);
    }
}
