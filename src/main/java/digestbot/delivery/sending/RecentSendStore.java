package digestbot.delivery.sending;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The messages that an earlier process sent and that the platform still counts.
final class RecentSendStore {

    private static final int NEWEST = 200;

    private final Platform platform;

    RecentSendStore(Platform platform) {
        this.platform = platform;
    }

    record RecentSend(long chat, Instant at) {}

    /// The messages to these chats since that time, the oldest first.
    List<RecentSend> since(Transaction transaction, Collection<Chat> chats, Instant since) {
        List<Long> ids = chats.stream()
                .filter(chat -> chat.kind() != ChatType.PRIVATE)
                .map(Chat::id)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        return transaction
                .select("""
                        SELECT s.chat_id, p.sent_at FROM subscriber s
                        JOIN delivery d ON d.subscriber = s.number
                        JOIN part p ON p.delivery = d.number
                        WHERE s.platform = :platform AND s.chat_id IN (<chats>) AND p.sent_at >= :since
                        ORDER BY p.sent_at
                        """)
                .bind("platform", platform.id())
                .bind("since", since.toEpochMilli())
                .bindList("chats", ids)
                .map((row, _) -> new RecentSend(row.getLong("chat_id"), Instant.ofEpochMilli(row.getLong("sent_at"))))
                .list();
    }

    /// The messages that an earlier process may have sent before it was killed: one to each chat for
    /// which it had claimed a delivery. Nobody knows when, so the platform may count them from now on.
    List<RecentSend> unsettled(Transaction transaction, Instant now) {
        return transaction
                .select("""
                        SELECT DISTINCT s.chat_id FROM delivery d JOIN subscriber s ON s.number = d.subscriber
                        WHERE d.platform = ? AND d.lease_until IS NOT NULL AND s.kind <> 'private'
                        """, platform.id())
                .mapTo(Long.class)
                .map(chat -> new RecentSend(chat, now))
                .list();
    }

    /// The time at which anything was last sent to the platform. Replies are found only among the
    /// newest deliveries, because no index covers that.
    Optional<Instant> last(Transaction transaction) {
        return transaction
                .select("""
                        SELECT max(at) FROM (
                            SELECT at FROM last_settled WHERE platform = :platform
                            UNION ALL
                            SELECT sent_at FROM part WHERE delivery IN (
                                SELECT number FROM (
                                    SELECT number, platform FROM delivery ORDER BY number DESC LIMIT :newest) AS newest
                                WHERE platform = :platform)) AS sent
                        """)
                .bind("platform", platform.id())
                .bind("newest", NEWEST)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }
}
