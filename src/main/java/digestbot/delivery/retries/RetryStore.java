package digestbot.delivery.retries;

import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.planning.CorrectionPlanningStore;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.status.FailureStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

public final class RetryStore {

    /// The condition that a failed delivery is still wanted: it is not a reply, was not
    /// unsubscribed, withdrawn, stopped or planned again since, and its messages have no other open
    /// correction.
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

    private record Item(long digest, long subscription, int newest) {}

    private final DeliveryStore deliveries = new DeliveryStore();
    private final CorrectionPlanningStore corrections = new CorrectionPlanningStore();

    /// The next failed deliveries, by number.
    ///
    /// @param cause the outcome with which they failed; empty for any
    List<Long> next(Transaction transaction, long after, Optional<String> cause, int limit) {
        return transaction
                .select(DeliverySql.of("SELECT d.number FROM delivery d WHERE d.number > :after AND d.state = {failed}"
                        + " AND (CAST(:cause AS TEXT) IS NULL OR " + FailureStore.FAILURE
                        + " = :cause) ORDER BY d.number LIMIT :most"))
                .bind("after", after)
                .bind("cause", cause)
                .bind("most", limit)
                .mapTo(Long.class)
                .list();
    }

    /// The next failed deliveries that show a digest, by number.
    List<Long> nextOfDigest(Transaction transaction, long after, long digest, int limit) {
        return transaction
                .select(
                        DeliverySql.of("SELECT d.number FROM delivery_item i JOIN delivery d ON d.number = i.delivery"
                                + " WHERE i.digest = ? AND d.number > ? AND d.state = {failed} AND d.cause IN {subscribed}"
                                + " ORDER BY d.number LIMIT ?"),
                        digest,
                        after,
                        limit)
                .mapTo(Long.class)
                .list();
    }

    /// Queues the delivery as if it had become due now, or pauses it while its chat is paused.
    ///
    /// @return its state now; empty if it stays failed
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
                .map((row, _) -> new Item(row.getLong("digest"), row.getLong("subscription"), row.getInt("revision")))
                .list();
        for (Item item : items) {
            var task =
                    new CorrectionPlanningStore.Task(item.digest(), CorrectionPlanningStore.CORRECT, item.newest(), 0);
            var alone = new NumberRange(item.subscription() - 1, item.subscription());
            corrections.correct(transaction, task, alone, now.minus(Planner.CORRECTION_PERIOD), now);
        }
    }
}
