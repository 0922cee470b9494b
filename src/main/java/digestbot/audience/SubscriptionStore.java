package digestbot.audience;

import digestbot.database.Transaction;
import digestbot.digest.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The subscriptions: at most one for a subscriber and topic, and at most one to the digests with
/// words that the subscriber follows.
public final class SubscriptionStore {

    private static final String COLUMNS =
            "SELECT s.number, s.subscriber, s.topic, s.thread, s.perspectives, s.length, s.layout, s.days IS NOT NULL AS own, "
                    + DeliverySchedule.AT + " AS at, " + DeliverySchedule.DAYS + " AS days ";

    private static final String FROM = "FROM subscription s JOIN subscriber u ON u.number = s.subscriber ";

    public record SubscriptionWithTopic(Subscription subscription, Topic topic) {}

    public Optional<Subscription> find(Transaction transaction, long subscriber, String topic) {
        return where(transaction, "s.subscriber = ? AND s.topic = ?", subscriber, topic);
    }

    private static Optional<Subscription> where(Transaction transaction, String condition, Object... values) {
        return transaction
                .select(COLUMNS + FROM + "WHERE " + condition, values)
                .map((row, _) -> subscription(row))
                .findOne();
    }

    public List<SubscriptionWithTopic> of(Transaction transaction, long subscriber) {
        return transaction
                .select(COLUMNS + ", t.id AS topic_id, t.name " + FROM + """
                        JOIN topic t ON t.id = s.topic WHERE s.subscriber = ? ORDER BY t.name, t.number
                        """, subscriber)
                .map((row, _) -> new SubscriptionWithTopic(
                        subscription(row), new Topic(row.getString("topic_id"), row.getString("name"))))
                .list();
    }

    /// Subscribes with the defaults, unless a subscription to that topic exists. The topic must
    /// exist.
    public boolean create(Transaction transaction, long subscriber, String topic, long thread, Instant now) {
        return create(transaction, subscriber, Optional.of(topic), thread, now);
    }

    private static boolean create(
            Transaction transaction, long subscriber, Optional<String> topic, long thread, Instant now) {
        return transaction.execute("""
                INSERT INTO subscription (subscriber, topic, thread, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", subscriber, topic, thread, now) > 0;
    }

    /// The subscription through which digests with followed words are delivered.
    public Optional<Subscription> toWords(Transaction transaction, long subscriber) {
        return where(transaction, "s.subscriber = ? AND s.topic IS NULL", subscriber);
    }

    public boolean createToWords(Transaction transaction, long subscriber, long thread, Instant now) {
        return create(transaction, subscriber, Optional.empty(), thread, now);
    }

    /// Delivers digests with followed words in the length of the subscriber's newest subscription to
    /// a topic; without one, in full.
    public void alignToWords(Transaction transaction, long subscriber) {
        toWords(transaction, subscriber).ifPresent(words -> {
            Optional<Subscription> newest = where(
                    transaction,
                    "s.subscriber = ? AND s.topic IS NOT NULL ORDER BY s.number + 0 DESC LIMIT 1",
                    subscriber);
            ReadingOptions reading = newest.map(Subscription::reading).orElse(ReadingOptions.DEFAULT);
            update(transaction, words.withReading(reading.withPerspectives(PerspectiveChoice.ALL)));
        });
    }

    public void update(Transaction transaction, Subscription subscription) {
        Optional<DeliverySchedule> own =
                Optional.of(subscription.schedule()).filter(_ -> subscription.hasOwnSchedule());
        transaction.execute(
                """
                UPDATE subscription SET thread = ?, perspectives = ?, length = ?, layout = ?, at = ?, days = ?
                WHERE number = ?""",
                subscription.thread(),
                subscription.reading().perspectives().column(),
                subscription.reading().length().id(),
                subscription.reading().layout().id(),
                own.flatMap(DeliverySchedule::at),
                own.map(DeliverySchedule::days),
                subscription.number());
    }

    /// Gives the subscription to another subscriber, who has none to its topic.
    public void setSubscriber(Transaction transaction, long number, long subscriber) {
        transaction.execute("UPDATE subscription SET subscriber = ? WHERE number = ?", subscriber, number);
    }

    public void delete(Transaction transaction, long number) {
        transaction.execute("DELETE FROM subscription WHERE number = ?", number);
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getLong("number"),
                row.getLong("subscriber"),
                Objects.requireNonNullElse(row.getString("topic"), Subscription.TO_WORDS),
                row.getLong("thread"),
                ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                DeliverySchedule.when(row.getString("at"), row.getInt("days")),
                row.getBoolean("own"));
    }
}
