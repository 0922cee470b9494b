package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.audience.vote.VoteStore;
import digestbot.database.Erasure;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.DeliveryStore.RemovableDelivery;
import digestbot.library.search.SavedSearchStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public record ChatErasure(VoteStore votes, InstantSource clock) {

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();
    private static final ChatErasureStore STORE = new ChatErasureStore();
    private static final SavedSearchStore SEARCHES = new SavedSearchStore();

    /// Deletes all stored data of the chat. A reply in this language that is queued later in the
    /// same transaction is still sent; [Upkeep] removes its traces.
    public void forget(Transaction transaction, Chat chat, String language) {
        SUBSCRIBERS
                .find(transaction, chat.platform(), chat.id())
                .ifPresent(known -> STORE.forget(transaction, known.number(), clock.instant()));
        SEARCHES.forgetChat(transaction, chat.platform().id(), chat.id());
        Erasure.recordDeletion(transaction, clock.instant());
        STORE.leave(transaction, chat, language, clock.instant());
    }

    /// Deletes all stored data of the person, also the votes that are stored under their hash.
    public void forget(Transaction transaction, Person person) {
        Erasure.recordDeletion(transaction, clock.instant());
        votes.forget(transaction, person);
        STORE.forgetPerson(transaction, person);
    }

    public static final class ChatErasureStore {

        private final DeliveryStore deliveries = new DeliveryStore();

        /// Deletes the subscriber with all its data. Deliveries in flight find nothing to settle.
        public void forget(Transaction transaction, long subscriber, Instant now) {
            // The counts of broadcasts and digests keep them, so that a broadcast still ends.
            deliveries.cancelAll(
                    transaction, "subscriber = :subscriber", Optional.empty(), now, Map.of("subscriber", subscriber));
            List<RemovableDelivery> all = transaction
                    .select("""
                            SELECT number, coalesce(shared_content, 0) AS shared_content FROM delivery
                            WHERE subscriber = ? ORDER BY number DESC""", subscriber)
                    .map(RemovableDelivery::of)
                    .list();
            DeliveryStore.remove(transaction, all);
            transaction.execute("DELETE FROM subscription WHERE subscriber = ?", subscriber);
            transaction.execute("""
                    DELETE FROM search WHERE (platform, chat_id)
                    IN (SELECT platform, chat_id FROM subscriber WHERE number = ?)""", subscriber);
            transaction.execute("DELETE FROM subscriber WHERE number = ?", subscriber);
        }

        /// Deletes the person with their searches, the mistakes that they reported, the notices
        /// that quote these, and their unsent broadcasts. The broadcasts that they sent no longer
        /// name them.
        public void forgetPerson(Transaction transaction, Person person) {
            String platform = person.platform().id();
            long userId = person.userId();
            SEARCHES.forgetPerson(transaction, platform, userId);
            List<RemovableDelivery> notices = transaction
                    .select("""
                            SELECT d.number, 0 AS shared_content FROM mistake m
                            JOIN mistake_notice n ON n.mistake = m.number JOIN delivery d ON d.number = n.delivery
                            WHERE m.platform = ? AND m.user_id = ? ORDER BY d.number DESC""", platform, userId)
                    .map(RemovableDelivery::of)
                    .list();
            DeliveryStore.remove(transaction, notices);
            for (String sql : List.of(
                    "DELETE FROM mistake WHERE platform = ? AND user_id = ?",
                    "DELETE FROM broadcast WHERE by_platform = ? AND by_user = ? AND started_at IS NULL",
                    "UPDATE broadcast SET by_platform = NULL, by_user = NULL WHERE by_platform = ? AND by_user = ?",
                    "UPDATE broadcast SET approved_by = NULL, approved_user = NULL WHERE approved_by = ? AND approved_user = ?",
                    "DELETE FROM told WHERE platform = ? AND user_id = ?",
                    "DELETE FROM held_notice WHERE platform = ? AND user_id = ?",
                    "DELETE FROM operator_name WHERE platform = ? AND user_id = ?",
                    "DELETE FROM person WHERE platform = ? AND user_id = ?")) {
                transaction.execute(sql, platform, userId);
            }
        }

        /// Creates a row for the reply that confirms the deletion, and for nothing else.
        void leave(Transaction transaction, Chat chat, String language, Instant now) {
            transaction.execute(
                    """
                    INSERT INTO subscriber (platform, chat_id, kind, language, broadcasts, created_at, forgotten)
                    VALUES (?, ?, ?, ?, 0, ?, 1)""", chat.platform().id(), chat.id(), chat.kind().id(), language, now);
        }

        /// Keeps the chat because a person changed a setting: if it was to be deleted, it starts
        /// again without its former data.
        void cancelErasure(Transaction transaction, Chat chat) {
            transaction.execute("""
                    UPDATE subscriber SET forgotten = 0, broadcasts = 1
                    WHERE platform = ? AND chat_id = ? AND forgotten = 1""", chat.platform().id(), chat.id());
        }

        /// The chats to delete whose last deliveries have ended.
        public List<Long> forgottenChats(Transaction transaction, int limit) {
            return transaction.numbers(DeliverySql.of("""
                            SELECT number FROM subscriber u WHERE forgotten = 1
                              AND NOT EXISTS (SELECT 1 FROM delivery d
                                              WHERE d.subscriber = u.number AND d.state IN {open} {each_row})
                            ORDER BY number LIMIT ?
                            """), limit);
        }

        /// The subscribers that have been paused and inactive since then.
        public List<Long> silent(Transaction transaction, Instant since, int limit) {
            return transaction.numbers("""
                    SELECT number FROM subscriber
                    WHERE paused_reason IS NOT NULL AND paused_at < ? AND active_at < ?
                    ORDER BY paused_at LIMIT ?
                    """, since, since, limit);
        }

        /// The persons who have been inactive since then and whose private chat with the bot is not
        /// a subscriber. The id of a private chat on Telegram is its person's id.
        public List<Person> strangers(Transaction transaction, Instant since, int limit) {
            return transaction
                    .select("""
                            SELECT platform, user_id FROM person p WHERE seen_at < ?
                              AND NOT EXISTS (SELECT 1 FROM subscriber u WHERE u.platform = p.platform AND u.chat_id
                                              = CASE p.platform WHEN 'telegram' THEN p.user_id ELSE p.direct_chat END)
                            LIMIT ?
                            """, since, limit)
                    .map((row, _) -> new Person(Platform.of(row.getString("platform")), row.getLong("user_id"), ""))
                    .list();
        }
    }
}
