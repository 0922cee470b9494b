package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.database.Transaction;
import java.util.function.Predicate;

/// Learns from a platform's events whether a chat can be reached. Chats that are no subscribers are ignored.
public interface ChatReachability {

    /// The bot was blocked, removed or silenced there: nothing is delivered until the chat is
    /// back.
    ///
    /// @param why the reason, for operators
    void unreachable(Transaction transaction, Chat chat, String why);

    /// The chat was heard of, so it can be reached (again).
    void back(Transaction transaction, Chat chat);

    /// The bot is in the chat, whatever happened while it was away. Resumes the chat if it was
    /// paused because the bot was removed; other pauses remain.
    ///
    /// @param removed whether that is why a chat was paused
    void present(Transaction transaction, Chat chat, Predicate<String> removed);

    /// The chat goes on under another id.
    void moved(Transaction transaction, Chat from, long to);
}
