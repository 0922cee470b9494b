package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.Outbox.MessageState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Reads deliveries that carry their own content, and removes old ones.
public final class OutboxStore {

    /// Counts the queued replies of the chat, up to a limit.
    int queuedReplies(Transaction transaction, long subscriber, int limit) {
        return transaction
                .select(
                        DeliverySql.of(
                                "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE subscriber = ? AND priority = ?"
                                        + " AND state IN {open} AND cause = {reply} LIMIT ?)"),
                        subscriber,
                        Priority.REPLIES,
                        limit)
                .mapTo(Integer.class)
                .one();
    }

    /// Tells whether an export is queued for the chat. Quotes within a text of the content are
    /// escaped, so only the key matches.
    public boolean hasQueuedExport(Transaction transaction, long subscriber) {
        return transaction
                .select(
                        DeliverySql.of("SELECT EXISTS (SELECT 1 FROM delivery WHERE subscriber = ? AND priority = ?"
                                + " AND state IN {open} AND cause = {reply} AND content LIKE ?)"),
                        subscriber,
                        Priority.REPLIES,
                        FileRequestJson.EXPORT_PATTERN)
                .mapTo(Boolean.class)
                .one();
    }

    /// Removes the oldest settled replies of the chat, if it has more than `kept` replies.
    ///
    /// @param atOnce the maximum number to remove
    void pruneReplies(Transaction transaction, long subscriber, int kept, int atOnce) {
        List<DeliveryRemovalStore.RemovableDelivery> going = transaction
                .select(DeliverySql.of("""
                        SELECT d.number FROM delivery d WHERE d.subscriber = :subscriber AND d.cause = {reply}
                          AND d.number <= (SELECT k.number FROM delivery k
                                           WHERE k.subscriber = :subscriber AND k.cause = {reply}
                                           ORDER BY k.number DESC LIMIT 1 OFFSET :kept)
                          AND d.state IN {settled}
                          AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.corrects = d.number {each_row})
                        ORDER BY d.number LIMIT :atOnce
                        """))
                .bind("subscriber", subscriber)
                .bind("kept", kept)
                .bind("atOnce", atOnce)
                .map((row, _) -> new DeliveryRemovalStore.RemovableDelivery(row.getLong("number"), 0))
                .list();
        if (!going.isEmpty()) {
            DeliveryRemovalStore.remove(transaction.handle(), going);
        }
    }

    MessageState messageState(Transaction transaction, long delivery) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT u.platform, u.chat_id, u.kind, u.title, d.thread, p.message_id,
                               d.state IN {open}
                               OR EXISTS (SELECT 1 FROM delivery e
                                          WHERE e.subscriber = d.subscriber AND e.priority = d.priority
                                            AND e.state IN {open} AND e.edits = p.message_id)
                               OR EXISTS (SELECT 1 FROM delivery e
                                          WHERE e.subscriber = d.subscriber AND e.priority = d.priority
                                            AND e.state = {paused} AND e.edits = p.message_id) AS busy
                        FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                        LEFT JOIN part p ON p.delivery = d.number AND p.ordinal = 0
                        WHERE d.number = ?
                        """), delivery)
                .map((row, _) -> messageState(row))
                .one();
    }

    private static MessageState messageState(ResultSet row) throws SQLException {
        var chat = new Chat(
                Platform.of(row.getString("platform")),
                row.getLong("chat_id"),
                ChatType.of(row.getString("kind")),
                row.getString("title"));
        return new MessageState(
                new Destination(chat, row.getLong("thread")),
                Optional.ofNullable(row.getString("message_id")),
                row.getBoolean("busy"));
    }
}
