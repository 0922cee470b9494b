package digestbot.delivery.status;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Counts deliveries by the day on which they were due.
public final class DailyCountStore {

    /// The interval of counting, because every zone's midnight is at a quarter of an hour.
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /// The number of deliveries that were due on a day.
    public record DailyCount(LocalDate day, DeliveryCause cause, DeliveryState state, long deliveries) {}

    private record Kind(LocalDate day, DeliveryCause cause, DeliveryState state) {}

    private static final Comparator<Kind> ORDER = Comparator.comparing(Kind::day)
            .thenComparing(kind -> kind.cause().id())
            .thenComparing(kind -> kind.state().id());

    private record Counted(Kind kind, long deliveries) {}

    /// The days up to today, oldest first; days on which nothing was due are omitted.
    ///
    /// @param days the number of days, including today
    public List<DailyCount> days(Transaction transaction, int days, Instant now, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(now, zone).minusDays(days - 1L);
        Map<Kind, Long> counts = transaction
                .select("SELECT due_at / :quarter AS quarter, cause, state, count(*) AS deliveries FROM delivery"
                        + " WHERE due_at >= :from AND due_at <= :now GROUP BY quarter, cause, state")
                .bind("quarter", QUARTER.toMillis())
                .bind("from", first.atStartOfDay(zone).toInstant().toEpochMilli())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new Counted(
                        new Kind(
                                LocalDate.ofInstant(
                                        Instant.ofEpochMilli(row.getLong("quarter") * QUARTER.toMillis()), zone),
                                DeliveryCause.of(row.getString("cause")),
                                DeliveryState.of(row.getString("state"))),
                        row.getLong("deliveries")))
                .collect(Collectors.toMap(Counted::kind, Counted::deliveries, Long::sum, () -> new TreeMap<>(ORDER)));
        return counts.entrySet().stream()
                .map(entry -> new DailyCount(
                        entry.getKey().day(),
                        entry.getKey().cause(),
                        entry.getKey().state(),
                        entry.getValue()))
                .toList();
    }
}
