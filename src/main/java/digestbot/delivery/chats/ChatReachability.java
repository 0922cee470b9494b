package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.database.Transaction;
import java.util.function.Predicate;

/// Receives a platform's events about whether a chat can be reached. Chats that are not subscribers
/// are ignored.
public interface ChatReachability {

    /// The bot was blocked, removed or muted in the chat: nothing is delivered until the chat can
    /// be reached again.
    void unreachable(Transaction transaction, Chat chat, String why);

    /// There was activity in the chat, so it can be reached.
    void back(Transaction transaction, Chat chat);

    /// The bot is in the chat. Resumes the chat if `removed` says of the reason of its pause that
    /// the bot was removed; other pauses remain.
    void present(Transaction transaction, Chat chat, Predicate<String> removed);

    void moved(Transaction transaction, Chat from, long to);
}
