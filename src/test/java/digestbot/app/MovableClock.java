package digestbot.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes on as usual, and that a test can put forward.
final class MovableClock implements InstantSource {

    private volatile Duration ahead;

    /// A clock that begins now.
    MovableClock() {
        ahead = Duration.ZERO;
    }

    MovableClock(Instant start) {
        ahead = Duration.between(InstantSource.system().instant(), start);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
    }
}
