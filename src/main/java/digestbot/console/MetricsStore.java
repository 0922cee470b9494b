package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;

final class MetricsStore {

    /// @param invalidFiles those in the digest folder
    record Figures(long digests, long heldDigests, long invalidFiles, long alarms) {}

    /// @param paused the chats that cannot be reached or that stopped deliveries
    record KnownChats(Platform platform, long reachable, long paused) {}

    /// The last publication of a topic.
    record Publication(String topic, Instant at) {}

    Figures figures(Transaction transaction) {
        return transaction
                .select("SELECT (SELECT count(*) FROM digest WHERE state <> 'draft') AS digests,"
                        + " (SELECT count(*) FROM digest WHERE held_until IS NOT NULL) AS held,"
                        + " (SELECT count(*) FROM file WHERE problem IS NOT NULL) AS problems,"
                        + " (SELECT count(*) FROM alarm) AS alarms")
                .map((row, _) -> new Figures(
                        row.getLong("digests"), row.getLong("held"), row.getLong("problems"), row.getLong("alarms")))
                .one();
    }

    List<KnownChats> chats(Transaction transaction) {
        return transaction
                .select("SELECT platform, count(*) FILTER (WHERE paused_reason IS NULL) AS reachable,"
                        + " count(*) FILTER (WHERE paused_reason IS NOT NULL) AS paused"
                        + " FROM subscriber GROUP BY platform")
                .map((row, _) -> new KnownChats(
                        Platform.of(row.getString("platform")), row.getLong("reachable"), row.getLong("paused")))
                .list();
    }

    List<Publication> lastPublished(Transaction transaction) {
        return transaction
                .select("SELECT topic, max(published_at) AS at FROM digest WHERE published_at IS NOT NULL"
                        + " GROUP BY topic ORDER BY topic")
                .map((row, _) -> new Publication(row.getString("topic"), Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }
}
