package digestbot.audience;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalInt;

/// Mistakes that readers report in digests.
public final class MistakeStore {

    /// A mistake in a digest.
    ///
    /// @param revision the revision that was published at the time of the report
    /// @param perspective the perspective's ordinal; empty for the digest as a whole
    public record MistakeReport(long digest, int revision, OptionalInt perspective) {}

    public long add(Transaction transaction, Person by, MistakeReport mistake, String words, Instant now) {
        return transaction.number(
                """
                        INSERT INTO mistake (platform, user_id, digest, revision, perspective, words, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number""",
                by.platform().id(),
                by.userId(),
                mistake.digest(),
                mistake.revision(),
                mistake.perspective(),
                words,
                now);
    }

    /// Links the report to the notices about it, which are deleted with it.
    public void linkNotices(Transaction transaction, long number, Collection<Long> deliveries) {
        deliveries.forEach(delivery ->
                transaction.execute("INSERT INTO mistake_notice (mistake, delivery) VALUES (?, ?)", number, delivery));
    }

    public int count(Transaction transaction, Person by, Instant since) {
        return transaction
                .select(
                        "SELECT count(*) FROM mistake WHERE platform = ? AND user_id = ? AND created_at >= ?",
                        by.platform().id(),
                        by.userId(),
                        since)
                .mapTo(Integer.class)
                .one();
    }

    public void prune(Transaction transaction, Instant before) {
        transaction.execute("DELETE FROM mistake WHERE created_at < ?", before);
    }
}
