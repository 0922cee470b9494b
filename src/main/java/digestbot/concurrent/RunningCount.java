package digestbot.concurrent;

import java.time.Duration;

/// Counts the tasks that are running, so that the last of them can be waited for.
public final class RunningCount {

    private int running;
    private boolean stopped;

    /// Begins a task, which must then end with [#end].
    ///
    /// @return false if no more tasks may begin
    public synchronized boolean begin() {
        if (!stopped) {
            running++;
        }
        return !stopped;
    }

    /// Ends a task.
    public synchronized void end() {
        running--;
        notifyAll();
    }

    /// Lets no more tasks begin, and waits for those that are running.
    public synchronized void stop(Duration timeout) {
        stopped = true;
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toMillis(); running > 0 && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
