package digestbot.site.server;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Pages that were made from what readers may see, until that changes. The database is asked whether
/// it has changed at most once in an interval, whatever the number of requests. Thread-safe.
public final class PageCache {

    private static final long MAX_BYTES = 32L << 20;

    /// A page is made by one thread at a time; different pages seldom wait for each other.
    private static final int LOCKS = 64;

    /// How many pages are made at once, and how long others wait for their turn.
    record Making(int pages, Duration maxWait) {
        private static final Making USUAL =
                new Making(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), Duration.ofSeconds(5));
    }

    private final Database database;
    private final Library library;
    private final long interval;
    private final LongSupplier nanoTime;
    private final ResourceCache<String> pages = new ResourceCache<>(MAX_BYTES);
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    private final ReentrantLock asking = new ReentrantLock();
    private final Semaphore makers;
    private final long maxWait;
    private volatile Known known = new Known("", Long.MIN_VALUE, false);

    /// The state of the library when it was last asked for.
    ///
    /// @param isRead false before the first time
    private record Known(String state, long at, boolean isRead) {}

    /// @param interval how old a page may be
    /// @param nanoTime a monotonic clock, in nanoseconds
    public PageCache(Database database, Library library, Duration interval, LongSupplier nanoTime) {
        this(database, library, interval, nanoTime, Making.USUAL);
    }

    PageCache(Database database, Library library, Duration interval, LongSupplier nanoTime, Making making) {
        this.database = database;
        this.library = library;
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
        maxWait = making.maxWait().toNanos();
        makers = new Semaphore(making.pages(), true);
    }

    /// The page of that path, which is made if it is not kept. What is not there is not kept either,
    /// so that nobody fills the memory with addresses that do not exist. Looking for it takes processor
    /// time that deliveries and replies need, so only some are looked for at once.
    ///
    /// @param make makes a page; its left-overs are answered by the caller
    /// @throws ServiceUnavailableResponse if too many others are made at once
    <A> Made<A> get(String path, Function<Transaction, Made<A>> make) throws InterruptedException {
        refresh();
        Optional<SiteResource> kept = pages.find(path);
        if (kept.isPresent()) {
            return new Made.Page<>(kept.get());
        }
        ReentrantLock lock = locks.get(Math.floorMod(path.hashCode(), LOCKS));
        if (!lock.tryLock(maxWait, TimeUnit.NANOSECONDS)) {
            throw busy();
        }
        try {
            Optional<SiteResource> made = pages.find(path);
            return made.isPresent() ? new Made.Page<>(made.get()) : inTurn(path, make);
        } finally {
            lock.unlock();
        }
    }

    private <A> Made<A> inTurn(String path, Function<Transaction, Made<A>> make) throws InterruptedException {
        if (!makers.tryAcquire(maxWait, TimeUnit.NANOSECONDS)) {
            throw busy();
        }
        try {
            return make(path, make);
        } finally {
            makers.release();
        }
    }

    private static ServiceUnavailableResponse busy() {
        return new ServiceUnavailableResponse("Too many pages at once. Try again in a moment.");
    }

    private <A> Made<A> make(String path, Function<Transaction, Made<A>> make) {
        record MadeIn<A>(String state, Made<A> made) {}
        MadeIn<A> made = database.read(tx -> new MadeIn<>(library.state(tx), make.apply(tx)));
        if (made.made() instanceof Made.Page<A>(SiteResource page)
                && made.state().equals(known.state())) {
            pages.put(path, page);
        }
        return made.made();
    }

    private void refresh() {
        if (isOld() && (known.isRead() ? asking.tryLock() : lockFirst())) {
            try {
                if (isOld()) {
                    long now = nanoTime.getAsLong();
                    String state = database.read(library::state);
                    if (!state.equals(known.state())) {
                        known = new Known(state, now, true);
                        pages.clear();
                    } else {
                        known = new Known(state, now, true);
                    }
                }
            } finally {
                asking.unlock();
            }
        }
    }

    private boolean lockFirst() {
        asking.lock();
        return true;
    }

    private boolean isOld() {
        Known last = known;
        return !last.isRead() || nanoTime.getAsLong() - last.at() >= interval;
    }

    /// What was made for a path.
    ///
    /// @param <A> the answer if there is no page
    sealed interface Made<A> {

        /// A page.
        record Page<A>(SiteResource resource) implements Made<A> {}

        /// Something else.
        record Other<A>(A answer) implements Made<A> {}
    }
}
