package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Queues deliveries again. Much may have changed since they were claimed or failed.
public final class RequeueStore {

    private final DeliveryStore deliveries = new DeliveryStore();

    /// Of what nobody has seen a part of, the newest revision goes, as if it had never been claimed: as its reader
    /// wants it by then, and together with others. No request of an earlier claim can still be on its way, nor may
    /// one have arrived. Of what a subscription brings alone: nothing else is fixed by a claim.
    ///
    /// @return whether that is so
    public boolean beginAnew(Transaction transaction, long delivery) {
        Handle handle = transaction.handle();
        int anew = handle.execute(DeliverySql.of("""
                        UPDATE delivery SET claim = 0, view = NULL, language = NULL, today = NULL, renderer = NULL
                        WHERE number = ? AND cause IN {subscribed}
                          AND NOT EXISTS (SELECT 1 FROM part p
                                          WHERE p.delivery = delivery.number AND p.message_id IS NOT NULL)
                        """), delivery);
        if (anew == 0) {
            return false;
        }
        handle.execute("DELETE FROM part WHERE delivery = ?", delivery);
        handle.execute(
                "UPDATE delivery_item SET revision = NULL, perspectives = NULL, length = NULL, layout = NULL"
                        + " WHERE delivery = ?",
                delivery);
        return true;
    }

    /// Cancels it if all that it shows was withdrawn meanwhile: it would wait for ever, and all else of its chat
    /// with it. That was for those to cancel who planned the withdrawal, but they left out what was claimed.
    public void cancelWithdrawn(Transaction transaction, long delivery, Instant now) {
        String withdrawn = "number = :number AND state IN {waiting} AND cause IN {subscribed} AND NOT "
                + CombinedDeliveryStore.showsAny("delivery");
        deliveries
                .cancelAll(transaction, withdrawn, Optional.of("withdrawn"), now)
                .bind("number", delivery)
                .execute();
    }
}
