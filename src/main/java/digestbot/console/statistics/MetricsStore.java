package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.Map;

final class MetricsStore {

    /// Single values; `problems` are invalid files in the folder.
    record MetricsSnapshot(long digests, long heldDigests, long problems, long alarms) {
        static final MetricsSnapshot NONE = new MetricsSnapshot(0, 0, 0, 0);
    }

    Map<Platform, Long> reachable(Transaction transaction) {
        return counts(
                transaction,
                "SELECT platform, count(*) AS number FROM subscriber WHERE paused_reason IS NULL GROUP BY platform");
    }

    /// Chats that cannot be reached or that stopped deliveries.
    Map<Platform, Long> paused(Transaction transaction) {
        return counts(
                transaction,
                "SELECT platform, count(*) AS number FROM subscriber WHERE paused_reason IS NOT NULL GROUP BY platform");
    }

    /// The queued deliveries, due now or later.
    Map<Platform, Long> queued(Transaction transaction) {
        return counts(
                transaction,
                DeliverySql.of(
                        "SELECT platform, count(*) AS number FROM delivery WHERE state = {queued} AND next_at IS NOT NULL"
                                + " GROUP BY platform"));
    }

    private static Map<Platform, Long> counts(Transaction transaction, String sql) {
        return transaction
                .handle()
                .createQuery(sql)
                .map((row, _) -> Map.entry(Platform.of(row.getString("platform")), row.getLong("number")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    MetricsSnapshot figures(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT (SELECT count(*) FROM digest WHERE state <> 'draft') AS digests,"
                        + " (SELECT count(*) FROM digest WHERE held_until IS NOT NULL) AS held,"
                        + " (SELECT count(*) FROM file WHERE problem IS NOT NULL) AS problems,"
                        + " (SELECT count(*) FROM alarm) AS alarms")
                .map((row, _) -> new MetricsSnapshot(
                        row.getLong("digests"), row.getLong("held"), row.getLong("problems"), row.getLong("alarms")))
                .one();
    }

    /// The time of each topic's last publication, by the topic's id.
    Map<String, Instant> lastPublished(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT topic, max(published_at) AS at FROM digest WHERE published_at IS NOT NULL"
                        + " GROUP BY topic ORDER BY topic")
                .map((row, _) -> Map.entry(row.getString("topic"), Instant.ofEpochMilli(row.getLong("at"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
