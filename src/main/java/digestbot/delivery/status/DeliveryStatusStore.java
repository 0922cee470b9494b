package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Counts and lists deliveries for operators, without personal data, and tells the status of one.
public final class DeliveryStatusStore {

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
                .bind("now", now)
                .map((row, _) -> new Due(
                        Platform.of(row.getString("platform")),
                        row.getLong("deliveries"),
                        Instant.ofEpochMilli(row.getLong("oldest"))))
                .list();
    }

    /// Whether any delivery but replies and notices was settled on the platform since then.
    public boolean settledSince(Transaction transaction, Platform platform, Instant since) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM last_settled WHERE platform = ? AND at >= ?)", platform.id(), since);
    }

    public sealed interface DeliveryStatus {

        /// The delivery is due at the given time, or is being sent; empty if it is not planned yet.
        record Scheduled(Optional<Instant> due) implements DeliveryStatus {}

        record Paused() implements DeliveryStatus {}

        /// The delivery was sent, or is not wanted any more; or there is none: the digest was
        /// published before the subscription or while the chat was paused, or the subscription does
        /// not include it.
        record Ended() implements DeliveryStatus {}

        record Failed(boolean unreachable) implements DeliveryStatus {}
    }

    public DeliveryStatus of(Transaction transaction, long subscription, long digest) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT d.state, d.due_at, d.failure, d.unreachable
                        FROM delivery_item i JOIN delivery d ON d.number = i.delivery
                        WHERE i.digest = ? AND i.subscription = ? AND i.subscription IS NOT NULL
                          AND d.corrects IS NULL
                        """), digest, subscription)
                .map((row, _) -> status(row))
                .findFirst()
                .orElseGet(() -> withoutDelivery(transaction, digest));
    }

    private static DeliveryStatus withoutDelivery(Transaction transaction, long digest) {
        return transaction.isTrue(
                        "SELECT EXISTS (SELECT 1 FROM planning WHERE digest = ? AND task = 'publish')", digest)
                ? new DeliveryStatus.Scheduled(Optional.empty())
                : new DeliveryStatus.Ended();
    }

    private static DeliveryStatus status(ResultSet row) throws SQLException {
        return switch (DeliveryState.of(row.getString("state"))) {
            case PAUSED -> new DeliveryStatus.Paused();
            case CANCELLED, SENT -> new DeliveryStatus.Ended();
            case FAILED -> new DeliveryStatus.Failed(isUnreachable(row));
            case QUEUED, IN_FLIGHT -> new DeliveryStatus.Scheduled(NullableColumns.instant(row, "due_at"));
        };
    }

    private static boolean isUnreachable(ResultSet row) throws SQLException {
        return row.getBoolean("unreachable")
                || Optional.ofNullable(row.getString("failure"))
                        .flatMap(Outcome::of)
                        .filter(outcome -> outcome.policy() == Policy.PAUSE)
                        .isPresent();
    }
}
