package digestbot.notice;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.notice.AdminNotices.Admin;
import java.time.Instant;
import java.util.Optional;

/// The messages that say how many things of a kind there are, one for each admin and kind.
public final class NoticeSummaryStore {

    /// The last summary sent to an admin.
    ///
    /// @param count how many there are, as it says
    /// @param newest the newest that it knows of
    public record Told(long delivery, long count, long newest, Instant sentAt) {}

    Optional<Told> find(Transaction transaction, Admin admin, String kind) {
        return transaction
                .handle()
                .createQuery("SELECT delivery, count, newest, sent_at FROM summary"
                        + " WHERE platform = ? AND user_id = ? AND kind = ?")
                .bind(0, admin.platform().id())
                .bind(1, admin.userId())
                .bind(2, kind)
                .map((row, _) -> new Told(
                        row.getLong("delivery"),
                        row.getLong("count"),
                        row.getLong("newest"),
                        Instant.ofEpochMilli(row.getLong("sent_at"))))
                .findOne();
    }

    public void put(Transaction transaction, Admin admin, String kind, Told told) {
        transaction
                .handle()
                .execute(
                        "INSERT OR REPLACE INTO summary (platform, user_id, kind, delivery, count, newest, sent_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        admin.platform().id(),
                        admin.userId(),
                        kind,
                        told.delivery(),
                        told.count(),
                        told.newest(),
                        told.sentAt().toEpochMilli());
    }

    /// Tells whether the message is still known and has not failed.
    boolean stands(Transaction transaction, long delivery) {
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
