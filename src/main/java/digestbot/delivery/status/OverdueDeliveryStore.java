package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.List;

/// The deliveries that are due and have not been sent.
public final class OverdueDeliveryStore {

    /// The time since which a delivery is due, which retries do not change (they change
    /// `next_at`). Deliveries that wait for others of their chat, or for the one that they
    /// correct, are not counted.
    private static final String DUE = DeliverySql.of("""
            SELECT platform, count(*) AS deliveries, min(since) AS oldest
            FROM (SELECT d.platform, max(d.due_at, coalesce(d.due_again_at, 0)) AS since
                  FROM delivery d
                  WHERE d.state IN {open} AND d.due_at <= :now
                    AND NOT EXISTS (SELECT 1 FROM delivery e
                                    WHERE e.subscriber = d.subscriber AND e.priority = d.priority
                                      AND e.state IN {open}
                                      AND (e.due_at, e.number) < (d.due_at, d.number) {each_row})
                    AND (d.corrects IS NULL
                         OR NOT EXISTS (SELECT 1 FROM delivery o
                                        WHERE o.number = d.corrects AND o.state IN {open} {each_row})))
            WHERE since <= :now GROUP BY platform ORDER BY platform DESC
            """);

    /// The due deliveries of a platform, in flight or not; without those of paused chats and those
    /// that wait for others.
    ///
    /// @param oldest the due time of the oldest delivery
    public record Due(Platform platform, long deliveries, Instant oldest) {}

    /// The platforms with due deliveries.
    public List<Due> due(Transaction transaction, Instant now) {
        return transaction
                .select(DUE)
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new Due(
                        Platform.of(row.getString("platform")),
                        row.getLong("deliveries"),
                        Instant.ofEpochMilli(row.getLong("oldest"))))
                .list();
    }

    /// Tells whether any delivery except replies and notices was settled on the platform since
    /// then.
    public boolean settledSince(Transaction transaction, Platform platform, Instant since) {
        return transaction
                .select(
                        "SELECT EXISTS (SELECT 1 FROM last_settled WHERE platform = ? AND at >= ?)",
                        platform.id(),
                        since.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }
}
