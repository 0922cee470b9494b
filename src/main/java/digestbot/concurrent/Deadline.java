package digestbot.concurrent;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Cancels work that takes too long. One thread watches all deadlines, because a timer for each
/// message would take a sixth of its processor time on Discord, and nearly double it on Telegram.
public final class Deadline implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 100;

    private static final Set<Deadline> RUNNING = ConcurrentHashMap.newKeySet();

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    static {
        var _ = TIMER.scheduleWithFixedDelay(
                () -> RUNNING.forEach(Deadline::check), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private final long at;
    private final Runnable cancel;
    private volatile boolean over;

    private Deadline(long at, Runnable cancel) {
        this.at = at;
        this.cancel = cancel;
    }

    /// Watches the work until it closes the deadline. `cancel` must return at once without throwing.
    public static Deadline in(Duration time, Runnable cancel) {
        var deadline = new Deadline(System.nanoTime() + time.toNanos(), cancel);
        RUNNING.add(deadline);
        return deadline;
    }

    private void check() {
        if (System.nanoTime() - at >= 0) {
            over = true;
            cancel.run();
        }
    }

    /// Whether the work was cancelled.
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        RUNNING.remove(this);
    }
}
