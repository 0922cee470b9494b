package digestbot.delivery.outbox;

import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Counts what becomes of deliveries, by hour and by digest, in the transaction in which it
/// happens. The counts stay when the deliveries are removed, and no page has to count deliveries.
///
/// A digest counts in each delivery of a subscription that shows it. If it is withdrawn, it counts
/// as cancelled in the combined deliveries that are sent without it.
public final class DeliveryHistoryStore {

    /// The time for which the counts by hour are kept: a year can be compared with the one before.
    public static final Duration KEPT = Duration.ofDays(396);

    /// The names of counts of a digest that are not outcomes of failed deliveries.
    public static final String PLANNED = "planned";

    public static final String SENT = DeliveryState.SENT.id();
    public static final String CANCELLED = DeliveryState.CANCELLED.id();

    public static final String INTERACTED = "interacted";

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static final String ADDED = " DO UPDATE SET deliveries = %s.deliveries + excluded.deliveries";

    private static final String SETTLED_IN_HOUR =
            DeliverySql.of("""
            INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries)
            SELECT settled_at / %1$d * %1$d AS hour, platform, cause, coalesce(failure, {sent}) AS outcome,
                   CASE WHEN failure IS NULL THEN %2$s ELSE 0 END AS within, count(*)
            FROM delivery WHERE number IN (SELECT value FROM json_each(?))
            GROUP BY 1, 2, 3, 4, 5
            ON CONFLICT (hour, platform, cause, outcome, within)""".formatted(HOUR, DeliveryTime.bucket("(settled_at - coalesce(due_again_at, due_at))"))
                    + ADDED.formatted("delivery_hour"));

    private static final String RETRIED_IN_HOUR = """
            INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries)
            SELECT ?, platform, cause, ?, 0, 1 FROM delivery WHERE number = ?
            ON CONFLICT (hour, platform, cause, outcome, within)""" + ADDED.formatted("delivery_hour");

    private static final String IN_DIGEST = """
            INSERT INTO digest_total (digest, platform, outcome, deliveries)
            SELECT i.digest, d.platform, %s AS outcome, %d * count(*)
            FROM delivery d JOIN delivery_item i ON i.delivery = d.number
            WHERE d.cause IN {subscribed} AND d.number %s
            GROUP BY 1, 2, 3
            ON CONFLICT (digest, platform, outcome)""" + ADDED.formatted("digest_total");

    private static final String LISTED = "IN (SELECT value FROM json_each(:numbers))";

    /// The first claim fixes the revision of each digest that the delivery shows.
    private static final String SETTLED_IN_DIGEST =
            DeliverySql.of(IN_DIGEST.formatted("""
            CASE WHEN d.state = {failed} THEN d.failure
                 WHEN i.revision IS NULL THEN {cancelled} ELSE {sent} END""", 1, "IN (SELECT value FROM json_each(?))"));

    private static final String CANCELLED_IN_DIGEST = DeliverySql.of(IN_DIGEST.formatted("{cancelled}", 1, LISTED));

    private static final String PLANNED_IN_DIGEST =
            DeliverySql.of(IN_DIGEST.formatted("'" + PLANNED + "'", 1, "> :after"));

    private static final String REOPENED_IN_DIGEST = DeliverySql.of(IN_DIGEST.formatted(":failure", -1, "= :number"));

    /// The first press in any message of the delivery counts.
    private static final String INTERACTED_IN_DIGEST = DeliverySql.of(
            IN_DIGEST.formatted(
                    "'" + INTERACTED + "'",
                    1,
                    "= :number AND i.digest = :digest AND NOT EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.pressed = 1)"));

    /// Counts the deliveries of subscriptions with a higher number, which are new.
    public void planned(Transaction transaction, long after) {
        transaction.update(PLANNED_IN_DIGEST).bind("after", after).execute();
    }

    public void settled(Transaction transaction, List<Long> deliveries) {
        if (!deliveries.isEmpty()) {
            String numbers = deliveries.toString();
            count(transaction, SETTLED_IN_HOUR, numbers);
            count(transaction, SETTLED_IN_DIGEST, numbers);
        }
    }

    public void cancelled(Transaction transaction, List<Long> deliveries) {
        if (!deliveries.isEmpty()) {
            transaction
                    .update(CANCELLED_IN_DIGEST)
                    .bind("numbers", deliveries.toString())
                    .execute();
        }
    }

    public void retried(Transaction transaction, long delivery, Outcome outcome, Instant at) {
        transaction.execute(RETRIED_IN_HOUR, at.toEpochMilli() / HOUR * HOUR, outcome.id(), delivery);
    }

    /// Takes back the count of a failed delivery that an operator retries.
    void reopened(Transaction transaction, long delivery, String failure) {
        transaction
                .update(REOPENED_IN_DIGEST)
                .bind("failure", failure)
                .bind("number", delivery)
                .execute();
    }

    void pressed(Transaction transaction, long delivery, long digest) {
        transaction
                .update(INTERACTED_IN_DIGEST)
                .bind("number", delivery)
                .bind("digest", digest)
                .execute();
    }

    public void prune(Transaction transaction, Instant before) {
        transaction.execute("DELETE FROM delivery_hour WHERE hour < ?", before);
    }

    private static void count(Transaction transaction, String sql, String numbers) {
        var statement = new BatchStatement(transaction, sql);
        statement.add(numbers);
        statement.execute();
    }

    /// The buckets of the time from when a delivery was due until its last message was sent.
    public static final class DeliveryTime {

        /// The upper limit of each bucket. The last one also holds all longer times.
        public static final List<Duration> LIMITS = List.of(
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofDays(1));

        private DeliveryTime() {}

        public static Duration bucketOf(Duration time) {
            return LIMITS.stream()
                    .filter(limit -> time.compareTo(limit) <= 0)
                    .findFirst()
                    .orElse(LIMITS.getLast());
        }

        /// SQL for the bucket of a time: the bucket's upper limit, both in milliseconds.
        static String bucket(String millis) {
            return LIMITS.subList(0, LIMITS.size() - 1).stream()
                    .map(Duration::toMillis)
                    .map(limit -> "WHEN %s <= %d THEN %d".formatted(millis, limit, limit))
                    .collect(Collectors.joining(
                            " ",
                            "CASE ",
                            " ELSE %d END".formatted(LIMITS.getLast().toMillis())));
        }
    }
}
