package digestbot.sandbox.telegram;

import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxPerson;
import java.util.Optional;
import java.util.OptionalLong;

/// The time is in seconds since 1970.
record ChatMessage(long id, Author author, long sent, OptionalLong edited, Context context, Content content) {

    static ChatMessage ofBot(long id, long now, Context context, Content content) {
        return new ChatMessage(id, new Author.Bot(), now, OptionalLong.empty(), context, content);
    }

    /// A message that is embedded in another has no message to which it replies.
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

        /// The author of a channel's post or of an anonymous administrator's message.
        record TheChat() implements Author {}
    }

    /// The thread is the forum topic that contains the message.
    record Context(OptionalLong thread, Optional<ChatMessage> answersTo) {
        static final Context PLAIN = new Context(OptionalLong.empty(), Optional.empty());
    }

    sealed interface Attached {

        record Document(Parameters.Upload file) implements Attached {}

        record Photo(Parameters.Upload file, ImageSize pixels) implements Attached {}
    }

    /// The server rejects an edit to equal content as "not modified". The client shows a preview of
    /// the page with the address `preview` below the text.
    record Content(FormattedText text, Keyboard keyboard, Optional<Attached> file, Optional<String> preview) {
        Content(FormattedText text, Keyboard keyboard) {
            this(text, keyboard, Optional.empty(), Optional.empty());
        }
    }
}
