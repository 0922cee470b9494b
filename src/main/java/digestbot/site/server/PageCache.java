package digestbot.site.server;

import digestbot.concurrent.FewThreads;
import digestbot.concurrent.LruCache;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.web.WebResource;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keeps pages until the content visible to readers changes; any change counts, because each page
/// links to other topics. The database is asked for changes at most once per interval, whatever the
/// number of requests. Thread-safe.
public final class PageCache {

    static final Consumer<Context> NOT_FOUND = _ -> {
        throw new NotFoundResponse();
    };

    private static final long MAX_BYTES = 32L << 20;
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /// The memory that a page needs besides its content.
    private static final int ENTRY_BYTES = 512;

    private final Database database;
    private final Library library;
    private final Supplier<?> beside;
    private final long interval;
    private final Clocks clocks;
    private final LruCache<PageKey, WebResource> pages = new LruCache<>(MAX_BYTES, PageCache::bytes);

    /// Limits the threads that create pages, so that the rest of the bot has enough database
    /// readers. It also protects the processors, because pages that do not exist are looked up each
    /// time.
    private final FewThreads makers = new FewThreads("site-page", 2);

    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known = new Known(0, Long.MIN_VALUE, false, Instant.EPOCH);

    /// The last known version of the content visible to readers, a number that only grows.
    ///
    /// @param isRead false before the first reading
    /// @param since when this version was first seen; for the first version, the start of the
    ///     server, because an earlier server may have created different pages
    private record Known(long version, long at, boolean isRead, Instant since) {}

    /// A page and its version. A page that was created while the library changed is never found
    /// later.
    private record PageKey(String path, long version, Object beside) {}

    /// `interval` is the maximum age of a page; `beside` are the things that pages show besides
    /// digests.
    public PageCache(Database database, Library library, Supplier<?> beside, Duration interval, Clocks clocks) {
        this.database = database;
        this.library = library;
        this.beside = beside;
        this.interval = interval.toNanos();
        this.clocks = clocks;
    }

    /// The page at a path, created if it is not kept. Other answers are not kept, so that requests
    /// for missing pages cannot fill the memory.
    ///
    /// @param make creates the page as a [WebResource], or another answer
    Consumer<Context> get(String path, Function<Transaction, Consumer<Context>> make) {
        refresh();
        return find(path).orElseGet(() -> inTurn(makers, () -> find(path).orElseGet(() -> make(path, make))));
    }

    /// A part of an answer that nobody can ask for by itself: no path begins with a space.
    WebResource part(String name, Function<Transaction, WebResource> make) {
        return (WebResource) get(" " + name, make::apply);
    }

    /// Reads something that this cache does not keep, in turn with the creation of pages.
    <R> R read(Function<Transaction, R> read) {
        return inTurn(makers, () -> database.read(read));
    }

    /// Runs work that takes processor time in its turn. Throws a [ServiceUnavailableResponse] if
    /// the wait would be too long.
    static <R> R inTurn(FewThreads threads, Supplier<R> work) {
        Optional<R> done = Optional.empty();
        try {
            done = threads.call(MAX_WAIT, work);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return done.orElseThrow(() -> new ServiceUnavailableResponse("Too many pages at once. Try again in a moment."));
    }

    static long bytes(WebResource page) {
        return (long) page.size() + ENTRY_BYTES;
    }

    private Optional<Consumer<Context>> find(String path) {
        return pages.find(key(path, known.version())).map(page -> page);
    }

    private PageKey key(String path, long version) {
        return new PageKey(path, version, beside.get());
    }

    private Consumer<Context> make(String path, Function<Transaction, Consumer<Context>> make) {
        record MadeIn(PageKey key, Consumer<Context> answer) {}
        // Reads the version first, because the page may be newer than its version but not older.
        long at = clocks.nanos();
        MadeIn made = database.read(tx -> new MadeIn(key(path, version(tx)), make.apply(tx)));
        if (made.key().version() > known.version()) {
            learn(made.key().version(), at);
        }
        if (!(made.answer() instanceof WebResource page)) {
            return made.answer();
        }
        Known last = known;
        WebResource dated = made.key().version() == last.version() ? page.modifiedAt(last.since()) : page;
        pages.put(made.key(), dated);
        return dated;
    }

    private void refresh() {
        if (isOld() && (known.isRead() ? asking.tryLock() : lockFirst())) {
            try {
                if (isOld()) {
                    long at = clocks.nanos();
                    learn(version(), at);
                }
            } finally {
                asking.unlock();
            }
        }
    }

    /// The version. While the database cannot be read, the kept pages stay as they are.
    private long version() {
        try {
            return database.read(tx -> version(tx));
        } catch (RuntimeException e) {
            if (!known.isRead()) {
                throw e;
            }
            return known.version();
        }
    }

    private long version(Transaction transaction) {
        return library.versions(transaction).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /// Of two threads, the one with the older version may come last.
    private void learn(long version, long at) {
        asking.lock();
        try {
            boolean isNewer = version > known.version();
            known = new Known(
                    isNewer ? version : known.version(),
                    at,
                    true,
                    isNewer || !known.isRead() ? later(known.since()) : known.since());
        } finally {
            asking.unlock();
        }
    }

    /// A time in another second than `before`, because clients know the time of a page only in
    /// seconds.
    private Instant later(Instant before) {
        Instant now = clocks.now().truncatedTo(ChronoUnit.SECONDS);
        Instant next = before.plusSeconds(1);
        return now.isBefore(next) ? next : now;
    }

    private boolean lockFirst() {
        asking.lock();
        return true;
    }

    private boolean isOld() {
        Known last = known;
        return !last.isRead() || clocks.nanos() - last.at() >= interval;
    }
}
