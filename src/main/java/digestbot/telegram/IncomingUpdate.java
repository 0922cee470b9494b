package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.chat.api.Command;
import java.util.Optional;

/// The meaning of an update to the bot.
///
/// @param chat where it happened
record IncomingUpdate(Chat chat, Event event) {

    sealed interface Event {

        /// Somebody asked the bot for something.
        ///
        /// @param thread the forum topic it was asked in; 0 for none
        /// @param press the button press; empty for a typed command
        record CommandReceived(
                Person person,
                long thread,
                KnownAdminStatus adminStatus,
                Command command,
                Optional<CallbackQueryRef> press)
                implements Event {}

        /// The chat was active, but there is nothing to answer.
        record ChatActive() implements Event {}

        /// The bot cannot write there any more.
        record ChatLost(String reason) implements Event {}

        /// The chat's id has changed.
        record ChatMigrated(long newChatId) implements Event {}
    }

    /// Tells whether the person is a chat admin, as far as known.
    enum KnownAdminStatus {
        ADMIN,
        NOT_ADMIN,
        /// Telegram must be asked.
        UNKNOWN
    }

    /// A press of a button.
    ///
    /// @param queryId the id of the callback query to answer
    /// @param messageId the message that the button belongs to
    record CallbackQueryRef(String queryId, int messageId) {}
}
