package digestbot.delivery.chats;

import digestbot.audience.Subscription;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Moves deliveries from a subscriber to another one.
final class ChatMoveStore {

    private final DeliveryStore deliveries = new DeliveryStore();

    /// Moves the deliveries of one subscription to another one of the same topic. A digest that
    /// both have is delivered once, and not at all if one of them has sent it.
    void mergeItems(Transaction transaction, Subscription from, Subscription to, Instant now) {
        Handle handle = transaction.handle();
        cancelDoubles(transaction, from, to, "{queued}, {paused}, {in_flight}, {sent}", now);
        cancelDoubles(transaction, to, from, "{in_flight}, {sent}", now);
        handle.createUpdate(DeliverySql.of("""
                        UPDATE delivery_item SET subscription = :to
                        WHERE subscription = :from AND digest IN (SELECT number FROM digest WHERE topic = :topic)
                          AND NOT EXISTS (SELECT 1 FROM delivery_item o
                                          WHERE o.digest = delivery_item.digest AND o.subscription = :to {each_row})
                        """))
                .bind("to", to.number())
                .bind("from", from.number())
                .bind("topic", from.topic())
                .execute();
    }

    private void cancelDoubles(
            Transaction transaction, Subscription of, Subscription other, String states, Instant now) {
        String twins = """
                state IN {waiting} AND number IN (
                    SELECT i.delivery FROM digest g
                    JOIN delivery_item i ON i.digest = g.number AND i.subscription = :of
                    JOIN delivery_item o ON o.digest = g.number AND o.subscription = :other
                    JOIN delivery d ON d.number = o.delivery AND d.state IN (%s)
                    WHERE g.topic = :topic)
                """.formatted(states);
        deliveries
                .cancelAll(transaction, twins, Optional.of("already delivered before the chat's id changed"), now)
                .bind("of", of.number())
                .bind("other", other.number())
                .bind("topic", of.topic())
                .execute();
    }

    /// Records that older messages have other ids now.
    void noteMove(Transaction transaction, long subscriber, Instant now) {
        transaction
                .handle()
                .execute("UPDATE subscriber SET moved_at = ? WHERE number = ?", now.toEpochMilli(), subscriber);
    }

    void moveAll(Transaction transaction, long from, long to) {
        transaction.handle().execute("UPDATE delivery SET subscriber = ? WHERE subscriber = ?", to, from);
    }
}
