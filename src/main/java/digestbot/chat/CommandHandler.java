package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.database.Transaction;

/// Answers what people ask for; the interface of the bot to the platform adapters.
public interface CommandHandler {

    /// Performs slow lookups that the answer needs, outside of any transaction, so that writers are
    /// not blocked. To be called before [#answer]. Changes nothing.
    default void prepare(Action action, Person person) {}

    /// Answers within the transaction. Makes no network requests, so it takes
    /// milliseconds.
    Reply answer(Transaction transaction, CommandRequest request);

    /// Makes a typical answer and discards it, to warm up caches and classes. Runs in a read
    /// transaction.
    default Reply warmUp(Transaction transaction, Platform platform) {
        return new Reply.NoReply();
    }

    /// Whether it requires a chat admin in that chat. The adapter then looks this up
    /// before it calls [#answer].
    boolean needsChatAdmin(Invocation invocation, Chat chat);
}
