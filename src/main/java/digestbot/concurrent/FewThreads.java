package digestbot.concurrent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Limits the amount of concurrent work that strangers cause, such as searches, because deliveries
/// and replies also need processors and database readers. Thread-safe.
///
/// Requests run on virtual threads, which are not preempted: one per processor runs at a time. So
/// the work runs on platform threads, and the operating system shares the processors between them
/// and all other requests.
public final class FewThreads {

    private static final long IDLE_SECONDS = 10;

    private final Semaphore free;
    private final ExecutorService threads;

    public FewThreads(String name, int count) {
        free = new Semaphore(count, true);
        var pool = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /// Runs the work in its turn and rethrows its exceptions. Empty if the wait for the turn would
    /// be too long.
    public <T> Optional<T> call(Duration maxWait, Supplier<T> work) throws InterruptedException {
        if (!free.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(threads.submit(work::get).get());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            free.release();
        }
    }
}
