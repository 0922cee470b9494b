package digestbot.site.server;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Pages that were made from what readers may see, until that changes. The database is asked whether
/// it has changed at most once in an interval, whatever the number of requests. Thread-safe.
public final class PageCache {

    private static final long MAX_BYTES = 32L << 20;

    private final Database database;
    private final Library library;
    private final long interval;
    private final LongSupplier nanoTime;
    private final ResourceCache<String> pages = new ResourceCache<>(MAX_BYTES);
    private final MakingTurns turns = new MakingTurns();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known = new Known("", Long.MIN_VALUE, false);

    /// The state of the library when it was last asked for.
    ///
    /// @param isRead false before the first time
    private record Known(String state, long at, boolean isRead) {}

    /// @param interval how old a page may be
    /// @param nanoTime a monotonic clock, in nanoseconds
    public PageCache(Database database, Library library, Duration interval, LongSupplier nanoTime) {
        this.database = database;
        this.library = library;
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /// The page of that path, which is made if it is not kept. What is not there is not kept either,
    /// so that nobody fills the memory with addresses that do not exist.
    ///
    /// @param make makes a page; its left-overs are answered by the caller
    <A> Made<A> get(String path, Function<Transaction, Made<A>> make) {
        refresh();
        Optional<SiteResource> kept = pages.find(path);
        if (kept.isPresent()) {
            return new Made.Page<>(kept.get());
        }
        return turns.take(path, () -> pages.find(path).<Made<A>>map(Made.Page::new), () -> make(path, make));
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
