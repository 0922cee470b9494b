package digestbot.delivery.status;

import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;

/// The digests that chats opened themselves, as long as they can ask what they missed.
public final class OpenedDigestStore {

    /// The time for which a chat can ask what it missed.
    public static final Duration KEPT = Duration.ofDays(14);

    /// Notes that the chat has it before it.
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

    /// Forgets what was opened before that time.
    public void prune(Transaction transaction, Instant before) {
        transaction.handle().execute("DELETE FROM opened WHERE at < ?", before.toEpochMilli());
    }
}
