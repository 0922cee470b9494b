package digestbot.audience;

import digestbot.database.Transaction;

/// Tells whether what comes to a chat is passed on to those who follow that.
public final class CrosspostSettingStore {

    /// Chooses so for the subscriber, or not.
    public void set(Transaction transaction, long number, boolean wanted) {
        transaction.handle().execute("UPDATE subscriber SET publishes = ? WHERE number = ?", wanted ? 1 : 0, number);
    }

    /// The chat's choice; false for a chat that is no subscriber.
    public boolean isWanted(Transaction transaction, Platform platform, long chatId) {
        return transaction
                .handle()
                .createQuery("SELECT publishes FROM subscriber WHERE platform = ? AND chat_id = ?")
                .bind(0, platform.id())
                .bind(1, chatId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
