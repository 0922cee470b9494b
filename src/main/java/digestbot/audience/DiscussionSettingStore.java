package digestbot.audience;

import digestbot.database.Transaction;

/// Stores whether a thread for discussion is started from each digest in a channel.
public final class DiscussionSettingStore {

    /// Turns the threads on or off.
    public void set(Transaction transaction, long number, boolean enabled) {
        transaction.handle().execute("UPDATE subscriber SET discussions = ? WHERE number = ?", enabled ? 1 : 0, number);
    }

    /// The chat's choice; false if the chat is not a subscriber.
    public boolean isWanted(Transaction transaction, Platform platform, long chatId) {
        return transaction
                .handle()
                .createQuery("SELECT discussions > 0 FROM subscriber WHERE platform = ? AND chat_id = ?")
                .bind(0, platform.id())
                .bind(1, chatId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    /// Records that the chat was told that the bot may not start threads.
    ///
    /// @return true if it was not told before, since the last thread was started
    public boolean markTold(Transaction transaction, Platform platform, long chatId) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE subscriber SET discussions = 2"
                                        + " WHERE platform = ? AND chat_id = ? AND discussions = 1",
                                platform.id(),
                                chatId)
                > 0;
    }

    /// Records that a thread was started, so that the chat is told again when it is not possible any
    /// more.
    public void markStarted(Transaction transaction, Platform platform, long chatId) {
        transaction
                .handle()
                .execute(
                        "UPDATE subscriber SET discussions = 1"
                                + " WHERE platform = ? AND chat_id = ? AND discussions = 2",
                        platform.id(),
                        chatId);
    }

    /// Tells whether the chat was told that the bot may not start threads.
    public boolean isTold(Transaction transaction, Platform platform, long chatId) {
        return transaction
                .handle()
                .createQuery("SELECT discussions = 2 FROM subscriber WHERE platform = ? AND chat_id = ?")
                .bind(0, platform.id())
                .bind(1, chatId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
