package digestbot.concurrent;

import java.time.Duration;

/// Waits for threads to end.
public final class ThreadTermination {

    private ThreadTermination() {}

    /// Waits for a started thread to end, for at most the given time; preserves the interrupt
    /// flag.
    public static void join(Thread thread, Duration timeout) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
