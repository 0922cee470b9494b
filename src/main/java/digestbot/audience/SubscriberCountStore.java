package digestbot.audience;

import digestbot.database.Transaction;
import java.util.List;

/// Counts subscribers and subscriptions. A subscriber is active if it has a topic or
/// follows words, and can be reached.
public final class SubscriberCountStore {

    private static final String ACTIVE =
            " FROM subscription s JOIN subscriber u ON u.number = s.subscriber" + " WHERE u.paused_reason IS NULL ";
    private static final String WITH_TOPIC = ACTIVE + "AND s.topic IS NOT NULL ";

    /// The chats of one platform.
    ///
    /// @param paused the number of subscribed chats that stopped or blocked the bot, or no longer
    ///     exist
    /// @param withoutTopics the number of chats without a topic and without followed words
    public record Chats(Platform platform, long active, long paused, long withoutTopics) {}

    public record TopicCount(String topic, Platform platform, long subscriptions) {}

    public record PerspectivesCount(String topic, PerspectiveChoice perspectives, long subscriptions) {}

    public record LanguageCount(String language, long subscribers) {}

    public List<Chats> chats(Transaction transaction) {
        return transaction
                .select("""
                        SELECT platform, count(*) FILTER (WHERE topics AND NOT paused) AS active,
                               count(*) FILTER (WHERE topics AND paused) AS paused,
                               count(*) FILTER (WHERE NOT topics) AS without
                        FROM (SELECT u.platform, u.paused_reason IS NOT NULL AS paused,
                                     EXISTS (SELECT 1 FROM subscription s WHERE s.subscriber = u.number) AS topics
                              FROM subscriber u)
                        GROUP BY platform ORDER BY platform DESC
                        """)
                .map((row, _) -> new Chats(
                        Platform.of(row.getString("platform")),
                        row.getLong("active"),
                        row.getLong("paused"),
                        row.getLong("without")))
                .list();
    }

    public List<TopicCount> topics(Transaction transaction) {
        return transaction
                .select("SELECT s.topic, u.platform, count(*) AS subscriptions" + WITH_TOPIC
                        + "GROUP BY s.topic, u.platform ORDER BY s.topic, u.platform DESC")
                .map((row, _) -> new TopicCount(
                        row.getString("topic"), Platform.of(row.getString("platform")), row.getLong("subscriptions")))
                .list();
    }

    public List<PerspectivesCount> perspectives(Transaction transaction) {
        return transaction
                .select("SELECT s.topic, s.perspectives, count(*) AS subscriptions" + WITH_TOPIC
                        + "GROUP BY s.topic, s.perspectives ORDER BY s.topic, s.perspectives")
                .map((row, _) -> new PerspectivesCount(
                        row.getString("topic"),
                        PerspectiveChoice.of(row.getString("perspectives")),
                        row.getLong("subscriptions")))
                .list();
    }

    public List<LanguageCount> languages(Transaction transaction) {
        return transaction
                .select("SELECT u.language, count(DISTINCT u.number) AS subscribers" + ACTIVE
                        + "GROUP BY u.language ORDER BY subscribers DESC, u.language")
                .map((row, _) -> new LanguageCount(row.getString("language"), row.getLong("subscribers")))
                .list();
    }
}
