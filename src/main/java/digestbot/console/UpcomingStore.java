package digestbot.console;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The queued deliveries that are due later, by quarter of an hour.
public final class UpcomingStore {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    /// The deliveries that are due within a quarter of an hour.
    ///
    /// @param first when the first of them is due
    public record UpcomingDeliveries(Instant first, long deliveries) {}

    /// The deliveries of each digest that are scheduled for later, by its number.
    public Map<Long, Long> later(Transaction transaction, Instant now) {
        return transaction
                .select(DeliverySql.of("SELECT i.digest, count(*) AS deliveries FROM delivery d"
                        + " JOIN delivery_item i ON i.delivery = d.number"
                        + " WHERE d.state = {queued} AND d.next_at IS NOT NULL AND d.priority = 1"
                        + " AND d.platform IN ('telegram', 'discord') AND d.next_at > :now AND d.due_at > :now"
                        + " AND d.cause IN {subscribed} GROUP BY i.digest"))
                .bind("now", now.toEpochMilli())
                .map((row, _) -> Map.entry(row.getLong("digest"), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// The quarters until `until`, the next one first.
    public List<UpcomingDeliveries> next(Transaction transaction, Instant now, Instant until) {
        return transaction
                .select(DeliverySql.of("SELECT min(next_at) AS first, count(*) AS deliveries FROM delivery"
                        + " WHERE state = {queued} AND next_at IS NOT NULL AND priority = 1"
                        + " AND platform IN ('telegram', 'discord') AND next_at > :now AND next_at < :until"
                        + " GROUP BY next_at / :quarter ORDER BY first"))
                .bind("quarter", QUARTER.toMillis())
                .bind("now", now.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map((row, _) ->
                        new UpcomingDeliveries(Instant.ofEpochMilli(row.getLong("first")), row.getLong("deliveries")))
                .list();
    }
}
