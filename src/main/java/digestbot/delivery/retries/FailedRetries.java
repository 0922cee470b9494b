package digestbot.delivery.retries;

import digestbot.database.Database;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.PoisonGuard;
import digestbot.delivery.planning.CorrectionPlanningStore;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.status.DeliveryStatusStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Retries failed deliveries that are still wanted, in short transactions, so that a running bot
/// can write in between.
public record FailedRetries(Database database, InstantSource clock) {

    private static final int BATCH_SIZE = 500;

    private static final RetryStore STORE = new RetryStore();

    /// The result of a retry.
    ///
    /// @param skipped deliveries that are not wanted any more: replies, and those that were
    ///     unsubscribed, withdrawn or stopped
    public record RetryCounts(long queued, long paused, long skipped) {

        public boolean isAny() {
            return queued + paused > 0;
        }

        private RetryCounts plus(Optional<DeliveryState> state) {
            return switch (state.orElse(DeliveryState.FAILED)) {
                case QUEUED -> new RetryCounts(queued + 1, paused, skipped);
                case PAUSED -> new RetryCounts(queued, paused + 1, skipped);
                case IN_FLIGHT, SENT, FAILED, CANCELLED -> new RetryCounts(queued, paused, skipped + 1);
            };
        }
    }

    /// Queues the deliveries that failed with that outcome again; all if it is empty. `note` runs
    /// in the transaction that queues the first one, and never if there is none.
    public RetryCounts retry(Optional<String> cause, Consumer<Transaction> note) {
        if (cause.filter(name -> !name.equals(Outcome.POISON.id())).isEmpty()) {
            database.writeWithoutResult(PoisonGuard::reset);
        }
        return retryAll((tx, after) -> STORE.next(tx, after, cause, BATCH_SIZE), note);
    }

    /// The same for the failed deliveries of a digest, except those to paused chats.
    public RetryCounts retryDigest(long digest, Consumer<Transaction> note) {
        return retryAll((tx, after) -> STORE.nextOfDigest(tx, after, digest, BATCH_SIZE), note);
    }

    private RetryCounts retryAll(BiFunction<Transaction, Long, List<Long>> failures, Consumer<Transaction> note) {
        RetryCounts retried = new RetryCounts(0, 0, 0);
        List<Long> next = database.read(tx -> failures.apply(tx, 0L));
        while (!next.isEmpty()) {
            List<Long> some = next;
            RetryCounts before = retried;
            retried = database.write(tx -> {
                RetryCounts now = before;
                for (long delivery : some) {
                    now = now.plus(STORE.retry(tx, delivery, clock.instant()));
                }
                if (!before.isAny() && now.isAny()) {
                    note.accept(tx);
                }
                return now;
            });
            next = database.read(tx -> failures.apply(tx, some.getLast()));
        }
        return retried;
    }

    public static final class RetryStore {

        /// The condition that a failed delivery is still wanted: it is not a reply, was not
        /// unsubscribed, withdrawn, stopped or planned again since, and its messages have no other
        /// open correction.
        private static final String WANTED = DeliverySql.of("""
                cause <> {reply}
                AND (cause NOT IN {subscribed}
                     OR EXISTS (SELECT 1 FROM delivery_item i JOIN digest g ON g.number = i.digest
                                JOIN subscription s ON s.number = i.subscription
                                WHERE i.delivery = delivery.number AND g.state <> 'draft' {each_row}))
                AND NOT EXISTS (SELECT 1 FROM delivery_item i JOIN digest g ON g.number = i.digest
                                WHERE i.delivery = delivery.number AND g.withdrawn_at IS NOT NULL AND cause = {correction} {each_row})
                AND NOT EXISTS (SELECT 1 FROM broadcast b WHERE b.shared_content = delivery.shared_content
                                                           AND b.state IN ('stopped', 'withdrawn'))
                AND NOT EXISTS (SELECT 1 FROM delivery w WHERE w.corrects = delivery.corrects AND w.number <> delivery.number
                                                           AND w.claim = 0 AND w.state IN {waiting} {each_row})
                """);

        /// The failed deliveries of a digest that are wanted in chats that are not paused.
        private static final String SENDABLE = DeliverySql.of("""
                 FROM delivery WHERE state = {failed} AND cause IN {subscribed} AND {requeued} = {queued}
                AND EXISTS (SELECT 1 FROM delivery_item i
                            WHERE i.delivery = delivery.number AND i.digest = ? {each_row}) AND\s""") + WANTED;

        private record Item(long digest, long subscription, int newest) {}

        private final DeliveryStore deliveries = new DeliveryStore();
        private final CorrectionPlanningStore corrections = new CorrectionPlanningStore();

        List<Long> next(Transaction transaction, long after, Optional<String> cause, int limit) {
            return transaction
                    .select(DeliverySql.of(
                            "SELECT d.number FROM delivery d WHERE d.number > :after AND d.state = {failed}"
                                    + " AND (CAST(:cause AS TEXT) IS NULL OR " + DeliveryStatusStore.FAILURE
                                    + " = :cause) ORDER BY d.number LIMIT :most"))
                    .bind("after", after)
                    .bind("cause", cause)
                    .bind("most", limit)
                    .mapTo(Long.class)
                    .list();
        }

        List<Long> nextOfDigest(Transaction transaction, long after, long digest, int limit) {
            return transaction.numbers(
                    "SELECT number" + SENDABLE + " AND number > ? ORDER BY number LIMIT ?", digest, after, limit);
        }

        public static long sendable(Transaction transaction, long digest) {
            return transaction.number("SELECT count(*)" + SENDABLE, digest);
        }

        /// Queues the delivery as if it had become due now, or pauses it while its chat is paused;
        /// empty if it stays failed.
        public Optional<DeliveryState> retry(Transaction transaction, long delivery, Instant now) {
            Optional<DeliveryState> state = deliveries.retry(transaction, delivery, WANTED, now);
            if (state.isPresent() && !deliveries.resetUnsent(transaction, delivery)) {
                correct(transaction, delivery, now);
            }
            return state;
        }

        /// Plans a correction. A delivery that has started continues with its revision, and the
        /// correction to a newer one was not planned while it had failed.
        private void correct(Transaction transaction, long delivery, Instant now) {
            List<Item> items = transaction
                    .select(DeliverySql.of("""
                            SELECT i.digest, i.subscription, g.revision FROM delivery_item i
                            JOIN delivery d ON d.number = i.delivery AND d.cause IN {subscribed}
                            JOIN digest g ON g.number = i.digest
                            WHERE i.delivery = ? AND i.subscription IS NOT NULL AND i.revision < g.revision
                            """), delivery)
                    .map((row, _) ->
                            new Item(row.getLong("digest"), row.getLong("subscription"), row.getInt("revision")))
                    .list();
            for (Item item : items) {
                var alone = new NumberRange(item.subscription() - 1, item.subscription());
                corrections.correct(
                        transaction, item.digest(), item.newest(), alone, now.minus(Planner.CORRECTION_PERIOD), now);
            }
        }
    }
}
