package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the counts for the overview, the lists and the metrics.
final class ConsoleStore {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    /// Selects chats with a subscription; the bot also knows others.
    private static final String HAS_TOPIC =
            "EXISTS (SELECT 1 FROM subscription WHERE subscription.subscriber = subscriber.number)";

    private ConsoleStore() {}

    /// @param invalidFiles the number of invalid files in the digest folder
    record Figures(long digests, long heldDigests, long invalidFiles, long alarms) {}

    static Figures figures(Transaction tx) {
        return tx.select("SELECT (SELECT count(*) FROM digest WHERE state <> 'draft') AS digests,"
                        + " (SELECT count(*) FROM digest WHERE held_until IS NOT NULL) AS held,"
                        + " (SELECT count(*) FROM file WHERE problem IS NOT NULL) AS problems,"
                        + " (SELECT count(*) FROM alarm) AS alarms")
                .map((row, _) -> new Figures(
                        row.getLong("digests"), row.getLong("held"), row.getLong("problems"), row.getLong("alarms")))
                .one();
    }

    /// The time of each topic's last publication.
    static Map<String, Instant> lastPublished(Transaction tx) {
        return tx.select("SELECT topic, max(published_at) AS at FROM digest WHERE published_at IS NOT NULL"
                        + " GROUP BY topic")
                .map((row, _) -> Map.entry(row.getString("topic"), Instant.ofEpochMilli(row.getLong("at"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
    }

    /// @param paused the chats that cannot be reached or that stopped deliveries
    record KnownChats(Platform platform, long reachable, long paused) {}

    static List<KnownChats> chats(Transaction tx) {
        return tx.select("SELECT platform, count(*) FILTER (WHERE paused_reason IS NULL) AS reachable,"
                        + " count(*) FILTER (WHERE paused_reason IS NOT NULL) AS paused"
                        + " FROM subscriber GROUP BY platform")
                .map((row, _) -> new KnownChats(
                        Platform.of(row.getString("platform")), row.getLong("reachable"), row.getLong("paused")))
                .list();
    }

    /// A row of the table of latest digests.
    ///
    /// @param topic the name of its topic
    /// @param published the time when it was published or archived; empty if it is a draft or
    ///     withdrawn
    /// @param heldUntil the time at which a held digest is published automatically
    /// @param isOfDay true if the digest's date is the day, or if it was published on the day
    /// @param state published, archived (never sent), held, withdrawn or draft
    record RecentDigest(
            long number,
            String topic,
            String day,
            String edition,
            String language,
            Optional<Instant> published,
            Optional<Instant> heldUntil,
            boolean isOfDay,
            String state) {}

    /// The digests of the day, those published on it, the held ones, and the latest ones, newest
    /// first.
    static List<RecentDigest> latest(Transaction tx, LocalDate day, ZoneId zone) {
        return tx.select("""
                        SELECT g.number, t.name, g.day, g.edition, g.language, g.held_until, g.published_at,
                               CASE WHEN g.day = :day OR (g.published_at >= :from AND g.published_at < :to) THEN 1 ELSE 0 END AS of_day,
                               CASE WHEN g.held_until IS NOT NULL THEN 'held' WHEN g.withdrawn_at IS NOT NULL THEN 'withdrawn'
                                    ELSE g.state END AS state
                        FROM digest g JOIN topic t ON t.id = g.topic
                        WHERE g.number IN (SELECT number FROM digest WHERE held_until IS NOT NULL
                                           UNION SELECT number FROM digest WHERE day = :day
                                           UNION SELECT number FROM (SELECT number FROM digest
                                                                     ORDER BY day DESC, number DESC LIMIT 5)
                                           UNION SELECT number FROM digest WHERE published_at >= :from AND published_at < :to)
                        ORDER BY g.day DESC, g.number DESC LIMIT 100
                        """)
                .bind("day", day)
                .bind("from", day.atStartOfDay(zone).toInstant())
                .bind("to", day.plusDays(1).atStartOfDay(zone).toInstant())
                .map((row, _) -> new RecentDigest(
                        row.getLong("number"),
                        row.getString("name"),
                        row.getString("day"),
                        Optional.ofNullable(row.getString("edition")).orElse(""),
                        row.getString("language"),
                        NullableColumns.instant(row, "published_at"),
                        NullableColumns.instant(row, "held_until"),
                        row.getBoolean("of_day"),
                        row.getString("state")))
                .list();
    }

    /// The details of one digest in the list of digests.
    ///
    /// @param warnings the number of warnings about its revision
    record ListedDigest(String state, long warnings) {}

    static ListedDigest listed(Transaction tx, long digest) {
        return tx.select("""
                SELECT g.state, (SELECT count(*) FROM warning w
                WHERE w.digest = g.number AND w.revision = g.revision) AS warnings
                FROM digest g WHERE g.number = ?""", digest)
                .map((row, _) -> new ListedDigest(row.getString("state"), row.getLong("warnings")))
                .one();
    }

    record QueueCount(Platform platform, DeliveryState state, long deliveries) {}

    /// Counts unsettled and failed deliveries. Each state has its own partial index, because there
    /// may be millions of settled ones.
    static List<QueueCount> queue(Transaction tx, DeliveryState... states) {
        String all = Stream.of(states)
                .map(state -> DeliverySql.of("SELECT platform, state, count(*) AS deliveries FROM delivery"
                        + " WHERE state = {" + state.id() + "}" + conditionOfIndex(state)
                        + " GROUP BY platform, state"))
                .collect(Collectors.joining(" UNION ALL "));
        return tx.select(all)
                .map((row, _) -> new QueueCount(
                        Platform.of(row.getString("platform")),
                        DeliveryState.of(row.getString("state")),
                        row.getLong("deliveries")))
                .list();
    }

    /// The partial index's condition, which every delivery in the state meets.
    private static String conditionOfIndex(DeliveryState state) {
        return switch (state) {
            case QUEUED -> " AND next_at IS NOT NULL";
            case IN_FLIGHT -> " AND lease_until IS NOT NULL";
            case PAUSED, SENT, FAILED, CANCELLED -> "";
        };
    }

    /// The deliveries that are due within a quarter of an hour.
    ///
    /// @param first the time when the first of them is due
    record UpcomingDeliveries(Instant first, long deliveries) {}

    /// The quarters of an hour until `until`, the next one first.
    static List<UpcomingDeliveries> upcoming(Transaction tx, Instant now, Instant until) {
        return tx.select(DeliverySql.of("SELECT min(next_at) AS first, count(*) AS deliveries FROM delivery"
                        + " WHERE state = {queued} AND next_at IS NOT NULL AND priority = 1"
                        + " AND platform IN ('telegram', 'discord') AND next_at > :now AND next_at < :until"
                        + " GROUP BY next_at / :quarter ORDER BY first"))
                .bind("quarter", QUARTER.toMillis())
                .bind("now", now)
                .bind("until", until)
                .map((row, _) ->
                        new UpcomingDeliveries(Instant.ofEpochMilli(row.getLong("first")), row.getLong("deliveries")))
                .list();
    }

    /// The chats that joined and left on a day.
    record DailyGrowth(LocalDate day, long joined, long left) {}

    /// The last days, the oldest first, including those without changes.
    static List<DailyGrowth> growth(Transaction tx, int days, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate first = today.minusDays(days - 1L);
        Instant from = first.atStartOfDay(zone).toInstant();
        Map<LocalDate, Long> joined = byDay(tx, "created_at", from, zone);
        Map<LocalDate, Long> left = byDay(tx, "paused_at", from, zone);
        return first.datesUntil(today.plusDays(1))
                .map(day -> new DailyGrowth(day, joined.getOrDefault(day, 0L), left.getOrDefault(day, 0L)))
                .toList();
    }

    /// Sums quarters of an hour, because every zone's midnight is at a quarter.
    private static Map<LocalDate, Long> byDay(Transaction tx, String column, Instant from, ZoneId zone) {
        Map<LocalDate, Long> byDay = new TreeMap<>();
        tx.select(
                        "SELECT %1$s / %2$d AS quarter, count(*) AS chats FROM subscriber WHERE %1$s >= ? AND %3$s GROUP BY quarter"
                                .formatted(column, QUARTER.toMillis(), HAS_TOPIC),
                        from)
                .map((row, _) -> Map.entry(
                        LocalDate.ofInstant(Instant.ofEpochMilli(row.getLong("quarter") * QUARTER.toMillis()), zone),
                        row.getLong("chats")))
                .forEach(quarter -> byDay.merge(quarter.getKey(), quarter.getValue(), Long::sum));
        return byDay;
    }

    /// The number of chats in each zone; the zones with the most chats first.
    static List<Map.Entry<String, Long>> zones(Transaction tx, int limit) {
        return tx.select(
                        "SELECT zone, count(*) AS subscribers FROM subscriber WHERE paused_reason IS NULL AND "
                                + HAS_TOPIC + " GROUP BY zone ORDER BY subscribers DESC, zone LIMIT ?",
                        limit)
                .map((row, _) -> Map.entry(row.getString("zone"), row.getLong("subscribers")))
                .list();
    }
}
