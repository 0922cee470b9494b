package digestbot.audience;

import digestbot.database.Transaction;

/// Stores whether each topic is delivered to a thread of its own in a chat.
public final class OwnThreadsStore {

    /// Turns it on or off for topics that the chat subscribes to from now on.
    public void set(Transaction transaction, long subscriber, boolean enabled) {
        transaction
                .handle()
                .execute(
                        "UPDATE subscriber SET own_threads = ?, all_topics_thread = 0 WHERE number = ?",
                        enabled ? 1 : 0,
                        subscriber);
    }

    /// The subscriber's choice; false if there is no such subscriber.
    public boolean isWanted(Transaction transaction, long subscriber) {
        return transaction
                .select("SELECT own_threads FROM subscriber WHERE number = ?", subscriber)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
