package digestbot.app;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs things side by side that each take a while.
final class ParallelTasks {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelTasks.class);

    private ParallelTasks() {}

    /// Returns when all have ended, one way or the other, or the time is over; what has not ended goes on then.
    static void run(List<Runnable> things, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        List<Thread> threads = things.stream()
                .map(thing -> Thread.ofVirtual().start(() -> attempt(thing)))
                .toList();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.warn("parallel task unfinished after {} ms: abandoned it", longest.toMillis());
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Runnable thing) {
        try {
            thing.run();
        } catch (RuntimeException e) {
            LOG.error("parallel task failed", e);
        }
    }
}
