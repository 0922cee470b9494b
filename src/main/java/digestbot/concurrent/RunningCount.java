package digestbot.concurrent;

import java.time.Duration;

/// Counts the tasks that are running, so that a caller can wait for the last of them.
public final class RunningCount {

    private int running;
    private boolean stopped;

    /// Returns false if no more tasks may begin. After true, the task must end with [#end].
    public synchronized boolean begin() {
        if (!stopped) {
            running++;
        }
        return !stopped;
    }

    public synchronized void end() {
        running--;
        notifyAll();
    }

    /// Refuses new tasks and waits for the running ones. Returns whether they ended in time.
    public synchronized boolean stop(Duration timeout) {
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
        return running == 0;
    }
}
