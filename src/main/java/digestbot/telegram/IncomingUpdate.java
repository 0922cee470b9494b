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
        /// @param press the button press that it was, if it was one
        record Asked(Person person, long thread, Authority authority, Command command, Optional<Press> press)
                implements Event {}

        /// There was life in the chat, and nothing for the bot to answer.
        record Heard() implements Event {}

        /// The bot cannot write there any more.
        record Lost(String why) implements Event {}

        /// The chat has another id from now on.
        record Moved(long to) implements Event {}
    }

    /// The person's right to manage the chat, as far as it is known.
    enum Authority {
        YES,
        NO,
        /// Telegram must be asked.
        UNKNOWN
    }

    /// A press of a button.
    ///
    /// @param queryId what the press is answered by
    /// @param messageId the message that the button belongs to
    record Press(String queryId, int messageId) {}
}
