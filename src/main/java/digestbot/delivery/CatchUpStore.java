package digestbot.delivery;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Gathers what piled up for one subscription into one delivery.
final class CatchUpStore {

    static final String CAUSE = "catch-up";

    /// Makes the delivery one of all digests that are due for its subscription and were never claimed; the deliveries
    /// that they had are cancelled.
    void gather(Transaction transaction, long delivery, Instant now) {
        Handle handle = transaction.handle();
        int found = handle.execute(
                "UPDATE delivery SET cause = ? WHERE number = ? AND state = 'owed' AND claim = 0 AND cause = 'digest'",
                CAUSE,
                delivery);
        if (found == 0) {
            return;
        }
        List<Long> others = others(handle, delivery, now);
        for (int i = 0; i < others.size(); i++) {
            long other = others.get(i);
            handle.execute(
                    "UPDATE delivery_item SET delivery = ?, ordinal = ? WHERE delivery = ?", delivery, i + 1, other);
            handle.execute(
                    "UPDATE delivery SET state = 'cancelled', reason = ?, settled_at = ? WHERE number = ?",
                    "gathered into delivery " + delivery,
                    now.toEpochMilli(),
                    other);
        }
    }

    private static List<Long> others(Handle handle, long delivery, Instant now) {
        return handle.createQuery("""
                        SELECT m.number FROM delivery d
                        JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
                        JOIN delivery m ON m.subscriber = d.subscriber AND m.lane = d.lane AND m.state IN ('owed', 'claimed')
                                        AND m.state = 'owed' AND m.due_at <= ? AND m.cause = 'digest' AND m.claim = 0
                        JOIN delivery_item mi ON mi.delivery = m.number AND mi.ordinal = 0
                                              AND mi.subscription = i.subscription
                        WHERE d.number = ? ORDER BY m.due_at, m.number
                        """)
                .bind(0, now.toEpochMilli())
                .bind(1, delivery)
                .mapTo(Long.class)
                .list();
    }
}
