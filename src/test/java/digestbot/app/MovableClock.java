package digestbot.app;

import digestbot.GivenTime;
import digestbot.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Goes on as usual, and a test can put it forward.
final class MovableClock implements InstantSource {

    private volatile Duration ahead;

    MovableClock() {
        ahead = Duration.ZERO;
    }

    MovableClock(Instant start) {
        ahead = Duration.between(GivenTime.CLOCK.instant(), start);
    }

    @Override
    public Instant instant() {
        return GivenTime.CLOCK.instant().plus(ahead);
    }

    void pass(Duration time) {
        Waiting.refuseWithinCondition("time passes");
        ahead = ahead.plus(time);
    }
}
