package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts unsettled and failed deliveries. Each state has its own partial index, since there may be
/// millions of settled ones.
public final class QueueCountStore {

    public record QueueCount(Platform platform, DeliveryState state, long deliveries) {}

    public List<QueueCount> counts(Transaction transaction, DeliveryState... states) {
        String all = Stream.of(states)
                .map(state -> DeliverySql.of("SELECT platform, state, count(*) AS deliveries FROM delivery"
                        + " WHERE state = {" + state.id() + "}" + conditionOfIndex(state)
                        + " GROUP BY platform, state"))
                .collect(Collectors.joining(" UNION ALL "));
        return transaction
                .select(all)
                .map((row, _) -> new QueueCount(
                        Platform.of(row.getString("platform")),
                        DeliveryState.of(row.getString("state")),
                        row.getLong("deliveries")))
                .list();
    }

    /// The condition of the partial index, which each delivery in the state fulfils.
    private static String conditionOfIndex(DeliveryState state) {
        return switch (state) {
            case QUEUED -> " AND next_at IS NOT NULL";
            case IN_FLIGHT -> " AND lease_until IS NOT NULL";
            case PAUSED, SENT, FAILED, CANCELLED -> "";
        };
    }
}
