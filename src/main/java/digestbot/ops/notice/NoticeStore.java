package digestbot.ops.notice;

import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Notices about held digests, until the decision is shown in them, and what each operator was told
/// last.
public final class NoticeStore {

    /// Whether the message is still known and has not failed.
    boolean isAlive(Transaction transaction, long delivery) {
        return transaction.isTrue(DeliverySql.of("""
                        SELECT EXISTS (SELECT 1 FROM delivery
                        WHERE number = ? AND state IN ({queued}, {paused}, {in_flight}, {sent}))"""), delivery);
    }

    /// Replaces the content of a message that has not been sent, and invalidates a claim on it.
    boolean rewrite(Transaction transaction, long delivery, String content) {
        return transaction.execute(DeliverySql.of("""
                                UPDATE delivery SET content = ?, claim = claim + 1
                                WHERE number = ? AND state IN {waiting}
                                AND NOT EXISTS (SELECT 1 FROM part p
                                WHERE p.delivery = delivery.number AND p.message_id IS NOT NULL)"""), content, delivery) > 0;
    }

    /// A notice that offers to release a digest, sent to the operator with this platform and user
    /// id. Its delivery may have been pruned.
    record HeldNotice(long delivery, long digest, Platform platform, long userId, Instant sentAt) {}

    void addHeld(Transaction transaction, HeldNotice notice) {
        transaction.execute(
                "INSERT INTO held_notice (delivery, digest, platform, user_id, sent_at) VALUES (?, ?, ?, ?, ?)",
                notice.delivery(),
                notice.digest(),
                notice.platform().id(),
                notice.userId(),
                notice.sentAt());
    }

    List<HeldNotice> outdatedHeld(Transaction transaction) {
        return transaction
                .select("SELECT n.* FROM held_notice n JOIN digest d ON d.number = n.digest"
                        + " WHERE d.held_until IS NULL ORDER BY n.delivery")
                .map((row, _) -> new HeldNotice(
                        row.getLong("delivery"),
                        row.getLong("digest"),
                        Platform.of(row.getString("platform")),
                        row.getLong("user_id"),
                        Instant.ofEpochMilli(row.getLong("sent_at"))))
                .list();
    }

    void removeHeld(Transaction transaction, long delivery) {
        transaction.execute("DELETE FROM held_notice WHERE delivery = ?", delivery);
    }

    /// Removes the notice that was sent as the message, if there is one.
    void removeHeldMessage(Transaction transaction, Chat chat, String messageId) {
        transaction.execute("""
                DELETE FROM held_notice WHERE delivery IN (
                    SELECT n.delivery FROM held_notice n
                    JOIN part p ON p.delivery = n.delivery
                    JOIN delivery d ON d.number = n.delivery
                    JOIN subscriber u ON u.number = d.subscriber
                    WHERE p.message_id = ? AND u.platform = ? AND u.chat_id = ?)
                """, messageId, chat.platform().id(), chat.id());
    }

    /// A digest with the name of its topic and the number of mistakes that readers reported in it.
    record RecentDigest(long number, String topic, long mistakes) {}

    /// The digests in the order of publication.
    List<RecentDigest> publishedBetween(Transaction transaction, Instant from, Instant to) {
        return transaction
                .select("""
                        SELECT g.number, t.name, (SELECT count(*) FROM mistake m
                        WHERE m.digest = g.number AND m.created_at >= g.published_at) AS mistakes
                        FROM digest g JOIN topic t ON t.id = g.topic
                        WHERE g.state = 'published' AND g.published_at >= ? AND g.published_at < ?
                        ORDER BY g.published_at, g.number""", from, to)
                .map((row, _) ->
                        new RecentDigest(row.getLong("number"), row.getString("name"), row.getLong("mistakes")))
                .list();
    }

    /// The last notice of a kind to an operator: its version and time.
    public record LastTold(long version, Instant at) {}

    Optional<LastTold> lastTold(Transaction transaction, OperatorChat operator, String kind) {
        return transaction
                .select(
                        "SELECT version, at FROM told WHERE platform = ? AND user_id = ? AND kind = ?",
                        operator.platform().id(),
                        operator.userId(),
                        kind)
                .map((row, _) -> new LastTold(row.getLong("version"), Instant.ofEpochMilli(row.getLong("at"))))
                .findOne();
    }

    public void putTold(Transaction transaction, OperatorChat operator, String kind, LastTold told) {
        transaction.execute("""
                        INSERT INTO told (platform, user_id, kind, version, at) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (platform, user_id, kind) DO UPDATE SET version = excluded.version, at = excluded.at""", operator.platform().id(), operator.userId(), kind, told.version(), told.at());
    }
}
