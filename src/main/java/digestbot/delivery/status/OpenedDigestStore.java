package digestbot.delivery.status;

import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;

/// The digests that chats opened themselves, kept as long as chats can ask for missed digests.
public final class OpenedDigestStore {

    /// The time for which a chat can ask for missed digests.
    public static final Duration KEPT = Duration.ofDays(14);

    /// Records that the chat opened the digest.
    public void note(Transaction transaction, long subscriber, long digest, Instant now) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO opened (subscriber, digest, at) VALUES (?, ?, ?)"
                                + " ON CONFLICT (subscriber, digest) DO NOTHING",
                        subscriber,
                        digest,
                        now.toEpochMilli());
    }

    /// Removes the records from before that time.
    public void prune(Transaction transaction, Instant before) {
        transaction.handle().execute("DELETE FROM opened WHERE at < ?", before.toEpochMilli());
    }
}
