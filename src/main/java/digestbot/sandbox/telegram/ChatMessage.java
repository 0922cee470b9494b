package digestbot.sandbox.telegram;

import digestbot.clientview.ImageSize;
import digestbot.clientview.telegram.FormattedText;
import digestbot.sandbox.SandboxPerson;
import java.util.Optional;
import java.util.OptionalLong;

/// A message as the server keeps it.
///
/// @param sent when it was sent, in seconds since 1970
/// @param edited when it was last edited, likewise
/// @param context where in the chat it stands
record ChatMessage(long id, Author author, long sent, OptionalLong edited, Context context, Content content) {

    ChatMessage with(Content changed, long now) {
        return new ChatMessage(id, author, sent, OptionalLong.of(now), context, changed);
    }

    /// The author of a message.
    sealed interface Author {

        /// The bot.
        record Bot() implements Author {}

        /// A person, under their own name.
        record Member(SandboxPerson person) implements Author {}

        /// The chat itself: a channel's post, or an administrator who stays anonymous.
        record TheChat() implements Author {}
    }

    /// @param thread the forum's thread that it stands in
    /// @param answersTo the message that it is a reply to
    record Context(OptionalLong thread, Optional<ChatMessage> answersTo) {
        static final Context PLAIN = new Context(OptionalLong.empty(), Optional.empty());
    }

    /// A file in a message.
    sealed interface Attached {

        /// To be opened.
        record Document(Parameters.Upload file) implements Attached {}

        /// To be seen at once.
        record Photo(Parameters.Upload file, ImageSize pixels) implements Attached {}
    }

    /// The content of a message. Equal contents are "not modified" to the server.
    ///
    /// @param file then the text is its caption
    record Content(FormattedText text, Keyboard keyboard, Optional<Attached> file) {
        Content(FormattedText text, Keyboard keyboard) {
            this(text, keyboard, Optional.empty());
        }
    }
}
