package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Counts open and failed deliveries for operators, without personal data.
public final class FailureStore {

    public record OpenDeliveries(
            Platform platform, DeliveryCause cause, DeliveryState state, long deliveries, Instant oldest) {}

    /// The number of deliveries that failed with the outcome of that id, or with an `unknown` one.
    public record FailureCount(String failure, long deliveries) {}

    /// A failed delivery, about a topic and day, a broadcast or a cause.
    public record FailedDelivery(
            long number, Instant at, Platform platform, String about, String failure, String reason, String chat) {}

    public static final String FAILURE = "coalesce(d.failure, 'unknown')";

    /// Steps from each reason to the next one in the index, and counts the entries of each.
    private static final String COUNTS_UP_TO = """
            WITH RECURSIVE reason (failure) AS (
                SELECT min(failure) FROM delivery WHERE state = {failed}
                UNION ALL
                SELECT (SELECT min(d.failure) FROM delivery d WHERE d.state = {failed} AND d.failure > r.failure)
                FROM reason r WHERE r.failure IS NOT NULL)
            SELECT why, deliveries FROM (
                SELECT r.failure AS why,
                       (SELECT count(*) FROM (SELECT 1 FROM delivery d
                                              WHERE d.state = {failed} AND d.failure = r.failure LIMIT ?) AS same) AS deliveries
                FROM reason r WHERE r.failure IS NOT NULL
                UNION ALL
                SELECT 'unknown', count(*)
                FROM (SELECT 1 FROM delivery d WHERE d.state = {failed} AND d.failure IS NULL LIMIT ?) AS nameless) AS counted
            WHERE deliveries > 0 ORDER BY deliveries DESC, why""";

    public List<OpenDeliveries> open(Transaction transaction) {
        return transaction
                .select(DeliverySql.of(
                        "SELECT platform, cause, state, count(*) AS deliveries, min(due_at) AS oldest FROM delivery"
                                + " WHERE state IN ({queued}, {paused}, {in_flight}, {failed})"
                                + " GROUP BY platform, cause, state ORDER BY platform, cause, state"))
                .map((row, _) -> new OpenDeliveries(
                        Platform.of(row.getString("platform")),
                        DeliveryCause.of(row.getString("cause")),
                        DeliveryState.of(row.getString("state")),
                        row.getLong("deliveries"),
                        Instant.ofEpochMilli(row.getLong("oldest"))))
                .list();
    }

    /// Counts failures by reason, the most frequent first, up to a limit, which means “this many or
    /// more”. It reads no more than that number of entries of an index, however many deliveries
    /// there are.
    public List<FailureCount> countsUpTo(Transaction transaction, int limit) {
        return transaction
                .select(DeliverySql.of(COUNTS_UP_TO), limit, limit)
                .map((row, _) -> new FailureCount(row.getString("why"), row.getLong("deliveries")))
                .list();
    }

    public List<FailedDelivery> newest(Transaction transaction, int limit) {
        return transaction
                .select(
                        DeliverySql.of("SELECT d.number, coalesce(d.settled_at, d.created_at) AS at, d.platform,"
                                + " coalesce(g.topic || ' ' || g.day, 'broadcast ' || b.number, d.cause) AS about, "
                                + FAILURE + " AS why, coalesce(d.reason, '') AS reason, u.chat_id FROM delivery d"
                                + " JOIN subscriber u ON u.number = d.subscriber"
                                + " LEFT JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0"
                                + " LEFT JOIN digest g ON g.number = i.digest LEFT JOIN broadcast b ON b.shared_content = d.shared_content"
                                + " WHERE d.number IN (SELECT number FROM delivery WHERE state = {failed}"
                                + " ORDER BY settled_at DESC, number DESC LIMIT ?)"
                                + " ORDER BY at DESC, d.number DESC"),
                        limit)
                .map((row, _) -> failed(row))
                .list();
    }

    private static FailedDelivery failed(ResultSet row) throws SQLException {
        String chat = row.getString("chat_id");
        return new FailedDelivery(
                row.getLong("number"),
                Instant.ofEpochMilli(row.getLong("at")),
                Platform.of(row.getString("platform")),
                row.getString("about"),
                row.getString("why"),
                row.getString("reason"),
                "…" + chat.substring(Math.max(0, chat.length() - 3)));
    }
}
