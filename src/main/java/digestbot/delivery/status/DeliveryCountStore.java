package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

public final class DeliveryCountStore {

    public Optional<Instant> nextDue(Transaction transaction, Instant now) {
        return transaction
                .select(
                        DeliverySql.of(
                                "SELECT min(max(due_at, next_at)) FROM delivery"
                                        + " WHERE state = {queued} AND next_at IS NOT NULL AND claim = 0 AND max(due_at, next_at) > ?"),
                        now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    public Map<DeliveryState, Long> states(Transaction transaction, DeliveryCause cause) {
        return transaction
                .select("SELECT state, count(*) AS deliveries FROM delivery WHERE cause = ? GROUP BY state", cause.id())
                .map((row, _) -> Map.entry(DeliveryState.of(row.getString("state")), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// The interval of counting, because every zone's midnight is at a quarter of an hour.
    private static final Duration QUARTER = Duration.ofMinutes(15);

    public record DailyCount(LocalDate day, DeliveryCause cause, DeliveryState state, long deliveries) {

        private static final Comparator<DailyCount> ORDER = Comparator.comparing(DailyCount::day)
                .thenComparing(count -> count.cause().id())
                .thenComparing(count -> count.state().id());

        private DailyCount plus(DailyCount other) {
            return new DailyCount(day, cause, state, deliveries + other.deliveries);
        }
    }

    /// The days up to today, oldest first; days on which nothing was due are omitted.
    public List<DailyCount> days(Transaction transaction, int days, Instant now, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(now, zone).minusDays(days - 1L);
        Map<DailyCount, DailyCount> counts = transaction
                .select(
                        "SELECT due_at / ? AS quarter, cause, state, count(*) AS deliveries FROM delivery"
                                + " WHERE due_at >= ? AND due_at <= ? GROUP BY quarter, cause, state",
                        QUARTER.toMillis(),
                        first.atStartOfDay(zone).toInstant().toEpochMilli(),
                        now.toEpochMilli())
                .map((row, _) -> new DailyCount(
                        LocalDate.ofInstant(Instant.ofEpochMilli(row.getLong("quarter") * QUARTER.toMillis()), zone),
                        DeliveryCause.of(row.getString("cause")),
                        DeliveryState.of(row.getString("state")),
                        row.getLong("deliveries")))
                .collect(Collectors.toMap(
                        count -> count, count -> count, DailyCount::plus, () -> new TreeMap<>(DailyCount.ORDER)));
        return List.copyOf(counts.values());
    }

    /// The time since which a delivery is due, which retries do not change (they change
    /// `next_at`). Deliveries that wait for others of their chat, or for the one that they
    /// correct, are not counted.
    private static final String DUE = DeliverySql.of("""
            SELECT platform, count(*) AS deliveries, min(since) AS oldest
            FROM (SELECT d.platform, max(d.due_at, coalesce(d.due_again_at, 0)) AS since
                  FROM delivery d
                  WHERE d.state IN {open} AND d.due_at <= :now
                    AND NOT EXISTS (SELECT 1 FROM delivery e
                                    WHERE e.subscriber = d.subscriber AND e.priority = d.priority
                                      AND e.state IN {open}
                                      AND (e.due_at, e.number) < (d.due_at, d.number) {each_row})
                    AND (d.corrects IS NULL
                         OR NOT EXISTS (SELECT 1 FROM delivery o
                                        WHERE o.number = d.corrects AND o.state IN {open} {each_row})))
            WHERE since <= :now GROUP BY platform ORDER BY platform DESC
            """);

    public record Due(Platform platform, long deliveries, Instant oldest) {}

    public List<Due> due(Transaction transaction, Instant now) {
        return transaction
                .select(DUE)
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new Due(
                        Platform.of(row.getString("platform")),
                        row.getLong("deliveries"),
                        Instant.ofEpochMilli(row.getLong("oldest"))))
                .list();
    }

    /// Tells whether any delivery but replies and notices was settled on the platform since then.
    public boolean settledSince(Transaction transaction, Platform platform, Instant since) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM last_settled WHERE platform = ? AND at >= ?)",
                platform.id(),
                since.toEpochMilli());
    }
}
