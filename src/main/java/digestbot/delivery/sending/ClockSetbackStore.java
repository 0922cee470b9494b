package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves the times of deliveries after the clock was set back.
final class ClockSetbackStore {

    /// The number of newest rows that are searched for one of this platform, because no index
    /// covers that.
    private static final int NEWEST = 1_000;

    private final Platform platform;

    ClockSetbackStore(Platform platform) {
        this.platform = platform;
    }

    /// The latest stored time of the platform, which the clock must have shown; empty if there is
    /// none.
    Optional<Instant> latest(Transaction transaction) {
        return transaction
                .select("""
                        SELECT max(at) FROM (
                            SELECT at FROM last_settled WHERE platform = :platform
                            UNION ALL
                            SELECT created_at FROM (
                                SELECT platform, created_at FROM delivery ORDER BY number DESC LIMIT :newest)
                            WHERE platform = :platform)
                        """)
                .bind("platform", platform.id())
                .bind("newest", NEWEST)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Reduces stored times that lie in the future, so that [#latest] no longer returns them.
    void forgetLater(Transaction transaction, Instant now) {
        for (String update : List.of(
                "UPDATE last_settled SET at = :now WHERE platform = :platform AND at > :now",
                "UPDATE delivery SET created_at = :now WHERE platform = :platform AND created_at > :now"
                        + " AND number IN (SELECT number FROM delivery ORDER BY number DESC LIMIT "
                        + NEWEST + ")")) {
            transaction
                    .handle()
                    .createUpdate(update)
                    .bind("now", now.toEpochMilli())
                    .bind("platform", platform.id())
                    .execute();
        }
    }

    /// The deliveries that were already due or wait for a retry, by number (one scan of the
    /// table). Deliveries that are due later at a time chosen by the reader are not moved.
    List<Long> next(Transaction transaction, Instant now, Instant before, long after, int limit) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT number FROM delivery
                        WHERE number > :after AND platform = :platform AND state IN {unsettled}
                          AND next_at > :now AND (next_at <= :before OR next_at > due_at)
                        ORDER BY number LIMIT :most
                        """))
                .bind("after", after)
                .bind("platform", platform.id())
                .bind("now", now.toEpochMilli())
                .bind("before", before.toEpochMilli())
                .bind("most", limit)
                .mapTo(Long.class)
                .list();
    }

    /// `due_at` is moved as well, because it defines the order within a chat.
    void shift(Transaction transaction, List<Long> numbers, Instant now, Instant before) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE delivery
                        SET next_at = next_at - :by,
                            due_at = CASE WHEN due_at > :now AND due_at <= :before THEN due_at - :by ELSE due_at END,
                            due_again_at = CASE WHEN due_again_at > :now AND due_again_at <= :before
                                                THEN due_again_at - :by ELSE due_again_at END
                        WHERE number IN (SELECT value FROM json_each(:numbers)) AND next_at > :now
                        """)
                .bind("by", before.toEpochMilli() - now.toEpochMilli())
                .bind("now", now.toEpochMilli())
                .bind("before", before.toEpochMilli())
                .bind("numbers", numbers.toString())
                .execute();
    }
}
