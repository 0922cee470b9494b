package digestbot.site.hub;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the hub was told of each topic.
final class HubTopicStore {

    /// A topic.
    ///
    /// @param state the state of its digests that was seen last
    /// @param seenAt when it was seen for the first time
    /// @param told the state of which the hub was told last
    record HubTopic(String id, String state, Instant seenAt, Optional<String> told) {

        boolean isChanged() {
            return !told.equals(Optional.of(state));
        }
    }

    /// All topics that were ever seen, by id.
    List<HubTopic> all(Transaction transaction) {
        return transaction
                .select("SELECT topic, state, seen_at, told FROM hub_topic ORDER BY topic")
                .map((row, _) -> new HubTopic(
                        row.getString("topic"),
                        row.getString("state"),
                        Instant.ofEpochMilli(row.getLong("seen_at")),
                        Optional.ofNullable(row.getString("told"))))
                .list();
    }

    /// Stores another state of the topic's digests.
    void saw(Transaction transaction, String topic, String state, Instant now) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO hub_topic (topic, state, seen_at) VALUES (?, ?, ?) ON CONFLICT (topic)"
                                + " DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at",
                        topic,
                        state,
                        now.toEpochMilli());
    }

    /// Stores that the hub was told of that state.
    void told(Transaction transaction, String topic, String state) {
        transaction.handle().execute("UPDATE hub_topic SET told = ? WHERE topic = ?", state, topic);
    }
}
