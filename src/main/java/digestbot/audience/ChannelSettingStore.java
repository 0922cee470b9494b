package digestbot.audience;

import digestbot.database.Transaction;

/// Stores whether messages to a chat are crossposted to its followers, and whether threads are
/// started below digests.
public final class ChannelSettingStore {

    public void setCrossposts(Transaction transaction, long number, boolean enabled) {
        transaction.execute("UPDATE subscriber SET crossposts = ? WHERE number = ?", enabled ? 1 : 0, number);
    }

    public boolean wantsCrossposts(Transaction transaction, Platform platform, long chatId) {
        return isSo(transaction, "crossposts", platform, chatId);
    }

    public void setDiscussions(Transaction transaction, long number, boolean enabled) {
        transaction.execute("UPDATE subscriber SET discussions = ? WHERE number = ?", enabled ? 1 : 0, number);
    }

    public boolean wantsDiscussions(Transaction transaction, Platform platform, long chatId) {
        return isSo(transaction, "discussions > 0", platform, chatId);
    }

    /// Records that the chat was told that the bot may not start threads, and returns whether it
    /// was not told before, since the last thread was started.
    public boolean markTold(Transaction transaction, Platform platform, long chatId) {
        return transaction.execute(
                        "UPDATE subscriber SET discussions = 2"
                                + " WHERE platform = ? AND chat_id = ? AND discussions = 1",
                        platform.id(),
                        chatId)
                > 0;
    }

    /// Records that a thread was started, so that the chat is told again when it is not possible
    /// any more.
    public void markStarted(Transaction transaction, Platform platform, long chatId) {
        transaction.execute(
                "UPDATE subscriber SET discussions = 1" + " WHERE platform = ? AND chat_id = ? AND discussions = 2",
                platform.id(),
                chatId);
    }

    public boolean wasTold(Transaction transaction, Platform platform, long chatId) {
        return isSo(transaction, "discussions = 2", platform, chatId);
    }

    private static boolean isSo(Transaction transaction, String condition, Platform platform, long chatId) {
        return transaction
                .select(
                        "SELECT " + condition + " FROM subscriber WHERE platform = ? AND chat_id = ?",
                        platform.id(),
                        chatId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
