package digestbot.telegram;

import java.time.Duration;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/// Pauses that double from half a second up to a quarter of a minute. (The library's own grow to a quarter of an hour.)
final class PollBackoff implements BackOff {

    static final Duration LONGEST = Duration.ofSeconds(15);
    private static final long FIRST_MILLIS = 500;

    private long next = FIRST_MILLIS;

    @Override
    public synchronized void reset() {
        next = FIRST_MILLIS;
    }

    @Override
    public synchronized long nextBackOffMillis() {
        long pause = next;
        next = Math.min(2 * next, LONGEST.toMillis());
        return pause;
    }
}
