package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.subscription.Platform;
import java.util.List;
import java.util.Map;

/// Says how deliveries stand.
public final class DeliveryStore {

    /// How many deliveries of a platform are in a state.
    ///
    /// @param state owed, held, claimed, sent, failed or cancelled
    public record Count(Platform platform, String state, long deliveries) {}

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
}
