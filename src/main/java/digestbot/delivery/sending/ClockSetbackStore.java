package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Brings deliveries to a clock that was set back.
final class ClockSetbackStore {

    /// Among so many of the newest rows, one of the platform's is looked for: no index has them in their order.
    private static final int NEWEST = 1_000;

    private final Platform platform;

    ClockSetbackStore(Platform platform) {
        this.platform = platform;
    }

    /// A moment that the clock has surely shown: when something of the platform's was last stored. Empty if nothing
    /// was.
    Optional<Instant> latest(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("""
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

    /// Leaves no moment for [#latest] that the clock has not shown since it was set back.
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

    /// Those that were due already, and those that wait for a pause to be over. What is due at a time that its reader
    /// chose, and was not due before, keeps it. They come in order of their numbers: one walk through the table.
    List<Long> next(Transaction transaction, Instant now, Instant before, long after, int most) {
        return transaction
                .handle()
                .createQuery(DeliverySql.of("""
                        SELECT number FROM delivery NOT INDEXED
                        WHERE number > :after AND platform = :platform AND state IN {unsettled}
                          AND next_at > :now AND (next_at <= :before OR next_at > due_at)
                        ORDER BY number LIMIT :most
                        """))
                .bind("after", after)
                .bind("platform", platform.id())
                .bind("now", now.toEpochMilli())
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }

    /// A row's order in its chat is by `due_at`, which moves too.
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
