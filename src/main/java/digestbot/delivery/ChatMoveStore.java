package digestbot.delivery;

import digestbot.database.Transaction;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Moves deliveries from a subscriber to another one.
final class ChatMoveStore {

    /// What is owed for one subscription is owed for another one of the same topic; what both owe is owed once, and
    /// not at all if one of them has sent it.
    void mergeItems(Transaction transaction, long from, long to, Instant now) {
        Handle handle = transaction.handle();
        cancelDoubles(handle, from, to, "'owed', 'held', 'claimed', 'sent'", now);
        cancelDoubles(handle, to, from, "'claimed', 'sent'", now);
        handle.execute("""
                UPDATE delivery_item SET subscription = ? WHERE subscription = ?
                AND digest NOT IN (SELECT digest FROM delivery_item WHERE subscription = ?)
                """, to, from, to);
    }

    private static void cancelDoubles(Handle handle, long of, long other, String states, Instant now) {
        handle.execute("""
                UPDATE delivery SET state = 'cancelled', reason = 'the chat has it from before it moved', settled_at = ?
                WHERE state IN ('owed', 'held') AND number IN (
                    SELECT i.delivery FROM delivery_item i
                    JOIN delivery_item o ON o.digest = i.digest AND o.subscription = ?
                    JOIN delivery d ON d.number = o.delivery AND d.state IN (%s)
                    WHERE i.subscription = ?)
                """.formatted(states), now.toEpochMilli(), other, of);
    }

    void moveAll(Transaction transaction, long from, long to) {
        transaction.handle().execute("UPDATE delivery SET subscriber = ? WHERE subscriber = ?", to, from);
    }
}
