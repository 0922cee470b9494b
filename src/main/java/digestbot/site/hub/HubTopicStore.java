package digestbot.site.hub;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What the hub was told of each topic.
final class HubTopicStore {

    /// A topic.
    ///
    /// @param version the version of its digests that was seen last
    /// @param seenAt when it was seen for the first time
    /// @param told the version of which the hub was told last
    record HubTopic(String id, long version, Instant seenAt, OptionalLong told) {

        boolean isChanged() {
            return !told.equals(OptionalLong.of(version));
        }
    }

    /// All topics that were ever seen, by id.
    List<HubTopic> all(Transaction transaction) {
        return transaction
                .select("SELECT topic, version, seen_at, told FROM hub_topic ORDER BY topic")
                .map((row, _) -> new HubTopic(
                        row.getString("topic"),
                        row.getLong("version"),
                        Instant.ofEpochMilli(row.getLong("seen_at")),
                        NullableColumns.number(row, "told")))
                .list();
    }

    /// Stores another version of the topic's digests.
    void saw(Transaction transaction, String topic, long version, Instant now) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO hub_topic (topic, version, seen_at) VALUES (?, ?, ?) ON CONFLICT (topic)"
                                + " DO UPDATE SET version = excluded.version, seen_at = excluded.seen_at",
                        topic,
                        version,
                        now.toEpochMilli());
    }

    /// Stores that the hub was told of that version.
    void told(Transaction transaction, String topic, long version) {
        transaction.handle().execute("UPDATE hub_topic SET told = ? WHERE topic = ?", version, topic);
    }
}
