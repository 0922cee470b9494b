package digestbot.notice;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;

/// The messages of notices, which are changed after they were queued.
final class NoticeMessageStore {

    /// Tells whether the message is still known and has not failed.
    boolean isAlive(Transaction transaction, long delivery) {
        return transaction
                .handle()
                .createQuery(DeliverySql.of("SELECT EXISTS (SELECT 1 FROM delivery"
                        + " WHERE number = ? AND state IN ({queued}, {paused}, {in_flight}, {sent}))"))
                .bind(0, delivery)
                .mapTo(Boolean.class)
                .one();
    }

    /// Replaces the content of a message that has not been sent, and invalidates a claim on it.
    ///
    /// @return whether that was so
    boolean rewrite(Transaction transaction, long delivery, String content) {
        return transaction
                        .handle()
                        .execute(
                                DeliverySql.of("UPDATE delivery SET content = ?, claim = claim + 1, renderer = NULL"
                                        + " WHERE number = ? AND state IN {waiting}"
                                        + " AND NOT EXISTS (SELECT 1 FROM part p"
                                        + " WHERE p.delivery = delivery.number AND p.message_id IS NOT NULL)"),
                                content,
                                delivery)
                > 0;
    }
}
