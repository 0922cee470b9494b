package digestbot.chat.api;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.database.Transaction;

/// Carries a command out and says what to answer; how adapters see everything behind them.
public interface CommandHandler {

    /// Looks up what takes long and what the answer needs, outside of any transaction, so that nobody waits for it
    /// who writes; to be called before [#answer]. Changes nothing.
    default void prepare(Command command, Person person) {}

    /// Carries the command out within the transaction. Asks no platform anything, so it takes milliseconds.
    Reply answer(Transaction transaction, CommandRequest request);

    /// Does for nobody what most answers take, in a read transaction: what a program does the first time takes
    /// long, and the first person to ask should not wait for it.
    default Reply rehearse(Transaction transaction, Platform platform) {
        return new Reply.Silence();
    }

    /// Tells whether the command, given there, needs the right to manage the chat; then the adapter
    /// finds out before it asks for the answer.
    boolean needsManager(Command command, Chat chat);
}
