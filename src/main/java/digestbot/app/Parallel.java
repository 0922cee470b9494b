package digestbot.app;

import java.util.List;

/// Runs things side by side that each take a while.
final class Parallel {

    private Parallel() {}

    /// Returns when all have ended, one way or the other.
    static void run(List<Runnable> things) {
        List<Thread> threads =
                things.stream().map(thing -> Thread.ofVirtual().start(thing)).toList();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
