package digestbot.delivery;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes failed deliveries owed again.
final class RetryStore {

    /// Nobody waits for a late answer; what was unsubscribed, withdrawn or stopped meanwhile is not wanted; and of two
    /// corrections of the same messages one is enough.
    private static final String WANTED = """
            d.cause <> 'reply'
            AND NOT EXISTS (SELECT 1 FROM delivery_item i JOIN digest g ON g.number = i.digest
                            LEFT JOIN subscription s ON s.number = i.subscription
                            WHERE i.delivery = d.number
                              AND ((i.subscription IS NOT NULL AND s.number IS NULL)
                                   OR (g.withdrawn_at IS NOT NULL AND d.cause <> 'withdrawal')))
            AND NOT EXISTS (SELECT 1 FROM broadcast b WHERE b.shared = d.shared AND b.state = 'stopped')
            AND NOT EXISTS (SELECT 1 FROM delivery w WHERE w.corrects = d.corrects AND w.number <> d.number
                                                       AND w.claim = 0 AND w.state IN ('owed', 'held'))
            """;

    /// The next ones that failed, by number.
    ///
    /// @param cause what they failed of; empty: of anything
    List<Long> next(Transaction transaction, long after, Optional<String> cause, int most) {
        return transaction
                .handle()
                .createQuery("SELECT d.number FROM delivery d WHERE d.number > :after AND d.state = 'failed'"
                        + " AND (:cause IS NULL OR " + FailedStore.FAILURE + " = :cause) ORDER BY d.number LIMIT :most")
                .bind("after", after)
                .bind("cause", cause)
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }

    /// Makes it owed, or held while its chat is paused.
    ///
    /// @return its state now; empty if it stays failed
    Optional<String> retry(Transaction transaction, long delivery, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        UPDATE delivery AS d
                        SET state = CASE WHEN (SELECT u.paused_why FROM subscriber u WHERE u.number = d.subscriber) IS NULL
                                         THEN 'owed' ELSE 'held' END,
                            attempts = 0, next_at = :now, settled_at = NULL, unreachable = 0, failure = NULL
                        WHERE number = :number AND state = 'failed' AND
                        """ + WANTED + " RETURNING state")
                .bind("now", now.toEpochMilli())
                .bind("number", delivery)
                .mapTo(String.class)
                .findOne();
    }
}
