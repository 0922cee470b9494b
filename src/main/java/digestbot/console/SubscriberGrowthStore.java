package digestbot.console;

import digestbot.database.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts chats that joined and left per day, and subscribers per time zone.
public final class SubscriberGrowthStore {

    private static final long QUARTER = 15 * 60 * 1_000L;

    /// Not each chat that the bot has met is subscribed to anything.
    private static final String HAS_TOPIC =
            "EXISTS (SELECT 1 FROM subscription WHERE subscription.subscriber = subscriber.number)";

    public record DailyGrowth(LocalDate day, long joined, long left) {}

    public record ZoneCount(String zone, long subscribers) {}

    private record QuarterHour(long quarter, long chats) {}

    /// The last days, the oldest first, including those without changes.
    public List<DailyGrowth> days(Transaction transaction, int days, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate first = today.minusDays(days - 1L);
        long from = first.atStartOfDay(zone).toInstant().toEpochMilli();
        Map<LocalDate, Long> joined = byDay(transaction, "created_at", from, zone);
        Map<LocalDate, Long> left = byDay(transaction, "paused_at", from, zone);
        return first.datesUntil(today.plusDays(1))
                .map(day -> new DailyGrowth(day, joined.getOrDefault(day, 0L), left.getOrDefault(day, 0L)))
                .toList();
    }

    /// Every zone's midnight is at a quarter of an hour.
    private static Map<LocalDate, Long> byDay(Transaction transaction, String column, long from, ZoneId zone) {
        Map<LocalDate, Long> byDay = new TreeMap<>();
        transaction
                .handle()
                .createQuery(
                        "SELECT %1$s / %2$d AS quarter, count(*) AS chats FROM subscriber".formatted(column, QUARTER)
                                + " WHERE " + column + " >= ? AND " + HAS_TOPIC + " GROUP BY quarter")
                .bind(0, from)
                .map((row, _) -> new QuarterHour(row.getLong("quarter"), row.getLong("chats")))
                .forEach(moment -> byDay.merge(
                        LocalDate.ofInstant(Instant.ofEpochMilli(moment.quarter() * QUARTER), zone),
                        moment.chats(),
                        Long::sum));
        return byDay;
    }

    /// The zones with the most chats first.
    public List<ZoneCount> zones(Transaction transaction, int limit) {
        return transaction
                .handle()
                .createQuery("SELECT zone, count(*) AS subscribers FROM subscriber WHERE paused_reason IS NULL AND "
                        + HAS_TOPIC + " GROUP BY zone ORDER BY subscribers DESC, zone LIMIT ?")
                .bind(0, limit)
                .map((row, _) -> new ZoneCount(row.getString("zone"), row.getLong("subscribers")))
                .list();
    }
}
