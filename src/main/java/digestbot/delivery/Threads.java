package digestbot.delivery;

import java.time.Duration;

/// Waiting for threads to end.
final class Threads {

    private Threads() {}

    /// Waits until the thread has ended, if it ever began, at most as long; keeps an interrupt for the caller.
    static void join(Thread thread, Duration longest) {
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
