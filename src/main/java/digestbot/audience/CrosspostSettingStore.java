package digestbot.audience;

import digestbot.database.Transaction;

/// Stores whether messages to a chat are crossposted to its followers.
public final class CrosspostSettingStore {

    /// Turns crossposting on or off.
    public void set(Transaction transaction, long number, boolean enabled) {
        transaction.handle().execute("UPDATE subscriber SET crossposts = ? WHERE number = ?", enabled ? 1 : 0, number);
    }

    /// The chat's choice; false if the chat is not a subscriber.
    public boolean isWanted(Transaction transaction, Platform platform, long chatId) {
        return transaction
                .handle()
                .createQuery("SELECT crossposts FROM subscriber WHERE platform = ? AND chat_id = ?")
                .bind(0, platform.id())
                .bind(1, chatId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
