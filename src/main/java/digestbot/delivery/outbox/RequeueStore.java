package digestbot.delivery.outbox;

import digestbot.audience.Subscriber;
import digestbot.database.Transaction;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// What becomes of a delivery that is owed again: much may have changed since it was claimed, or since it failed.
public final class RequeueStore {

    /// The state of a row of `delivery`. Answers and notices are given also while their chat is paused; who stopped the
    /// bot can
    /// be reached, and what they have is corrected.
    public static final String OWED_OR_HELD = "CASE WHEN priority IN " + Priority.TALK + " THEN 'queued'"
            + " WHEN coalesce((SELECT paused_why FROM subscriber WHERE number = delivery.subscriber), '')"
            + " IN ('', CASE priority WHEN " + Priority.CORRECTIONS + " THEN '" + Subscriber.STOPPED + "' ELSE '' END)"
            + " THEN 'queued' ELSE 'paused' END";

    /// Of what nobody has seen a part of, the newest revision goes, as if it had never been claimed: as its reader
    /// wants it by then, and together with others. No request of an earlier claim can still be on its way, nor may
    /// one have arrived. Of what a subscription brings alone: nothing else is fixed by a claim.
    ///
    /// @return whether that is so
    public boolean beginAnew(Transaction transaction, long delivery) {
        Handle handle = transaction.handle();
        int anew = handle.execute("""
                        UPDATE delivery SET claim = 0, view = NULL, language = NULL, today = NULL, renderer = NULL
                        WHERE number = ? AND cause IN %s
                          AND NOT EXISTS (SELECT 1 FROM part p
                                          WHERE p.delivery = delivery.number AND p.message_id IS NOT NULL)
                        """.formatted(CombinedDeliveryStore.EDITIONS), delivery);
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
        transaction
                .handle()
                .execute(
                        "UPDATE delivery SET state = 'cancelled', reason = 'withdrawn', settled_at = ?"
                                + " WHERE number = ? AND state IN ('queued', 'paused')"
                                + " AND cause IN " + CombinedDeliveryStore.EDITIONS
                                + " AND NOT " + CombinedDeliveryStore.showsAny("delivery"),
                        now.toEpochMilli(),
                        delivery);
    }
}
