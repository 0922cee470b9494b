package digestbot.concurrent;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class ParallelTasks {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelTasks.class);

    private ParallelTasks() {}

    /// Waits for all tasks or the timeout. Returns whether all ended; unfinished ones keep running.
    public static boolean run(List<Runnable> tasks, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Thread> threads = tasks.stream()
                .map(thing -> Thread.ofVirtual().start(() -> attempt(thing)))
                .toList();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.warn("shutdown task did not finish within {} ms; continuing without it", timeout.toMillis());
                    return false;
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void attempt(Runnable thing) {
        try {
            thing.run();
        } catch (RuntimeException e) {
            LOG.error("shutdown task failed", e);
        }
    }
}
