package digestbot.telegram;

import digestbot.audience.Person;
import digestbot.content.Content;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import java.util.Locale;
import java.util.OptionalInt;

/// An answer that one member of a group sees alone: an ephemeral message.
///
/// @param to the group, and the forum topic in which the member asked
/// @param otherwise what happens if the member cannot be shown the answer alone
record PrivateReply(Destination to, Person receiver, Cause cause, Body body, Otherwise otherwise) {

    /// What a member did. A bot that is no administrator may not answer [#COMMAND] privately.
    enum Trigger {
        PRESS,
        /// A command that only the member and the bot see.
        EPHEMERAL_COMMAND,
        COMMAND;

        /// The name in the database.
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What the answer is to.
    sealed interface Cause {

        Trigger trigger();

        /// A press of a button.
        ///
        /// @param ephemeralMessage the id of the pressed message if it is ephemeral
        /// @param inPlace true to show the answer in place of the pressed message
        record Pressed(String queryId, OptionalInt ephemeralMessage, boolean inPlace) implements Cause {

            @Override
            public Trigger trigger() {
                return Trigger.PRESS;
            }
        }

        /// A command.
        ///
        /// @param ephemeralCommand the id of the message with the command if it is ephemeral
        record Typed(OptionalInt ephemeralCommand) implements Cause {

            @Override
            public Trigger trigger() {
                return ephemeralCommand.isPresent() ? Trigger.EPHEMERAL_COMMAND : Trigger.COMMAND;
            }
        }
    }

    /// What the member is shown.
    sealed interface Body {

        /// A text.
        ///
        /// @param page the only page to show; empty for all of the text
        record Text(Content content, OptionalInt page) implements Body {}

        /// A file with a text.
        record WithFile(FileRequest fileRequest) implements Body {}
    }

    /// The way in which the answer is given if it cannot be private.
    sealed interface Otherwise {

        /// The member's client opens the private chat with the bot.
        record Link(String url) implements Otherwise {}

        /// The pressed message changes for everybody.
        record Edit(Content content, int page, String messageId) implements Otherwise {}

        /// A message to everybody.
        record Message(Content content) implements Otherwise {}

        /// A file for everybody.
        record File(FileRequest fileRequest) implements Otherwise {}

        /// The member is asked to try again.
        record Nothing() implements Otherwise {}
    }
}
