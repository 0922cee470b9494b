package digestbot.notice;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.notice.OperatorNotices.OperatorChat;
import java.time.Instant;
import java.util.Optional;

/// Stores the last summary message for each operator and kind.
public final class NoticeSummaryStore {

    /// The last summary sent to an operator.
    ///
    /// @param count the number of items in it
    /// @param version the newest version in it
    public record SentSummary(long delivery, long count, long version, Instant sentAt) {}

    Optional<SentSummary> find(Transaction transaction, OperatorChat operator, String kind) {
        return transaction
                .handle()
                .createQuery("SELECT delivery, count, newest, sent_at FROM summary"
                        + " WHERE platform = ? AND user_id = ? AND kind = ?")
                .bind(0, operator.platform().id())
                .bind(1, operator.userId())
                .bind(2, kind)
                .map((row, _) -> new SentSummary(
                        row.getLong("delivery"),
                        row.getLong("count"),
                        row.getLong("newest"),
                        Instant.ofEpochMilli(row.getLong("sent_at"))))
                .findOne();
    }

    public void put(Transaction transaction, OperatorChat operator, String kind, SentSummary sent) {
        transaction
                .handle()
                .execute(
                        "INSERT OR REPLACE INTO summary (platform, user_id, kind, delivery, count, newest, sent_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        operator.platform().id(),
                        operator.userId(),
                        kind,
                        sent.delivery(),
                        sent.count(),
                        sent.version(),
                        sent.sentAt().toEpochMilli());
    }

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
    /// @return true if the message had not been sent
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
