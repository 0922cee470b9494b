package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.subscription.Subscriber;
import java.time.Instant;

/// What becomes of a delivery that is owed again: much may have changed since it was claimed, or since it failed.
final class ReturnStore {

    /// The state of a row of `delivery`. Answers are given also while their chat is paused; who stopped the bot can
    /// be reached, and what they have is corrected.
    static final String OWED_OR_HELD = "CASE WHEN lane = 0 THEN 'owed'"
            + " WHEN coalesce((SELECT paused_why FROM subscriber WHERE number = delivery.subscriber), '')"
            + " IN ('', CASE lane WHEN " + Lane.CORRECTIONS + " THEN '" + Subscriber.STOPPED + "' ELSE '' END)"
            + " THEN 'owed' ELSE 'held' END";

    /// Cancels it if all that it shows was withdrawn meanwhile: it would wait for ever, and all else of its chat with
    /// it. That was for those to cancel who planned the withdrawal, but they left out what was claimed.
    void cancelWithdrawn(Transaction transaction, long delivery, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE delivery SET state = 'cancelled', reason = 'withdrawn', settled_at = ?"
                                + " WHERE number = ? AND state IN ('owed', 'held')"
                                + " AND cause IN " + GatheringStore.EDITIONS
                                + " AND NOT " + GatheringStore.showsAny("delivery"),
                        now.toEpochMilli(),
                        delivery);
    }
}
