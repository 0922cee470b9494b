package digestbot.delivery.upkeep;

import digestbot.database.Database;
import digestbot.database.Erasure.ErasureStore;
import digestbot.database.MaintenanceTime;
import digestbot.database.Transaction;
import digestbot.delivery.chats.ChatErasure.ChatErasureStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the data of chats that have been inactive for long, and the remaining traces of chats
/// that were deleted on request. Works in short transactions, so that others can write in between.
public final class SilentChats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SilentChats.class);

    /// The delay after the start, when the bot is busy.
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(10);

    private static final int BATCH_SIZE = 20;

    private final ChatErasureStore store = new ChatErasureStore();
    private final ErasureStore erasure = new ErasureStore();
    private final Database database;
    private final int days;
    private final MaintenanceTime maintenanceTime;
    private final InstantSource clock;
    private Instant notBefore;
    private volatile boolean closed;

    /// Chats that have been inactive for that number of days are deleted; 0 for never.
    public SilentChats(Database database, int days, MaintenanceTime maintenanceTime, InstantSource clock) {
        this.database = database;
        this.days = days;
        this.maintenanceTime = maintenanceTime;
        this.clock = clock;
        this.notBefore = clock.instant().plus(STARTUP_GRACE);
    }

    /// Removes the traces of deleted chats, and once a night inactive chats. Call it about once a
    /// minute from one thread.
    public void forgetIfDue() {
        Instant now = clock.instant();
        all(store::forgottenChats, this::forget);
        if (days > 0 && !now.isBefore(notBefore)) {
            long forgotten = forgetSilent();
            LOG.info("deleted {} chats inactive for {} days", forgotten, days);
            notBefore = maintenanceTime.last(now).plus(Duration.ofDays(1));
        }
    }

    public long forgetSilent() {
        Instant since = clock.instant().minus(Duration.ofDays(days));
        long chats = all((transaction, most) -> store.silent(transaction, since, most), this::forget);
        all((transaction, most) -> store.strangers(transaction, since, most), store::forgetPerson);
        return chats;
    }

    private void forget(Transaction transaction, long subscriber) {
        store.forget(transaction, subscriber, clock.instant());
    }

    /// Reads first without blocking writers, because usually there is nothing to do.
    private <T> long all(BiFunction<Transaction, Integer, List<T>> which, BiConsumer<Transaction, T> forget) {
        long forgotten = 0;
        int last = BATCH_SIZE;
        while (last == BATCH_SIZE
                && !closed
                && !database.read(transaction -> which.apply(transaction, 1)).isEmpty()) {
            last = database.write(transaction -> {
                List<T> some = which.apply(transaction, BATCH_SIZE);
                some.forEach(each -> forget.accept(transaction, each));
                erasure.recordDeletion(transaction, clock.instant());
                return some.size();
            });
            forgotten += last;
        }
        return forgotten;
    }

    /// Stops after the current batch.
    @Override
    public void close() {
        closed = true;
    }
}
