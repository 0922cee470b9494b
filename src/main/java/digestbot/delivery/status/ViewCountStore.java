package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/// Counts how often each view of a digest is opened, by day. It stores neither chats nor persons,
/// and gives no number that is so small that it could tell of one of them.
public final class ViewCountStore {

    /// The smallest number that is given.
    public static final int MIN_SHOWN = 5;

    /// The time for which the counts are kept.
    public static final Duration KEPT = DeliveryHistoryStore.KEPT;

    /// How often a view was opened.
    public record ViewCount(String topic, ViewedPart view, ViewTrigger trigger, Platform platform, long views) {}

    private static final String COUNTS = """
            SELECT g.topic, v.view, v.button, v.platform, sum(v.views) AS views
            FROM view_count v JOIN digest g ON g.number = v.digest
            WHERE %s
            GROUP BY g.topic, v.view, v.button, v.platform HAVING sum(v.views) >= ?
            ORDER BY g.topic, views DESC, v.view, v.button, v.platform
            """;

    /// Counts that a view was opened.
    public void count(
            Transaction transaction,
            long digest,
            ViewedPart view,
            ViewTrigger trigger,
            Platform platform,
            LocalDate day) {
        transaction.execute(
                "INSERT INTO view_count (day, digest, view, button, platform, views) VALUES (?, ?, ?, ?, ?, 1)"
                        + " ON CONFLICT (day, digest, view, button, platform)"
                        + " DO UPDATE SET views = view_count.views + 1",
                day.toString(),
                digest,
                view.id(),
                trigger.id(),
                platform.id());
    }

    /// The counts of a digest, the most frequent first.
    public List<ViewCount> ofDigest(Transaction transaction, long digest) {
        return counts(transaction, COUNTS.formatted("v.digest = ?"), digest);
    }

    /// The counts of all digests by topic since that day.
    public List<ViewCount> since(Transaction transaction, LocalDate day) {
        return counts(transaction, COUNTS.formatted("v.day >= ?"), day.toString());
    }

    private static List<ViewCount> counts(Transaction transaction, String sql, Object condition) {
        return transaction
                .select(sql, condition, MIN_SHOWN)
                .map((row, _) -> new ViewCount(
                        row.getString("topic"),
                        ViewedPart.of(row.getString("view")),
                        ViewTrigger.of(row.getString("button")),
                        Platform.of(row.getString("platform")),
                        row.getLong("views")))
                .list();
    }

    /// Removes the counts of days before that one.
    public void prune(Transaction transaction, LocalDate before) {
        transaction.execute("DELETE FROM view_count WHERE day < ?", before.toString());
    }
}
