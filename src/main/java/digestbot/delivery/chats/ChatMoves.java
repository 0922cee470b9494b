package digestbot.delivery.chats;

import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.WordStore;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Handles a chat whose id has changed: all of its rows are moved to the new id, or merged with the
/// rows that the new id already has.
public final class ChatMoves {

    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final WordStore words = new WordStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    public void move(Transaction transaction, Platform platform, long from, long to, Instant now) {
        Optional<Subscriber> old = subscribers.find(transaction, platform, from);
        if (old.isEmpty() || from == to) {
            return;
        }
        Optional<Subscriber> present = subscribers.find(transaction, platform, to);
        if (present.isEmpty()) {
            subscribers.setChat(transaction, old.orElseThrow().number(), to);
        } else {
            merge(transaction, old.orElseThrow().number(), present.orElseThrow().number(), now);
        }
        Subscriber remaining = present.or(() -> old).orElseThrow();
        // Older messages have other ids now.
        transaction.execute("UPDATE subscriber SET moved_at = ? WHERE number = ?", now, remaining.number());
        if (remaining.isStopped()) {
            deliveries.stop(transaction, remaining.number(), now);
        } else {
            // A chat that moved is reachable, whatever its old or new record says.
            deliveries.resume(transaction, remaining.number(), now);
        }
    }

    private void merge(Transaction transaction, long old, long present, Instant now) {
        for (SubscriptionStore.SubscriptionWithTopic listed : subscriptions.of(transaction, old)) {
            Subscription moving = listed.subscription();
            Optional<Subscription> same = subscriptions.find(transaction, present, moving.topic());
            if (same.isEmpty()) {
                subscriptions.setSubscriber(transaction, moving.number(), present);
            } else {
                mergeItems(transaction, moving, same.orElseThrow(), now);
                subscriptions.delete(transaction, moving.number());
            }
        }
        subscriptions.toWords(transaction, old).ifPresent(followed -> {
            if (subscriptions.toWords(transaction, present).isEmpty()) {
                subscriptions.setSubscriber(transaction, followed.number(), present);
            } else {
                deliveries.cancel(transaction, followed, now);
                subscriptions.delete(transaction, followed.number());
            }
        });
        words.move(transaction, old, present);
        FanOutStore.mergeDuplicates(transaction, old, present, now);
        moveAll(transaction, old, present);
        subscribers.delete(transaction, old);
    }

    /// Moves the deliveries of one subscription to another one of the same topic. A digest that
    /// both have is delivered once, and not at all if one of them has sent it.
    private void mergeItems(Transaction transaction, Subscription from, Subscription to, Instant now) {
        cancelDoubles(transaction, from, to, "{queued}, {paused}, {in_flight}, {sent}", now);
        cancelDoubles(transaction, to, from, "{in_flight}, {sent}", now);
        transaction.execute(DeliverySql.of("""
                        UPDATE delivery_item SET subscription = ?
                        WHERE subscription = ? AND digest IN (SELECT number FROM digest WHERE topic = ?)
                          AND NOT EXISTS (SELECT 1 FROM delivery_item o
                                          WHERE o.digest = delivery_item.digest AND o.subscription = ? {each_row})
                        """), to.number(), from.number(), from.topic(), to.number());
    }

    private void cancelDoubles(
            Transaction transaction, Subscription of, Subscription other, String states, Instant now) {
        deliveries.cancelAll(
                transaction,
                """
                state IN {waiting} AND number IN (
                    SELECT i.delivery FROM digest g
                    JOIN delivery_item i ON i.digest = g.number AND i.subscription = :of
                    JOIN delivery_item o ON o.digest = g.number AND o.subscription = :other
                    JOIN delivery d ON d.number = o.delivery AND d.state IN (%s)
                    WHERE g.topic = :topic)
                """.formatted(states),
                Optional.of("already delivered before the chat's id changed"),
                now,
                Map.of("of", of.number(), "other", other.number(), "topic", of.topic()));
    }

    /// Moves the deliveries, the opened digests, and the searches, which know the chat by its id.
    private static void moveAll(Transaction transaction, long from, long to) {
        for (String sql : List.of(
                "UPDATE delivery SET subscriber = ? WHERE subscriber = ?",
                "INSERT INTO opened (subscriber, digest, at) SELECT ?, digest, at FROM opened WHERE subscriber = ?"
                        + " ON CONFLICT (subscriber, digest) DO NOTHING",
                "UPDATE search SET chat_id = (SELECT chat_id FROM subscriber WHERE number = ?)"
                        + " WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM subscriber WHERE number = ?)")) {
            transaction.execute(sql, to, from);
        }
    }
}
