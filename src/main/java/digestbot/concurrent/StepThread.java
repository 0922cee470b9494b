package digestbot.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives a component that works in steps. Each step does the next piece of work and returns the
/// time until the next step. Tests call the steps themselves.
public final class StepThread {

    /// Returned by a step that has nothing to do until [#wake].
    public static final Duration UNTIL_WOKEN = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(StepThread.class);

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(500);

    private final String name;
    private final Supplier<Duration> step;
    private final Semaphore woken = new Semaphore(0);
    private volatile @Nullable Thread thread;

    public StepThread(String name, Supplier<Duration> step) {
        this.name = name;
        this.step = step;
    }

    /// Has no effect if the thread already runs. May be called again after [#close].
    public synchronized void start() {
        if (thread == null) {
            Thread started = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
            thread = started;
            started.start();
        }
    }

    /// Makes the next step run at once. A call during a step is not lost.
    public void wake() {
        woken.release();
    }

    private void run() {
        try {
            while (thread == Thread.currentThread()) {
                var _ = woken.tryAcquire(next().toNanos(), TimeUnit.NANOSECONDS);
                woken.drainPermits();
            }
        } catch (InterruptedException _) {
            // Closed while it waited.
        }
    }

    private Duration next() {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a step failed, going on", name, e);
            return PAUSE_AFTER_ERROR;
        }
    }

    /// Begins no further step, and waits for the current one up to the timeout, measured by
    /// `nanos`, a clock in nanoseconds. Returns whether the step has ended.
    public boolean close(Duration timeout, LongSupplier nanos) {
        Thread ending = thread;
        thread = null;
        if (ending == null) {
            return true;
        }
        wake();
        ThreadTermination.join(ending, timeout, nanos);
        return !ending.isAlive();
    }

    public boolean close(Duration timeout) {
        return close(timeout, System::nanoTime);
    }
}
