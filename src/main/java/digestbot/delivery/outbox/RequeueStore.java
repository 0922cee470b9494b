package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Resets deliveries that are queued again, because settings and digests may have changed since
/// they were claimed.
public final class RequeueStore {

    private final DeliveryStore deliveries = new DeliveryStore();

    /// Resets a delivery of which no part was sent to the unclaimed state, so that it is later sent
    /// in the newest revision, with the current settings, and combined with others. Only for
    /// subscription deliveries, because claims fix nothing else. No earlier request may still be in
    /// flight or may have arrived.
    ///
    /// @return true if it was reset
    public boolean resetUnsent(Transaction transaction, long delivery) {
        Handle handle = transaction.handle();
        int requeued = handle.execute(DeliverySql.of("""
                        UPDATE delivery SET claim = 0, view = NULL, language = NULL, today = NULL, renderer = NULL,
                                            words = NULL
                        WHERE number = ? AND cause IN {subscribed}
                          AND NOT EXISTS (SELECT 1 FROM part p
                                          WHERE p.delivery = delivery.number AND p.message_id IS NOT NULL {each_row})
                        """), delivery);
        if (requeued == 0) {
            return false;
        }
        handle.execute("DELETE FROM part WHERE delivery = ?", delivery);
        handle.execute(
                "UPDATE delivery_item SET revision = NULL, perspectives = NULL, length = NULL, layout = NULL"
                        + " WHERE delivery = ?",
                delivery);
        return true;
    }

    /// Cancels the delivery if all of its digests were withdrawn meanwhile; otherwise it would
    /// block its chat for ever. The planner could not cancel it because it was claimed.
    public void cancelWithdrawn(Transaction transaction, long delivery, Instant now) {
        String withdrawn = "number = :number AND state IN {waiting} AND cause IN {subscribed} AND NOT "
                + CombinedDeliveryStore.showsAny("delivery");
        deliveries
                .cancelAll(transaction, withdrawn, Optional.of("withdrawn"), now)
                .bind("number", delivery)
                .execute();
    }
}
