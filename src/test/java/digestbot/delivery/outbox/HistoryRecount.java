package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import java.util.List;

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

    private static final String HOURS = """
            SELECT settled_at / 3600000 * 3600000 AS hour, platform, cause, coalesce(failure, 'sent') AS outcome, count(*) AS n
            FROM delivery WHERE state IN ({sent}, {failed}) AND coalesce(reason, '') <> 'nothing had to change'
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            """;

    private HistoryRecount() {}

    /// The stored totals of all digests, such as `1 telegram sent 2`, without presses.
    public static List<String> digests(Transaction tx) {
        return lines(
                tx,
                "SELECT digest, platform, outcome, deliveries AS n FROM digest_total"
                        + " WHERE deliveries <> 0 AND outcome <> 'interacted' ORDER BY digest, platform, outcome");
    }

    /// The same, counted from the deliveries.
    public static List<String> digestsRecounted(Transaction tx) {
        return lines(
                tx,
                DeliverySql.of("SELECT digest, platform, outcome, sum(n) AS n FROM (" + RECOUNTED
                        + ") GROUP BY digest, platform, outcome ORDER BY digest, platform, outcome"));
    }

    /// The stored counts of hours, such as `3600000 telegram digest sent 2`, without attempts that
    /// were repeated.
    public static List<String> hours(Transaction tx) {
        return tx.select("""
                        SELECT hour, platform, cause, outcome, sum(deliveries) AS n FROM delivery_hour
                        WHERE outcome NOT IN ('chat-limit', 'overall-limit', 'server-error', 'server-down', 'unanswered')
                        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                        """)
                .map((row, _) ->
                        hour(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)))
                .list();
    }

    /// The same, counted from the deliveries.
    public static List<String> hoursRecounted(Transaction tx) {
        return tx.select(DeliverySql.of(HOURS))
                .map((row, _) ->
                        hour(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)))
                .list();
    }

    private static String hour(long hour, String platform, String cause, String outcome, long deliveries) {
        return "%d %s %s %s %d".formatted(hour, platform, cause, outcome, deliveries);
    }

    private static List<String> lines(Transaction tx, String sql) {
        return tx.select(sql)
                .map((row, _) ->
                        "%d %s %s %d".formatted(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list();
    }
}
