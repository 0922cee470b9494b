package digestbot.notice;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;

/// Stores the notices about digests that are held for review, until the decision is shown in them.
final class HeldNoticeStore {

    /// A notice that offers to release a digest.
    ///
    /// @param delivery the notice; it may be pruned by now
    /// @param platform with the user id, the operator who got it
    record HeldNotice(long delivery, long digest, Platform platform, long userId, Instant sentAt) {}

    void add(Transaction transaction, HeldNotice notice) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO held_notice (delivery, digest, platform, user_id, sent_at) VALUES (?, ?, ?, ?, ?)",
                        notice.delivery(),
                        notice.digest(),
                        notice.platform().id(),
                        notice.userId(),
                        notice.sentAt().toEpochMilli());
    }

    /// The notices about digests that are no longer held.
    List<HeldNotice> outdated(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT n.* FROM held_notice n JOIN digest d ON d.number = n.digest"
                        + " WHERE d.held_until IS NULL ORDER BY n.delivery")
                .map((row, _) -> new HeldNotice(
                        row.getLong("delivery"),
                        row.getLong("digest"),
                        Platform.of(row.getString("platform")),
                        row.getLong("user_id"),
                        Instant.ofEpochMilli(row.getLong("sent_at"))))
                .list();
    }

    void remove(Transaction transaction, long delivery) {
        transaction.handle().execute("DELETE FROM held_notice WHERE delivery = ?", delivery);
    }

    /// Removes the notice that was sent as that message, if it is one.
    void removeMessage(Transaction transaction, Chat chat, String messageId) {
        transaction.handle().execute("""
                DELETE FROM held_notice WHERE delivery IN (
                    SELECT n.delivery FROM held_notice n
                    JOIN part p ON p.delivery = n.delivery
                    JOIN delivery d ON d.number = n.delivery
                    JOIN subscriber u ON u.number = d.subscriber
                    WHERE p.message_id = ? AND u.platform = ? AND u.chat_id = ?)
                """, messageId, chat.platform().id(), chat.id());
    }
}
