package digestbot.database;

import digestbot.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Stands still until a test moves it.
public final class TestClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-02-05T12:00:00Z");
    private volatile long nanos = 1_000_000_007;

    @Override
    public Instant instant() {
        return now;
    }

    /// The monotonic clock only advances.
    public Clocks both() {
        return new Clocks(this, () -> nanos);
    }

    public synchronized void pass(Duration time) {
        Waiting.refuseWithinCondition("time passes");
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /// Somebody sets the clock; no time passes.
    public synchronized void set(Duration ahead) {
        Waiting.refuseWithinCondition("the clock is set");
        now = now.plus(ahead);
    }
}
