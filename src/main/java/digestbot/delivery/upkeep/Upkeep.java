package digestbot.delivery.upkeep;

import digestbot.audience.MistakeStore;
import digestbot.audience.WordStore;
import digestbot.audience.vote.VoteStore;
import digestbot.database.AdaptiveBatchSize;
import digestbot.database.Database;
import digestbot.database.Erasure;
import digestbot.database.MaintenanceTime;
import digestbot.database.Transaction;
import digestbot.delivery.chats.ChatErasure.ChatErasureStore;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.DeliveryStore.RemovableDelivery;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.upkeep.Upkeep.PruningStore.Before;
import digestbot.delivery.upkeep.Upkeep.PruningStore.OldRevision;
import digestbot.library.search.SavedSearchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes old deliveries, searches, reports, votes and words, so that the database does not grow for
/// ever; the data of chats that have been inactive for long; and the remaining traces of chats that
/// were deleted on request. Numbers are never reused.
///
/// Deliveries are numbered in the order of their creation. The removal goes from the lowest number
/// to the first recent one, in short transactions, so that others can write in between. It needs no
/// index, which would slow down each settlement.
public final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /// The time for which replies are kept.
    static final Duration REPLY_RETENTION = Duration.ofDays(7);

    /// The time for which messages can be corrected and chats can ask for missed digests.
    static final Duration DIGEST_RETENTION = MissedDigestStore.KEPT;

    static final Duration FAILED_RETENTION = Duration.ofDays(30);

    /// The time for which the buttons of a search work after its last use.
    static final Duration SEARCH_RETENTION = Duration.ofDays(90);

    static final Duration MISTAKE_RETENTION = Duration.ofDays(30);

    /// The delay after the start, when the bot is busy.
    private static final Duration STARTUP_GRACE = Duration.ofMinutes(10);

    /// The number of rows that are read, without blocking anybody, for each row that may be removed
    /// in one step.
    private static final int ROWS_PER_REMOVAL = 2;

    private static final int CHATS_AT_ONCE = 20;

    private final PruningStore store = new PruningStore();
    private final ChatErasureStore chats = new ChatErasureStore();
    private final MissedDigestStore opened = new MissedDigestStore();
    private final SavedSearchStore searches = new SavedSearchStore();
    private final MistakeStore mistakes = new MistakeStore();
    private final WordStore words = new WordStore();
    private final DeliveryHistoryStore history = new DeliveryHistoryStore();
    private final ViewCountStore viewCounts = new ViewCountStore();
    private final Database database;
    private final int days;
    private final MaintenanceTime maintenanceTime;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final AdaptiveBatchSize batchSize = new AdaptiveBatchSize();
    private Instant pruneNotBefore;
    private Instant forgetNotBefore;
    private volatile boolean closed;

    /// Chats that have been inactive for that number of days are deleted; 0 for never.
    public Upkeep(
            Database database, int days, MaintenanceTime maintenanceTime, InstantSource clock, LongSupplier nanos) {
        this.database = database;
        this.days = days;
        this.maintenanceTime = maintenanceTime;
        this.clock = clock;
        this.nanos = nanos;
        pruneNotBefore = clock.instant().plus(STARTUP_GRACE);
        forgetNotBefore = pruneNotBefore;
    }

    /// Prunes once a night. Call it about once a minute from one thread.
    public void pruneIfDue() {
        Instant now = clock.instant();
        if (!now.isBefore(pruneNotBefore)) {
            long pruned = prune();
            database.writeWithoutResult(tx -> mistakes.prune(tx, now.minus(MISTAKE_RETENTION)));
            pruneVotes(now);
            LOG.info("pruned {} old deliveries", pruned);
            pruneNotBefore = nextNight(now);
        }
    }

    private Instant nextNight(Instant now) {
        return maintenanceTime.last(now).plus(Duration.ofDays(1));
    }

    /// Removes the votes on digests whose votes are closed. A digest of many readers has many, so
    /// each digest has a separate transaction.
    private void pruneVotes(Instant now) {
        for (long digest : database.read(tx -> VoteStore.closed(tx, now))) {
            if (!closed) {
                database.writeWithoutResult(tx -> VoteStore.prune(tx, digest));
            }
        }
    }

    long prune() {
        Instant now = clock.instant();
        Before before =
                new Before(now.minus(REPLY_RETENTION), now.minus(DIGEST_RETENTION), now.minus(FAILED_RETENTION));
        Progress progress = new Progress(0, 0, false);
        while (!progress.over() && !closed) {
            progress = step(progress, before);
        }
        if (!closed) {
            database.writeWithoutResult(tx -> {
                opened.prune(tx, before.others());
                searches.prune(tx, now.minus(SEARCH_RETENTION));
                words.prune(tx, now);
                PoisonGuard.prune(tx, before.failed());
                history.prune(tx, now.minus(DeliveryHistoryStore.KEPT));
                viewCounts.prune(tx, LocalDate.ofInstant(now.minus(ViewCountStore.KEPT), ZoneId.systemDefault()));
            });
        }
        return progress.pruned();
    }

    record Progress(long after, long pruned, boolean over) {}

    Progress step(Progress progress, Before before) {
        int limit = batchSize.rows();
        int rowLimit = ROWS_PER_REMOVAL * limit;
        List<OldRevision> rows = database.read(tx -> store.next(tx, progress.after(), before, rowLimit)).stream()
                .takeWhile(row -> row.madeAt().isBefore(before.replies()))
                .toList();
        if (rows.isEmpty()) {
            return new Progress(progress.after(), progress.pruned(), true);
        }
        List<OldRevision> prunable = rows.stream().filter(OldRevision::prunable).toList();
        boolean all = prunable.size() <= limit;
        long to = all ? rows.getLast().number() : prunable.get(limit - 1).number();
        int pruned = prunable.isEmpty() ? 0 : prune(progress.after(), to, before);
        return new Progress(to, progress.pruned() + pruned, all && rows.size() < rowLimit);
    }

    private int prune(long after, long to, Before before) {
        var begun = new AtomicLong();
        int pruned = database.write(tx -> {
            begun.set(nanos.getAsLong());
            return store.prune(tx, after, to, before);
        });
        Duration took = Duration.ofNanos(nanos.getAsLong() - begun.get());
        // A short batch does not predict how long a full one takes.
        batchSize.adjust(took, pruned >= batchSize.rows());
        return pruned;
    }

    /// Removes the traces of deleted chats, and once a night inactive chats. Call it about once a
    /// minute from one thread.
    public void forgetIfDue() {
        Instant now = clock.instant();
        all(chats::forgottenChats, this::forget);
        if (days > 0 && !now.isBefore(forgetNotBefore)) {
            long forgotten = forgetSilent();
            LOG.info("deleted {} chats inactive for {} days", forgotten, days);
            forgetNotBefore = nextNight(now);
        }
    }

    public long forgetSilent() {
        Instant since = clock.instant().minus(Duration.ofDays(days));
        long forgotten = all((transaction, most) -> chats.silent(transaction, since, most), this::forget);
        all((transaction, most) -> chats.strangers(transaction, since, most), chats::forgetPerson);
        return forgotten;
    }

    private void forget(Transaction transaction, long subscriber) {
        chats.forget(transaction, subscriber, clock.instant());
    }

    /// Reads first without blocking writers, because usually there is nothing to do.
    private <T> long all(BiFunction<Transaction, Integer, List<T>> which, BiConsumer<Transaction, T> forget) {
        long forgotten = 0;
        int last = CHATS_AT_ONCE;
        while (last == CHATS_AT_ONCE
                && !closed
                && !database.read(transaction -> which.apply(transaction, 1)).isEmpty()) {
            last = database.write(transaction -> {
                List<T> some = which.apply(transaction, CHATS_AT_ONCE);
                some.forEach(each -> forget.accept(transaction, each));
                Erasure.recordDeletion(transaction, clock.instant());
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

    static final class PruningStore {

        /// The times before which deliveries may be removed: replies and notices, others that were
        /// sent or cancelled, and deliveries of any kind that failed.
        record Before(Instant replies, Instant others, Instant failed) {

            Map<String, Instant> columns() {
                return Map.of(
                        "replies", replies,
                        "others", others,
                        "failed", failed);
            }
        }

        record OldRevision(long number, Instant madeAt, boolean prunable) {}

        /// The condition for removal. Deliveries that are being planned, fanned out or corrected
        /// are still needed, and a broadcast's report is edited until the end. The running
        /// broadcasts are read once, not for each delivery: there may be many old ones.
        private static final String PRUNABLE = DeliverySql.of("""
                (d.settled_at IS NOT NULL
                 AND d.settled_at < CASE WHEN d.state = {failed} THEN :failed
                                         WHEN d.state NOT IN ({sent}, {cancelled}) THEN 0
                                         WHEN d.cause IN ({reply}, {notice}) THEN :replies
                                         ELSE :others END
                 AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.corrects = d.number {each_row})
                 AND (d.shared_content IS NULL
                      OR d.shared_content NOT IN (SELECT b.shared_content FROM broadcast b WHERE b.shared_content IS NOT NULL
                                          AND b.started_at IS NOT NULL AND b.ended_at IS NULL
                                          UNION ALL
                                          SELECT b.withdrawal_content FROM broadcast b WHERE b.withdrawal_content IS NOT NULL
                                          AND b.started_at IS NOT NULL AND b.ended_at IS NULL))
                 AND d.number NOT IN (SELECT b.report FROM broadcast b WHERE b.report IS NOT NULL
                                      AND b.started_at IS NOT NULL AND b.ended_at IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM delivery_item i JOIN planning p ON p.digest = i.digest
                                 WHERE i.delivery = d.number {each_row}))
                """);

        List<OldRevision> next(Transaction transaction, long after, Before before, int limit) {
            return transaction
                    .select("SELECT d.number, d.created_at, " + PRUNABLE + " AS prunable FROM delivery d"
                            + " WHERE d.number > :after ORDER BY d.number LIMIT :most")
                    .bind("after", after)
                    .bind("most", limit)
                    .bindMap(before.columns())
                    .map((row, _) -> new OldRevision(
                            row.getLong("number"),
                            Instant.ofEpochMilli(row.getLong("created_at")),
                            row.getBoolean("prunable")))
                    .list();
        }

        int prune(Transaction transaction, long after, long to, Before before) {
            List<RemovableDelivery> going = transaction
                    .select("SELECT d.number, coalesce(d.shared_content, 0) AS shared_content FROM delivery d"
                            + " WHERE d.number > :after AND d.number <= :to AND " + PRUNABLE)
                    .bind("after", after)
                    .bind("to", to)
                    .bindMap(before.columns())
                    .map(RemovableDelivery::of)
                    .list();
            DeliveryStore.remove(transaction, going);
            return going.size();
        }
    }
}
