package digestbot.site.server;

import digestbot.concurrent.FewThreads;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The turns in which pages are made: each page by one thread at a time, and only some pages at
/// once, because making and looking for them takes processor time that deliveries and replies need.
/// Addresses that do not exist are looked for each time, so that clients could otherwise keep all
/// processors busy. Thread-safe.
final class MakingTurns {

    /// Different pages seldom have the same lock.
    private static final int LOCKS = 64;

    /// As many pages as leave readers of the database for the rest of the bot.
    static final int USUAL_PAGES = 2;

    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    private final FewThreads makers;
    private final Duration maxWait;

    MakingTurns(int pages) {
        this(pages, USUAL_WAIT);
    }

    MakingTurns(int pages, Duration maxWait) {
        makers = new FewThreads("site-page", pages);
        this.maxWait = maxWait;
    }

    /// Makes a page in its turn, unless another thread has made it in the meantime.
    ///
    /// @param kept the page, if it has been made
    /// @throws ServiceUnavailableResponse if the wait would be too long
    <R> R take(String path, Supplier<Optional<R>> kept, Supplier<R> make) {
        ReentrantLock lock = locks.get(Math.floorMod(path.hashCode(), LOCKS));
        try {
            if (!lock.tryLock(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
            try {
                Optional<R> made = kept.get();
                return made.isPresent()
                        ? made.get()
                        : makers.call(maxWait, make).orElseThrow(MakingTurns::busy);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private static ServiceUnavailableResponse busy() {
        return new ServiceUnavailableResponse("Too many pages at once. Try again in a moment.");
    }
}
