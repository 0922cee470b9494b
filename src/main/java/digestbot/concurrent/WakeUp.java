package digestbot.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets one thread sleep until there may be work. A signal that arrives while it is awake is not
/// lost.
public final class WakeUp {

    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        raised.release();
    }

    /// Resets the signal.
    public void await(Duration timeout) throws InterruptedException {
        var _ = raised.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
        raised.drainPermits();
    }
}
