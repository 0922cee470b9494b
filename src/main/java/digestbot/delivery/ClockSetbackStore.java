package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.subscription.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Brings deliveries to a clock that was set back.
final class ClockSetbackStore {

    private final Platform platform;

    ClockSetbackStore(Platform platform) {
        this.platform = platform;
    }

    /// A moment that the clock has surely shown: when something was last stored. Empty if nothing was.
    Optional<Instant> latest(Transaction transaction) {
        return transaction.handle().createQuery("""
                        SELECT max(at) FROM (
                            SELECT max(at) AS at FROM last_settled
                            UNION ALL SELECT created_at FROM (SELECT created_at FROM delivery ORDER BY number DESC LIMIT 1))
                        """).mapTo(Long.class).findOne().map(Instant::ofEpochMilli);
    }

    /// Those that were due already, and those that wait for a pause to be over. What is due at a time that its reader
    /// chose, and was not due before, keeps it. They come in order of their numbers: one walk through the table.
    List<Long> next(Transaction transaction, Instant now, Instant before, long after, int most) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT number FROM delivery NOT INDEXED
                        WHERE number > :after AND platform = :platform AND state IN ('owed', 'held', 'claimed')
                          AND next_at > :now AND (next_at <= :before OR next_at > due_at)
                        ORDER BY number LIMIT :most
                        """)
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
