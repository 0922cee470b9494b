package digestbot.concurrent;

import java.time.Duration;

public final class ThreadTermination {

    private ThreadTermination() {}

    /// Preserves the interrupt flag; a thread that was not started counts as ended.
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
