package digestbot.library.archive;

import digestbot.database.Database;
import digestbot.library.search.FullTextIndexStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Indexes the perspectives of digests that were imported before the index existed: newest first,
/// in small batches so that others can write in between. Resumable.
public final class SearchIndexer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexer.class);
    private static final int BATCH_SIZE = 20;

    private final FullTextIndexStore fullTextIndex = new FullTextIndexStore();
    private final Database database;
    private final Library library;
    private boolean done;
    private volatile boolean closed;

    public SearchIndexer(Database database, Library library) {
        this.database = database;
        this.library = library;
    }

    /// To be called by one thread at a time.
    public void indexAll() {
        int indexed = 0;
        while (!done && !closed) {
            int step = step();
            indexed += step;
            done = step == 0;
        }
        if (indexed > 0) {
            LOG.info("indexed the perspectives of {} digests", indexed);
        }
    }

    /// Indexes all digests as wholes and by perspective, whether they are indexed or not. Returns
    /// their number.
    public int rebuild() {
        int indexed = 0;
        long last = 0;
        while (true) {
            long after = last;
            List<Long> next = database.write(tx -> {
                List<Long> numbers = fullTextIndex.digestsAfter(tx, after, BATCH_SIZE);
                numbers.forEach(number -> library.all()
                        .shown(tx, number)
                        .ifPresent(shown -> fullTextIndex.put(tx, number, shown.digest())));
                return numbers;
            });
            if (next.isEmpty()) {
                return indexed;
            }
            indexed += next.size();
            last = next.getLast();
        }
    }

    private int step() {
        return database.write(tx -> {
            List<Long> next = fullTextIndex.unindexed(tx, BATCH_SIZE);
            next.forEach(number -> library.all()
                    .shown(tx, number)
                    .ifPresentOrElse(
                            shown -> fullTextIndex.putPerspectives(tx, number, shown.digest()),
                            () -> fullTextIndex.skip(tx, number)));
            return next.size();
        });
    }

    /// Ends after the current batch.
    @Override
    public void close() {
        closed = true;
    }
}
