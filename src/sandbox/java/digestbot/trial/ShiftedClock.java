package digestbot.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock with an offset that can be moved forward.
final class ShiftedClock implements InstantSource {

    private final InstantSource real;
    private final AtomicReference<Duration> ahead;

    /// @param initialTime the time that it shows now
    ShiftedClock(InstantSource real, Instant initialTime) {
        this.real = real;
        this.ahead = new AtomicReference<>(Duration.between(real.instant(), initialTime));
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    /// Moves the clock forward.
    void forward(Duration by) {
        if (!by.isNegative()) {
            ahead.accumulateAndGet(by, Duration::plus);
        }
    }
}
