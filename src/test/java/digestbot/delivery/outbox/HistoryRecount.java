package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// Counts deliveries anew, for comparison with the stored totals.
public final class HistoryRecount {

    private static final String RECOUNTED = """
            SELECT i.digest, d.platform, 'planned' AS outcome, 1 AS n
            FROM delivery d JOIN delivery_item i ON i.delivery = d.number WHERE d.cause IN {subscribed}
            UNION ALL
            SELECT i.digest, d.platform,
                   CASE WHEN d.state = {failed} THEN d.failure WHEN d.state = {cancelled} THEN 'cancelled'
                        WHEN i.revision IS NULL THEN 'cancelled' ELSE 'sent' END, 1
            FROM delivery d JOIN delivery_item i ON i.delivery = d.number
            WHERE d.cause IN {subscribed} AND d.state IN {settled}
            """;

    private static final String SENT = """
            SELECT settled_at / 3600000 * 3600000 AS hour, platform, cause, settled_at - coalesce(due_again_at, due_at) AS took
            FROM delivery WHERE state = {sent} AND coalesce(reason, '') <> 'nothing had to change'
            """;

    private static final String HOUR = "%d %s %s within %d: ";

    private HistoryRecount() {}

    /// The stored totals of all digests, such as `1 telegram sent 2`, without presses.
    public static List<String> digests(Transaction tx) {
        return lines(
                tx,
                "SELECT digest, platform, outcome, deliveries AS n FROM digest_total"
                        + " WHERE deliveries <> 0 AND outcome <> 'interacted' ORDER BY digest, platform, outcome");
    }

    public static List<String> digestsRecounted(Transaction tx) {
        return lines(
                tx,
                DeliverySql.of("SELECT digest, platform, outcome, sum(n) AS n FROM (" + RECOUNTED
                        + ") GROUP BY digest, platform, outcome ORDER BY digest, platform, outcome"));
    }

    /// The stored counts of what was sent in each hour, such as
    /// `3600000 telegram digest within 250: 2`.
    public static List<String> hours(Transaction tx) {
        return tx
                .select("SELECT hour, platform, cause, within, deliveries FROM delivery_hour WHERE outcome = 'sent'")
                .map((row, _) -> HOUR.formatted(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4))
                        + row.getLong(5))
                .stream()
                .sorted()
                .toList();
    }

    public static List<String> hoursRecounted(Transaction tx) {
        var counts = new TreeMap<String, Integer>();
        tx.select(DeliverySql.of(SENT))
                .map((row, _) ->
                        HOUR.formatted(row.getLong(1), row.getString(2), row.getString(3), bucket(row.getLong(4))))
                .forEach(hour -> counts.merge(hour, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(hour -> hour.getKey() + hour.getValue())
                .sorted()
                .toList();
    }

    private static long bucket(long millis) {
        return DeliveryTime.bucketOf(Duration.ofMillis(millis)).toMillis();
    }

    private static List<String> lines(Transaction tx, String sql) {
        return tx.select(sql)
                .map((row, _) ->
                        "%d %s %s %d".formatted(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list();
    }
}
