package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import java.util.List;

/// Counts deliveries that are not done with, each state by an index of its own: there may be millions of the others.
public final class DeliveryQueueStore {

    private static final String COUNT = "SELECT platform, '%1$s' AS state, count(*) AS deliveries FROM delivery"
            + " WHERE state = '%1$s' GROUP BY platform";

    private static final String ALL = String.join(
            " UNION ALL ",
            COUNT.formatted("queued"),
            COUNT.formatted("in_flight"),
            COUNT.formatted("paused"),
            COUNT.formatted("failed"));

    /// So many are in a state.
    ///
    /// @param state owed, claimed, held or failed
    public record Open(Platform platform, String state, long deliveries) {}

    public List<Open> open(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(ALL)
                .map((row, _) -> new Open(
                        Platform.of(row.getString("platform")), row.getString("state"), row.getLong("deliveries")))
                .list();
    }
}
