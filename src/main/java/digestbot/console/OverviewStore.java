package digestbot.console;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

public final class OverviewStore {

    /// A row of the table of latest digests.
    ///
    /// @param topic the name of its topic
    /// @param published the time when it was published or archived; empty if it is a draft or
    ///     withdrawn
    /// @param heldUntil the time at which a held digest is published automatically
    /// @param isOfDay true if it is of the day, or was published on it
    /// @param state published, archived (never sent), held, withdrawn or draft
    public record RecentDigest(
            long number,
            String topic,
            String day,
            String edition,
            String language,
            Optional<Instant> published,
            Optional<Instant> heldUntil,
            boolean isOfDay,
            String state) {}

    /// The digests of the day, those that were published on it, those that are held, and the latest
    /// ones, the newest first.
    public List<RecentDigest> latest(Transaction transaction, LocalDate day, ZoneId zone) {
        return transaction
                .handle()
                .createQuery("""
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
                .bind("day", day.toString())
                .bind("from", day.atStartOfDay(zone).toInstant().toEpochMilli())
                .bind("to", day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli())
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
}
