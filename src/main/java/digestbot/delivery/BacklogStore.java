package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.subscription.Platform;
import java.time.Instant;
import java.util.List;

/// What could have left by now and has not.
public final class BacklogStore {

    /// What a platform owes that is due; what is held for paused chats is not.
    ///
    /// @param oldest when the oldest of them could have left
    public record Due(Platform platform, long deliveries, Instant oldest) {}

    /// The platforms that have something due.
    public List<Due> due(Transaction transaction, Instant now) {
        return transaction
                .handle()
                .createQuery("SELECT platform, count(*) AS deliveries, min(next_at) AS oldest FROM delivery"
                        + " WHERE state = 'owed' AND next_at <= ? GROUP BY platform ORDER BY platform DESC")
                .bind(0, now.toEpochMilli())
                .map((row, _) -> new Due(
                        Platform.of(row.getString("platform")),
                        row.getLong("deliveries"),
                        Instant.ofEpochMilli(row.getLong("oldest"))))
                .list();
    }

    /// Whether anything left for the platform since then.
    public boolean settledSince(Transaction transaction, Platform platform, Instant since) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM last_settled WHERE platform = ? AND at >= ?)")
                .bind(0, platform.id())
                .bind(1, since.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }
}
