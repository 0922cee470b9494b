package digestbot.delivery;

import java.time.Duration;

/// Waiting for threads to end.
final class Threads {

    private Threads() {}

    /// Waits until the thread has ended, at most as long; keeps an interrupt for the caller.
    static void join(Thread thread, Duration longest) {
        try {
            thread.join(longest);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
