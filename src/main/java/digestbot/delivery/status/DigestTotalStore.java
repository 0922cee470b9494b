package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Counts what became of the deliveries of digests.
public final class DigestTotalStore {

    private DigestTotalStore() {}

    /// The results of a digest's deliveries on each platform.
    public static Map<Platform, DigestTotals> of(Transaction tx, long digest) {
        Map<Platform, DigestTotals> totals = new EnumMap<>(Platform.class);
        tx.select("SELECT platform, outcome, deliveries FROM digest_total WHERE digest = ?", digest)
                .map((row, _) -> Map.entry(
                        Platform.of(row.getString("platform")),
                        new DigestTotals(Map.of(row.getString("outcome"), row.getLong("deliveries")))))
                .forEach(entry -> totals.merge(entry.getKey(), entry.getValue(), DigestTotals::plus));
        return totals;
    }

    /// The deliveries of each digest that are scheduled for later, by its number.
    public static Map<Long, Long> later(Transaction tx, Instant now) {
        return tx.select(DeliverySql.of("SELECT i.digest, count(*) AS deliveries FROM delivery d"
                        + " JOIN delivery_item i ON i.delivery = d.number"
                        + " WHERE d.state = {queued} AND d.next_at IS NOT NULL AND d.priority = 1"
                        + " AND d.platform IN ('telegram', 'discord') AND d.next_at > :now AND d.due_at > :now"
                        + " AND d.cause IN {subscribed} GROUP BY i.digest"))
                .bind("now", now)
                .map((row, _) -> Map.entry(row.getLong("digest"), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// When the last delivery of a digest was sent; empty if none was, or if they are removed by now.
    public static Optional<Instant> lastSent(Transaction tx, long digest) {
        return tx.numbers(DeliverySql.of("""
                                SELECT coalesce(max(d.settled_at), 0) FROM delivery_item i
                                JOIN delivery d ON d.number = i.delivery
                                WHERE i.digest = ? AND i.subscription IS NOT NULL AND d.state = {sent}
                                AND d.cause IN {subscribed}"""), digest).stream()
                .filter(at -> at > 0)
                .map(Instant::ofEpochMilli)
                .findFirst();
    }
}
