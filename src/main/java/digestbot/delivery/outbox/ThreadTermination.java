package digestbot.delivery.outbox;

import java.time.Duration;

/// Waiting for threads to end.
public final class ThreadTermination {

    private ThreadTermination() {}

    /// Waits until the thread has ended, if it ever began, at most as long; keeps an interrupt for the caller.
    public static void join(Thread thread, Duration longest) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(longest);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
