package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.subscription.Chat;

/// Learns from a platform's events whether a chat can be reached. Chats that are no subscribers are ignored.
public interface Reachability {

    /// The bot was blocked, removed or silenced there: nothing is delivered until the chat is back.
    ///
    /// @param why for the people who look after the bot
    void unreachable(Transaction transaction, Chat chat, String why);

    /// The chat was heard of, so it can be reached (again).
    void back(Transaction transaction, Chat chat);

    /// The chat goes on under another id.
    void moved(Transaction transaction, Chat from, long to);
}
