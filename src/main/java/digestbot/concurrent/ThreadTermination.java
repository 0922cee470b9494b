package digestbot.concurrent;

import java.time.Duration;
import java.util.function.LongSupplier;

public final class ThreadTermination {

    private ThreadTermination() {}

    public static void join(Thread thread, Duration timeout) {
        join(thread, timeout, System::nanoTime);
    }

    /// Waits up to the timeout, measured by `nanos`, a clock in nanoseconds. Preserves the
    /// interrupt flag. A thread that was not started counts as ended.
    public static void join(Thread thread, Duration timeout, LongSupplier nanos) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            long end = nanos.getAsLong() + timeout.toNanos();
            long left = timeout.toNanos();
            while (left > 0 && !thread.join(Duration.ofNanos(left))) {
                left = end - nanos.getAsLong();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
