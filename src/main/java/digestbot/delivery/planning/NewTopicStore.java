package digestbot.delivery.planning;

import digestbot.database.Transaction;
import java.util.Optional;

/// Subscribes the subscribers to all topics to a new topic, before its first digest is planned.
final class NewTopicStore {

    /// Subscribes the next subscribers, with the schedule and length of their latest subscription.
    ///
    /// @param topic the topic's id
    /// @param size the number of subscribers per step
    /// @return true if there may be more of them
    boolean subscribeNext(Transaction transaction, String topic, int size) {
        Optional<Long> after = transaction
                .select("SELECT subscribe_cursor FROM topic WHERE id = ? AND subscribe_cursor IS NOT NULL", topic)
                .mapTo(Long.class)
                .findOne();
        Optional<Long> to = after.flatMap(last -> rangeEnd(transaction, last, size));
        after.ifPresent(last -> subscribeNext(transaction, topic, last, to));
        return to.isPresent();
    }

    private static Optional<Long> rangeEnd(Transaction transaction, long after, int size) {
        return transaction
                .select(
                        "SELECT number FROM subscriber WHERE all_topics_since IS NOT NULL AND number > ?"
                                + " ORDER BY number LIMIT 1 OFFSET ?",
                        after,
                        size - 1)
                .mapTo(Long.class)
                .findOne();
    }

    /// The newest subscription is found by the subscriber. `+ 0` keeps PostgreSQL from searching all
    /// subscriptions for it by number.
    private static void subscribeNext(Transaction transaction, String topic, long after, Optional<Long> to) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO subscription (subscriber, topic, thread, length, layout, at, days, created_at)
                        SELECT u.number, :topic, CASE WHEN u.own_threads = 1 AND u.all_topics_thread = 0 THEN -1 ELSE u.all_topics_thread END,
                               coalesce(o.length, 'full'),
                               coalesce(o.layout, 'stacked'), o.at, coalesce(o.days, 127), u.all_topics_since
                        FROM subscriber u
                        LEFT JOIN subscription o ON o.number = (SELECT max(number + 0) FROM subscription
                                                                WHERE subscriber = u.number AND topic IS NOT NULL)
                        WHERE u.all_topics_since IS NOT NULL AND u.number > :after AND u.number <= :to
                        ON CONFLICT (subscriber, topic) DO NOTHING
                        """)
                .bind("topic", topic)
                .bind("after", after)
                .bind("to", to.orElse(Long.MAX_VALUE))
                .execute();
        transaction
                .handle()
                .createUpdate("UPDATE topic SET subscribe_cursor = :to WHERE id = :topic")
                .bind("to", to)
                .bind("topic", topic)
                .execute();
    }
}
