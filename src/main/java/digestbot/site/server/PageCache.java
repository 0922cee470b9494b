package digestbot.site.server;

import digestbot.concurrent.FewThreads;
import digestbot.concurrent.LruCache;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.library.archive.Library;
import digestbot.site.SiteAddress;
import digestbot.web.WebResource;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Pages that were made from what readers may see, until that changes: a new digest concerns the
/// pages of its topic and those of all topics. The database is asked whether anything has changed
/// at most once in an interval, whatever the number of requests. Thread-safe.
public final class PageCache {

    static final Consumer<Context> NOT_FOUND = _ -> {
        throw new NotFoundResponse();
    };

    private static final long MAX_BYTES = 32L << 20;
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /// What a page takes besides its content.
    private static final int ENTRY_BYTES = 512;

    private final Database database;
    private final Library library;
    private final long interval;
    private final Clocks clocks;
    private final LruCache<PageKey, WebResource> pages = new LruCache<>(MAX_BYTES, PageCache::bytes);

    /// As many threads as leave readers of the database for the rest of the bot. Addresses that do
    /// not exist are looked for each time, so that clients could otherwise keep all processors busy.
    private final FewThreads makers = new FewThreads("site-page", 2);

    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known = new Known(PageVersions.NONE, Long.MIN_VALUE, false, Instant.EPOCH);

    /// The versions of pages when they were last read.
    ///
    /// @param isRead false before the first time
    /// @param since when these versions were first seen; at the first time, the start of the
    ///     server, since the server before may have made other pages of the same digests
    private record Known(PageVersions versions, long at, boolean isRead, Instant since) {}

    /// A page and its version: one that was made while the library changed is never found later.
    private record PageKey(String path, long version) {}

    /// `interval` is the highest age of a page.
    public PageCache(Database database, Library library, Duration interval, Clocks clocks) {
        this.database = database;
        this.library = library;
        this.interval = interval.toNanos();
        this.clocks = clocks;
    }

    /// The page of that path, which is made if it is not kept. Nothing is kept for other answers,
    /// so that nobody fills the memory with addresses that do not exist.
    ///
    /// @param make makes a page as a [WebResource], or another answer
    Consumer<Context> get(String path, Function<Transaction, Consumer<Context>> make) {
        refresh();
        return find(path).orElseGet(() -> inTurn(makers, () -> find(path).orElseGet(() -> make(path, make))));
    }

    /// Reads something that this cache does not keep, in the turns in which pages are made.
    <R> R read(Function<Transaction, R> read) {
        return inTurn(makers, () -> database.read(read));
    }

    /// Does what takes processor time in its turn, or throws a [ServiceUnavailableResponse] if the wait
    /// would be too long.
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
        return pages.find(key(path, known.versions())).map(page -> page);
    }

    private static PageKey key(String path, PageVersions versions) {
        return new PageKey(path, versions.of(path));
    }

    private Consumer<Context> make(String path, Function<Transaction, Consumer<Context>> make) {
        record MadeIn(PageVersions versions, Consumer<Context> answer) {}
        // The versions first: the page may be newer than that, but not older.
        long at = clocks.nanos();
        MadeIn made = database.read(tx -> new MadeIn(new PageVersions(library.versions(tx)), make.apply(tx)));
        if (made.versions().total() > known.versions().total()) {
            learn(made.versions(), at);
        }
        if (!(made.answer() instanceof WebResource page)) {
            return made.answer();
        }
        Known last = known;
        PageKey key = key(path, made.versions());
        WebResource dated = key.equals(key(path, last.versions())) ? page.modifiedAt(last.since()) : page;
        pages.put(key, dated);
        return dated;
    }

    private void refresh() {
        if (isOld() && (known.isRead() ? asking.tryLock() : lockFirst())) {
            try {
                if (isOld()) {
                    long at = clocks.nanos();
                    learn(versions(), at);
                }
            } finally {
                asking.unlock();
            }
        }
    }

    /// While the database cannot be read, the pages that are kept stay as they are.
    private PageVersions versions() {
        try {
            return database.read(tx -> new PageVersions(library.versions(tx)));
        } catch (RuntimeException e) {
            if (!known.isRead()) {
                throw e;
            }
            return known.versions();
        }
    }

    /// Versions never get smaller, but of two threads the one with the older versions may come
    /// last.
    private void learn(PageVersions versions, long at) {
        asking.lock();
        try {
            boolean isNewer = versions.total() > known.versions().total();
            known = new Known(
                    isNewer ? versions : known.versions(),
                    at,
                    true,
                    isNewer || !known.isRead() ? later(known.since()) : known.since());
        } finally {
            asking.unlock();
        }
    }

    /// The time, in another second than before: clients know the time of a page in seconds only.
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

    /// The versions of pages. A page of a topic depends on that topic alone, and other pages depend
    /// on all.
    private static final class PageVersions {

        static final PageVersions NONE = new PageVersions(Map.of());

        private final Map<String, Long> bySegment = new HashMap<>();
        private final long total;

        PageVersions(Map<String, Long> byTopic) {
            byTopic.forEach((topic, version) -> bySegment.merge(SiteAddress.topicSegment(topic), version, Long::sum));
            total = byTopic.values().stream().mapToLong(version -> version).sum();
        }

        /// A number that is greater for newer versions.
        long total() {
            return total;
        }

        /// The version of the page with that path. The topic is its first segment, or its second
        /// one after a language. If both are topics, either one counts.
        long of(String path) {
            int first = path.indexOf('/');
            if (first < 0) {
                return total;
            }
            int second = path.indexOf('/', first + 1);
            Optional<Long> one = Optional.ofNullable(bySegment.get(path.substring(0, first)));
            Optional<Long> other = second < 0
                    ? Optional.empty()
                    : Optional.ofNullable(bySegment.get(path.substring(first + 1, second)));
            return one.isEmpty() && other.isEmpty() ? total : one.orElse(0L) + other.orElse(0L);
        }
    }
}
