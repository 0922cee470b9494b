package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.subscription.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says how deliveries stand.
public final class DeliveryStore {

    /// How many deliveries of a platform are in a state.
    ///
    /// @param state owed, held, claimed, sent, failed or cancelled
    public record Count(Platform platform, String state, long deliveries) {}

    /// A delivery that has not arrived, though somebody waits for it.
    ///
    /// @param cause digest, reply, notice …
    /// @param state owed, held, claimed or failed
    /// @param reason what the last attempt ended with
    public record Undelivered(
            long number, Platform platform, long chatId, String cause, String state, Optional<String> reason) {}

    /// All deliveries, counted by platform and state.
    public List<Count> counts(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT platform, state, count(*) AS deliveries FROM delivery"
                        + " GROUP BY platform, state ORDER BY platform, state")
                .map((row, _) -> new Count(
                        Platform.of(row.getString("platform")), row.getString("state"), row.getLong("deliveries")))
                .list();
    }

    /// How many deliveries with that cause are in each state.
    public Map<String, Long> states(Transaction transaction, String cause) {
        return transaction
                .handle()
                .createQuery("SELECT state, count(*) AS deliveries FROM delivery WHERE cause = ? GROUP BY state")
                .bind(0, cause)
                .map((row, _) -> Map.entry(row.getString("state"), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// Whether a published digest is not planned to its end, or a delivery is owed or on its way.
    public boolean busy(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM planning) OR EXISTS"
                        + " (SELECT 1 FROM delivery WHERE state IN ('owed', 'claimed'))")
                .mapTo(Boolean.class)
                .one();
    }

    /// What has not arrived, oldest first.
    ///
    /// @param most how many at most
    public List<Undelivered> undelivered(Transaction transaction, int most) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT d.number, d.platform, u.chat_id, d.cause, d.state, d.reason
                        FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                        WHERE d.state IN ('owed', 'held', 'claimed', 'failed') ORDER BY d.number LIMIT ?
                        """)
                .bind(0, most)
                .map((row, _) -> new Undelivered(
                        row.getLong("number"),
                        Platform.of(row.getString("platform")),
                        row.getLong("chat_id"),
                        row.getString("cause"),
                        row.getString("state"),
                        Optional.ofNullable(row.getString("reason"))))
                .list();
    }
}
