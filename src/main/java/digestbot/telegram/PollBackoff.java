package digestbot.telegram;

import java.time.Duration;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/// Exponential back-off from 0.5 s to 15 s. (The library's own goes up to 15 minutes.)
final class PollBackoff implements BackOff {

    static final Duration MAX_PAUSE = Duration.ofSeconds(15);
    private static final long FIRST_MILLIS = 500;

    private long next = FIRST_MILLIS;

    @Override
    public synchronized void reset() {
        next = FIRST_MILLIS;
    }

    @Override
    public synchronized long nextBackOffMillis() {
        long pause = next;
        next = Math.min(2 * next, MAX_PAUSE.toMillis());
        return pause;
    }
}
