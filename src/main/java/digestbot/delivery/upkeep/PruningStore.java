package digestbot.delivery.upkeep;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryRemovalStore;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Removes settled deliveries with their items and parts.
final class PruningStore {

    /// The times before which deliveries may be removed.
    ///
    /// @param replies the time for replies and notices that were settled before it
    /// @param others the time for other deliveries that were sent or cancelled before it
    /// @param failed the time for deliveries of any kind that failed before it
    record Before(Instant replies, Instant others, Instant failed) {

        Map<String, Long> columns() {
            return Map.of(
                    "replies", replies.toEpochMilli(),
                    "others", others.toEpochMilli(),
                    "failed", failed.toEpochMilli());
        }
    }

    /// A delivery that was checked.
    ///
    /// @param madeAt the time when it was stored
    /// @param prunable true if it may be removed
    record Row(long number, Instant madeAt, boolean prunable) {}

    /// The condition for removal. Deliveries that are being planned, fanned out or corrected are
    /// still needed, and a broadcast's report is edited until the end. The running broadcasts are
    /// read once, not for each delivery: there may be many old ones.
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

    /// The next deliveries by number.
    List<Row> next(Transaction transaction, long after, Before before, int limit) {
        return transaction
                .select("SELECT d.number, d.created_at, " + PRUNABLE + " AS prunable FROM delivery d"
                        + " WHERE d.number > :after ORDER BY d.number LIMIT :most")
                .bind("after", after)
                .bind("most", limit)
                .bindMap(before.columns())
                .map((row, _) -> new Row(
                        row.getLong("number"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        row.getBoolean("prunable")))
                .list();
    }

    /// Removes the deliveries of a range of numbers that are old enough.
    ///
    /// @return the number of removed deliveries
    int prune(Transaction transaction, long after, long to, Before before) {
        Handle handle = transaction.handle();
        List<DeliveryRemovalStore.RemovableDelivery> going = handle.createQuery(
                        "SELECT d.number, coalesce(d.shared_content, 0) AS shared_content FROM delivery d"
                                + " WHERE d.number > :after AND d.number <= :to AND " + PRUNABLE)
                .bind("after", after)
                .bind("to", to)
                .bindMap(before.columns())
                .map((row, _) -> new DeliveryRemovalStore.RemovableDelivery(
                        row.getLong("number"), row.getLong("shared_content")))
                .list();
        if (going.isEmpty()) {
            return 0;
        }
        DeliveryRemovalStore.remove(handle, going);
        return going.size();
    }
}
