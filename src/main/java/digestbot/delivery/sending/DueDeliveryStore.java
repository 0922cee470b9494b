package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.SqlResource;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.CombinedDeliveryStore;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;

/// Finds due deliveries that can be sent now.
final class DueDeliveryStore {

    /// The first due deliveries. Only these are checked while planning runs, because most
    /// deliveries may have to wait.
    private static final String FIRST_DUE_DELIVERIES = DeliverySql.of("""
            (SELECT * FROM delivery WHERE platform = :platform AND priority = :priority AND state = {queued} AND next_at <= :now
             ORDER BY next_at, number LIMIT 4000)""");

    /// The condition that a delivery need not wait for planning. An unclaimed delivery waits while
    /// digests of other days of its topic are still being planned, so that readers receive all days
    /// together after a downtime. A single digest does not wait.
    private static final String NOT_WAITING_FOR_PLANNING = DeliverySql.of("""
            (d.cause <> {digest} OR d.claim > 0
             OR NOT EXISTS (SELECT 1 FROM planning p JOIN digest o ON o.number = p.digest
                            WHERE p.task = 'publish' AND o.published_at IS NOT NULL
                              AND o.topic = g.topic AND o.day <> g.day))
            """);

    private static final String DUE = statement("delivery", "d.priority = :priority");

    private static final String DUE_WHILE_PLANNING =
            statement(FIRST_DUE_DELIVERIES, "d.priority = :priority AND " + NOT_WAITING_FOR_PLANNING);

    /// The statement for one fan-out (uses its own index).
    private static final String DUE_OF_FAN_OUT =
            statement("delivery", "+d.priority = :priority AND d.shared_content = :fanOut");

    /// The fan-outs with due deliveries of the priority; all deliveries of a fan-out have the same
    /// one.
    private static final String FAN_OUTS = DeliverySql.of("""
            SELECT c.number FROM shared_content c
            WHERE c.paused = 0
              AND (SELECT d.priority FROM delivery d
                   WHERE d.platform = ? AND d.shared_content = c.number AND d.state = {queued} AND d.next_at <= ?
                   ORDER BY d.next_at LIMIT 1) = ?
            ORDER BY c.number
            """);

    /// @param source the deliveries to select from
    /// @param condition the condition on their priority, and any further ones
    private static String statement(String source, String condition) {
        return DeliverySql.of(
                SqlResource.load("due-deliveries"),
                Map.of(
                        "source", source,
                        "condition", condition,
                        "shows_any", CombinedDeliveryStore.showsAny("d")));
    }

    private final Platform platform;
    private final DeliveryDetailsStore deliveries;

    DueDeliveryStore(Platform platform) {
        this.platform = platform;
        deliveries = new DeliveryDetailsStore(platform);
    }

    /// The deliveries that may be sent now, in order. Broadcasts are sent one after another;
    /// paused ones are skipped.
    List<Delivery> due(Transaction transaction, int priority, Instant now, int limit) {
        if (priority != Priority.BROADCASTS) {
            String sql = priority == Priority.DIGESTS && isPlanning(transaction) ? DUE_WHILE_PLANNING : DUE;
            return due(transaction, sql, priority, now, OptionalLong.empty(), limit);
        }
        List<Delivery> due = new ArrayList<>();
        for (long fanOut : fanOuts(transaction, now)) {
            if (due.size() < limit) {
                due.addAll(
                        due(transaction, DUE_OF_FAN_OUT, priority, now, OptionalLong.of(fanOut), limit - due.size()));
            }
        }
        return due;
    }

    /// Tells whether the planning of a digest is not finished.
    private static boolean isPlanning(Transaction transaction) {
        return transaction
                .select("SELECT EXISTS (SELECT 1 FROM planning WHERE task = 'publish')")
                .mapTo(Boolean.class)
                .one();
    }

    private List<Long> fanOuts(Transaction transaction, Instant now) {
        return transaction
                .select(FAN_OUTS, platform.id(), now.toEpochMilli(), Priority.BROADCASTS)
                .mapTo(Long.class)
                .list();
    }

    private List<Delivery> due(
            Transaction transaction, String sql, int priority, Instant now, OptionalLong fanOut, int limit) {
        Query query = transaction
                .select(sql)
                .bind("platform", platform.id())
                .bind("priority", priority)
                .bind("now", now.toEpochMilli())
                .bind("most", limit);
        fanOut.ifPresent(shared -> query.bind("fanOut", shared));
        return deliveries.read(transaction, query.mapTo(Long.class).list(), now);
    }

    /// The time at which the next delivery after now is due.
    Optional<Instant> nextDue(Transaction transaction, int priority, Instant now) {
        return transaction
                .select(
                        DeliverySql.of("SELECT min(next_at) FROM delivery"
                                + " WHERE platform = ? AND priority = ? AND state = {queued} AND next_at > ?"),
                        platform.id(),
                        priority,
                        now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }
}
