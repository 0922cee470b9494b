package digestbot.notice;

import digestbot.database.Transaction;
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
                        """
                        INSERT INTO summary (platform, user_id, kind, delivery, count, newest, sent_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (platform, user_id, kind) DO UPDATE SET delivery = excluded.delivery,
                            count = excluded.count, newest = excluded.newest, sent_at = excluded.sent_at""",
                        operator.platform().id(),
                        operator.userId(),
                        kind,
                        sent.delivery(),
                        sent.count(),
                        sent.version(),
                        sent.sentAt().toEpochMilli());
    }
}
