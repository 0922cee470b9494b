package digestbot.site.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Makes files on all processors, while one thread reads the library: a transaction has one connection. That
/// thread makes a file itself if too many wait.
final class FileWorkers implements AutoCloseable {

    private static final int MAX_WAITING = 64;

    private final ThreadPoolExecutor executor;
    private final List<Future<?>> tasks = new ArrayList<>();
    private volatile boolean failed;

    /// Makes something of what was read.
    interface Task {
        void run() throws IOException;
    }

    /// @param processors the number of threads that work, the one that reads included
    FileWorkers(int processors) {
        int threads = Math.max(1, processors - 1);
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("site-", 0).factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /// Does this some time before [#await] returns.
    ///
    /// @throws IOException if an earlier task failed
    void add(Task task) throws IOException {
        if (failed) {
            await();
        }
        tasks.add(executor.submit(() -> {
            try {
                task.run();
            } catch (IOException | RuntimeException | Error e) {
                failed = true;
                throw e;
            }
            return null;
        }));
    }

    /// Waits for all tasks.
    ///
    /// @throws IOException if one of them failed
    void await() throws IOException {
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        tasks.clear();
    }

    /// Drops the tasks that have not begun.
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
