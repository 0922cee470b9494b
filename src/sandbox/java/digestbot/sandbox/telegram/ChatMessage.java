package digestbot.sandbox.telegram;

import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxPerson;
import java.util.Optional;
import java.util.OptionalLong;

/// A message as the server stores it.
///
/// @param sent the time of sending, in seconds since 1970
/// @param edited the time of the last edit, in the same unit
record ChatMessage(long id, Author author, long sent, OptionalLong edited, Context context, Content content) {

    /// A new message of the bot.
    static ChatMessage ofBot(long id, long now, Context context, Content content) {
        return new ChatMessage(id, new Author.Bot(), now, OptionalLong.empty(), context, content);
    }

    /// The message as it is embedded in another: without the message to which it replies.
    ChatMessage withoutReply() {
        return new ChatMessage(id, author, sent, edited, new Context(context.thread, Optional.empty()), content);
    }

    ChatMessage with(Content changed, long now) {
        return new ChatMessage(id, author, sent, OptionalLong.of(now), context, changed);
    }

    /// The author of a message.
    sealed interface Author {

        /// The bot.
        record Bot() implements Author {}

        /// A person, under their own name.
        record Member(SandboxPerson person) implements Author {}

        /// A person who chose a message that the bot offered.
        record MemberViaBot(SandboxPerson person) implements Author {}

        /// The chat itself: the author of a channel's post or of an anonymous administrator's
        /// message.
        record TheChat() implements Author {}
    }

    /// @param thread the forum topic that contains it
    record Context(OptionalLong thread, Optional<ChatMessage> answersTo) {
        static final Context PLAIN = new Context(OptionalLong.empty(), Optional.empty());
    }

    /// A file in a message.
    sealed interface Attached {

        /// A file to download.
        record Document(Parameters.Upload file) implements Attached {}

        /// A picture that is shown.
        record Photo(Parameters.Upload file, ImageSize pixels) implements Attached {}
    }

    /// The content of a message. The server rejects an edit to equal content as "not modified".
    ///
    /// @param file the attached file; the text is then its caption
    /// @param preview the address of the page of which the client shows a preview below the text
    record Content(FormattedText text, Keyboard keyboard, Optional<Attached> file, Optional<String> preview) {
        Content(FormattedText text, Keyboard keyboard) {
            this(text, keyboard, Optional.empty());
        }

        Content(FormattedText text, Keyboard keyboard, Optional<Attached> file) {
            this(text, keyboard, file, Optional.empty());
        }
    }
}
