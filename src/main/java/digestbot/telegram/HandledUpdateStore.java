package digestbot.telegram;

import digestbot.audience.Platform;
import digestbot.database.Transaction;

/// The last update that was handled, committed together with its effect.
final class HandledUpdateStore {

    /// Telegram repeats only recent unconfirmed updates. After a week without updates it continues
    /// with a random number, so an id far below the last one is a new update.
    private static final int REDELIVERY_WINDOW = 1_000;

    private HandledUpdateStore() {}

    /// Marks the update as handled.
    ///
    /// @return true if it was not handled before
    static boolean markHandled(Transaction transaction, int updateId) {
        long last = transaction
                .handle()
                .createQuery("SELECT last_update FROM handled_update WHERE platform = ?")
                .bind(0, Platform.TELEGRAM.id())
                .mapTo(Long.class)
                .findOne()
                .orElse(Long.MIN_VALUE);
        if (updateId <= last && updateId > last - REDELIVERY_WINDOW) {
            return false;
        }
        transaction
                .handle()
                .execute(
                        "INSERT INTO handled_update (platform, last_update) VALUES (?, ?)"
                                + " ON CONFLICT (platform) DO UPDATE SET last_update = excluded.last_update",
                        Platform.TELEGRAM.id(),
                        updateId);
        return true;
    }
}
