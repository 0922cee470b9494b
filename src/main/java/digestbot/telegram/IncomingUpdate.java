package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.content.action.Invocation;
import digestbot.telegram.ChatAdminLookup.AdminStatus;
import java.util.Optional;
import java.util.OptionalInt;

/// An update in the bot's own words, as [UpdateReader] reads it.
record IncomingUpdate(int id, Chat chat, Event event) {

    sealed interface Event {

        /// A command that a person sent, or a button that a person pressed.
        ///
        /// @param name the sender's first name; empty for a message on behalf of a chat
        /// @param thread the forum topic that contains it; 0 for none
        /// @param press empty for a typed command
        /// @param ephemeralMessage the id of the message with the command or the button, if only
        ///     the person and the bot see it
        record CommandReceived(
                Person person,
                String name,
                long thread,
                AdminStatus adminStatus,
                Invocation invocation,
                Optional<CallbackQueryRef> press,
                OptionalInt ephemeralMessage)
                implements Event {}

        /// The chat was active, but the event needs no answer.
        record ChatActive() implements Event {}

        /// The bot's rights in the chat changed.
        ///
        /// @param obstacle why it can no longer write there; empty if it can
        record RightsChanged(String obstacle) implements Event {}

        record ChatMigrated(long newChatId) implements Event {}
    }

    record CallbackQueryRef(String queryId, int messageId) {}
}
