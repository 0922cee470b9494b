package digestbot.delivery.status;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts deliveries by state.
public final class DeliveryCountStore {

    /// The number of deliveries of a platform in a state.
    public record StateCount(Platform platform, DeliveryState state, long deliveries) {}

    /// All deliveries, counted by platform and state.
    public List<StateCount> counts(Transaction transaction) {
        return transaction
                .select("SELECT platform, state, count(*) AS deliveries FROM delivery"
                        + " GROUP BY platform, state ORDER BY platform, state")
                .map((row, _) -> new StateCount(
                        Platform.of(row.getString("platform")),
                        DeliveryState.of(row.getString("state")),
                        row.getLong("deliveries")))
                .list();
    }

    /// The time at which the next queued delivery after now is due; empty if there is none.
    public Optional<Instant> nextDue(Transaction transaction, Instant now) {
        return transaction
                .select(
                        DeliverySql.of(
                                "SELECT min(max(due_at, next_at)) FROM delivery"
                                        + " WHERE state = {queued} AND next_at IS NOT NULL AND claim = 0 AND max(due_at, next_at) > ?"),
                        now.toEpochMilli())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Counts the deliveries with that cause by state.
    public Map<DeliveryState, Long> states(Transaction transaction, DeliveryCause cause) {
        return transaction
                .select("SELECT state, count(*) AS deliveries FROM delivery WHERE cause = ? GROUP BY state", cause.id())
                .map((row, _) -> Map.entry(DeliveryState.of(row.getString("state")), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
