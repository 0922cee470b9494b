package digestbot.sandbox.telegram;

import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxPerson;
import java.util.Optional;
import java.util.OptionalLong;

/// @param sent the time of sending, in seconds since 1970
record ChatMessage(long id, Author author, long sent, OptionalLong edited, Context context, Content content) {

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

    sealed interface Author {

        record Bot() implements Author {}

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

    sealed interface Attached {

        record Document(Parameters.Upload file) implements Attached {}

        record Photo(Parameters.Upload file, ImageSize pixels) implements Attached {}
    }

    /// The content of a message. The server rejects an edit to equal content as "not modified".
    ///
    /// @param preview the address of the page of which the client shows a preview below the text
    record Content(FormattedText text, Keyboard keyboard, Optional<Attached> file, Optional<String> preview) {
        Content(FormattedText text, Keyboard keyboard) {
            this(text, keyboard, Optional.empty(), Optional.empty());
        }
    }
}
