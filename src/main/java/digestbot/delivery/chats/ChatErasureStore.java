package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryRemovalStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.library.search.SavedSearchStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

public final class ChatErasureStore {

    private static final String SILENT = """
            SELECT number FROM subscriber
            WHERE paused_reason IS NOT NULL AND paused_at < :before AND active_at < :before
            ORDER BY paused_at LIMIT :most
            """;

    private final DeliveryStore deliveries = new DeliveryStore();
    private final SavedSearchStore searches = new SavedSearchStore();

    /// Deletes the subscriber with all its data and deliveries. Deliveries in flight find nothing
    /// to settle.
    public void forget(Transaction transaction, long subscriber, Instant now) {
        // The counts of broadcasts and digests keep them, so that a broadcast still ends.
        deliveries
                .cancelAll(transaction, "subscriber = :subscriber", Optional.empty(), now)
                .bind("subscriber", subscriber)
                .execute();
        List<DeliveryRemovalStore.RemovableDelivery> all = transaction
                .select(
                        "SELECT number, coalesce(shared_content, 0) AS shared_content FROM delivery"
                                + " WHERE subscriber = ? ORDER BY number DESC",
                        subscriber)
                .map((row, _) -> new DeliveryRemovalStore.RemovableDelivery(
                        row.getLong("number"), row.getLong("shared_content")))
                .list();
        if (!all.isEmpty()) {
            DeliveryRemovalStore.remove(transaction, all);
        }
        transaction.execute("DELETE FROM subscription WHERE subscriber = ?", subscriber);
        transaction.execute(
                "DELETE FROM search WHERE (platform, chat_id)"
                        + " IN (SELECT platform, chat_id FROM subscriber WHERE number = ?)",
                subscriber);
        transaction.execute("DELETE FROM subscriber WHERE number = ?", subscriber);
    }

    /// Deletes the person with their searches, the mistakes that they reported, the notices that
    /// quote these, and their unsent broadcasts. The broadcasts that they sent no longer name
    /// them.
    public void forgetPerson(Transaction transaction, PlatformUser person) {
        String platform = person.platform();
        long userId = person.userId();
        searches.forgetPerson(transaction, platform, userId);
        List<DeliveryRemovalStore.RemovableDelivery> notices = transaction
                .select("""
                        SELECT d.number FROM mistake m
                        JOIN mistake_notice n ON n.mistake = m.number JOIN delivery d ON d.number = n.delivery
                        WHERE m.platform = ? AND m.user_id = ? ORDER BY d.number DESC""", platform, userId)
                .map((row, _) -> new DeliveryRemovalStore.RemovableDelivery(row.getLong("number"), 0))
                .list();
        if (!notices.isEmpty()) {
            DeliveryRemovalStore.remove(transaction, notices);
        }
        transaction.execute("DELETE FROM mistake WHERE platform = ? AND user_id = ?", platform, userId);
        transaction.execute(
                "DELETE FROM broadcast WHERE by_platform = ? AND by_user = ? AND started_at IS NULL", platform, userId);
        transaction.execute(
                "UPDATE broadcast SET by_platform = NULL, by_user = NULL WHERE by_platform = ? AND by_user = ?",
                platform,
                userId);
        transaction.execute(
                "UPDATE broadcast SET approved_by = NULL, approved_user = NULL"
                        + " WHERE approved_by = ? AND approved_user = ?",
                platform,
                userId);
        transaction.execute("DELETE FROM summary WHERE platform = ? AND user_id = ?", platform, userId);
        transaction.execute("DELETE FROM held_notice WHERE platform = ? AND user_id = ?", platform, userId);
        transaction.execute("DELETE FROM operator_name WHERE platform = ? AND user_id = ?", platform, userId);
        transaction.execute("DELETE FROM person WHERE platform = ? AND user_id = ?", platform, userId);
    }

    /// Creates a row for the reply that confirms the deletion, and for nothing else.
    void leave(Transaction transaction, Chat chat, String language, Instant now) {
        transaction.execute(
                "INSERT INTO subscriber (platform, chat_id, kind, language, broadcasts, created_at, forgotten)"
                        + " VALUES (?, ?, ?, ?, 0, ?, 1)",
                chat.platform().id(),
                chat.id(),
                chat.kind().id(),
                language,
                now.toEpochMilli());
    }

    /// Keeps the chat because a person changed a setting: if it was to be deleted, it starts again
    /// without its former data.
    void cancelErasure(Transaction transaction, Chat chat) {
        transaction.execute(
                "UPDATE subscriber SET forgotten = 0, broadcasts = 1"
                        + " WHERE platform = ? AND chat_id = ? AND forgotten = 1",
                chat.platform().id(),
                chat.id());
    }

    /// The chats to be deleted that have no deliveries in flight.
    public List<Long> forgottenChats(Transaction transaction, int limit) {
        return transaction.select(DeliverySql.of("""
                        SELECT number FROM subscriber u WHERE forgotten = 1
                          AND NOT EXISTS (SELECT 1 FROM delivery d
                                          WHERE d.subscriber = u.number AND d.state IN {open} {each_row})
                        ORDER BY number LIMIT ?
                        """), limit).mapTo(Long.class).list();
    }

    /// The subscribers without deliveries or activity since then.
    public List<Long> silent(Transaction transaction, Instant since, int limit) {
        return transaction
                .select(SILENT)
                .bind("before", since.toEpochMilli())
                .bind("most", limit)
                .mapTo(Long.class)
                .list();
    }

    public record PlatformUser(String platform, long userId) {}

    /// The persons who have been inactive since then and whose private chat with the bot is not a
    /// subscriber. The id of a private chat on Telegram is its person's id.
    public List<PlatformUser> strangers(Transaction transaction, Instant since, int limit) {
        return transaction
                .select("""
                        SELECT platform, user_id FROM person p WHERE seen_at < ?
                          AND NOT EXISTS (SELECT 1 FROM subscriber u WHERE u.platform = p.platform AND u.chat_id
                                          = CASE p.platform WHEN 'telegram' THEN p.user_id ELSE p.direct_chat END)
                        LIMIT ?
                        """, since.toEpochMilli(), limit)
                .map((row, _) -> new PlatformUser(row.getString("platform"), row.getLong("user_id")))
                .list();
    }
}
