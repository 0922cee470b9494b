package digestbot.delivery.sending;

import digestbot.audience.Subscription;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.ContentJson;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.NewDeliveryStore;
import digestbot.delivery.outbox.NewDeliveryStore.NewMessage;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.outbox.Transition.Arrived;
import digestbot.delivery.sending.SettlementStore.Settlement;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

final class ThreadStore {

    /// The queued or paused deliveries to a thread of a subscriber.
    private static final String WAITING = DeliverySql.of("""
            SELECT number FROM delivery
            WHERE subscriber = :subscriber AND thread = :thread AND {chat_queue}
            UNION ALL SELECT number FROM delivery WHERE subscriber = :subscriber AND thread = :thread AND state = {paused}
            """);

    private record OwnThread(long subscription, long subscriber) {}

    private final QueuedDeliveryStore queuedDeliveries = new QueuedDeliveryStore();
    private final NewDeliveryStore newDeliveries = new NewDeliveryStore();
    private final OutboxEvents outboxEvents;

    ThreadStore(OutboxEvents outboxEvents) {
        this.outboxEvents = outboxEvents;
    }

    /// Redirects further parts and planned corrections to the thread that a part opened.
    void opened(Transaction transaction, Settlement settlement) {
        OptionalLong thread =
                settlement.transition().arrived().map(Arrived::thread).orElse(OptionalLong.empty());
        if (thread.isEmpty()) {
            return;
        }
        int claimed = transaction.execute(
                DeliverySql.of("UPDATE delivery SET thread = ? WHERE number = ? AND claim = ? AND state = {in_flight}"),
                thread.getAsLong(),
                settlement.key().delivery(),
                settlement.key().claim());
        if (claimed > 0) {
            transaction.execute(
                    "UPDATE delivery SET thread = ? WHERE corrects = ?",
                    thread.getAsLong(),
                    settlement.key().delivery());
            keepOwn(transaction, settlement.key().delivery(), thread.getAsLong());
        }
    }

    /// Delivers the subscription to the thread that its delivery opened, if it has asked for one. If none
    /// could be opened, the next delivery tries again.
    private void keepOwn(Transaction transaction, long delivery, long thread) {
        if (thread == 0) {
            return;
        }
        transaction
                .select(
                        "SELECT number, subscriber FROM subscription WHERE thread = ? AND number IN"
                                + " (SELECT subscription FROM delivery_item WHERE delivery = ?)",
                        Subscription.OWN_THREAD,
                        delivery)
                .map((row, _) -> new OwnThread(row.getLong("number"), row.getLong("subscriber")))
                .list()
                .forEach(own -> {
                    transaction.execute(
                            "UPDATE subscription SET thread = ? WHERE number = ?", thread, own.subscription());
                    queuedDeliveries.redirect(transaction, own.subscriber(), own.subscription(), thread);
                });
    }

    /// Redirects the delivery to the parent chat and notifies that chat.
    ///
    /// @param permanent true if the thread's subscriptions and other deliveries are moved too
    void leave(Transaction transaction, Claim.ClaimKey key, Destination from, boolean permanent, Instant now) {
        transaction.execute("UPDATE delivery SET thread = 0 WHERE number = ?", key.delivery());
        long subscriber = subscriber(transaction, key.delivery());
        List<String> topics = permanent
                ? move(transaction, subscriber, from.thread())
                : markNotified(transaction, subscriber, from.thread());
        if (!topics.isEmpty()) {
            String language = transaction
                    .select("SELECT language FROM subscriber WHERE number = ?", subscriber)
                    .mapTo(String.class)
                    .one();
            Texts texts = Texts.of(language);
            String text = permanent ? "thread-deleted" : "thread-closed";
            notifyChat(transaction, subscriber, from, texts.format(text, texts.list(names(transaction, topics))), now);
        }
    }

    private void notifyChat(Transaction transaction, long subscriber, Destination from, String text, Instant now) {
        String content = ContentJson.write(Content.text(text, List.of()));
        newDeliveries.enqueue(
                transaction,
                subscriber,
                new Destination(from.chat(), 0),
                new NewMessage(DeliveryCause.REPLY, Priority.REPLIES, content, OptionalInt.empty(), Optional.empty()),
                now);
        outboxEvents.notifyAfterCommit(transaction);
    }

    /// Moves all subscriptions and deliveries of the thread to its chat. The one to followed words has
    /// no topic.
    ///
    /// @return the ids of the topics that were delivered to the thread
    private static List<String> move(Transaction transaction, long subscriber, long thread) {
        transaction.execute(
                "UPDATE subscriber SET all_topics_thread = 0 WHERE number = ? AND all_topics_thread = ?",
                subscriber,
                thread);
        transaction
                .update("UPDATE delivery SET thread = 0 WHERE number IN (" + WAITING + ")")
                .bind("subscriber", subscriber)
                .bind("thread", thread)
                .execute();
        return transaction
                .strings(
                        "UPDATE subscription SET thread = 0 WHERE subscriber = ? AND thread = ? RETURNING topic",
                        subscriber,
                        thread)
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /// The thread's topics for which the chat has not been notified yet.
    private static List<String> markNotified(Transaction transaction, long subscriber, long thread) {
        return transaction.strings(
                "UPDATE subscription SET notified_thread = thread"
                        + " WHERE subscriber = ? AND thread = ? AND notified_thread <> thread"
                        + " AND topic IS NOT NULL RETURNING topic",
                subscriber,
                thread);
    }

    private static List<String> names(Transaction transaction, List<String> topics) {
        return transaction
                .select("SELECT name FROM topic WHERE id IN (<topics>) ORDER BY name")
                .bindList("topics", topics)
                .mapTo(String.class)
                .list();
    }

    /// Tells whether the delivery's chat has a subscription in a thread.
    boolean hasThreadSubscriptions(Transaction transaction, Claim.ClaimKey key) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM subscription s JOIN delivery d ON d.subscriber = s.subscriber"
                        + " WHERE d.number = ? AND s.thread <> 0)",
                key.delivery());
    }

    private static long subscriber(Transaction transaction, long delivery) {
        return transaction
                .select("SELECT subscriber FROM delivery WHERE number = ?", delivery)
                .mapTo(Long.class)
                .one();
    }
}
