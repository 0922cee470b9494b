package digestbot.chat.api;

import digestbot.button.Press;
import digestbot.content.Content;
import digestbot.delivery.outbox.FileRequest;
import java.util.Optional;

/// An answer of the bot.
public sealed interface Reply {

    /// A message in the chat.
    record Say(Content content) implements Reply {}

    /// A message that concerns the person alone: ephemeral where the platform can, else in the chat.
    record Whisper(Content content) implements Reply {}

    /// The pressed message shows this instead, in a private chat as in a group.
    ///
    /// @param page which of the content's pages, from 0
    record Replace(Content content, int page) implements Reply {

        /// The content from its beginning.
        public Replace(Content content) {
            this(content, 0);
        }
    }

    /// The presser alone sees this, the pressed message stays: ephemeral, or a link into their private chat
    /// with the bot.
    ///
    /// @param payload for the link's `start`
    record Aside(Content content, int page, String payload) implements Reply {}

    /// A short text over the screen of the person who pressed.
    ///
    /// @param text at most 200 characters
    record Toast(String text) implements Reply {}

    /// A message with a file.
    ///
    /// @param toAll in the chat; else for the person alone where the platform can
    record WithFile(FileRequest wish, boolean toAll) implements Reply {}

    /// The person is to write a longer text: in a form where the platform has one; its text comes back as
    /// [Command.Mistake] about that, else as [Command.Broadcast].
    ///
    /// @param title at most 45 characters
    /// @param label what is to be written, at most 45 characters
    /// @param about what the text is about; empty: it is an announcement
    /// @param otherwise what is said where there are no forms
    record Compose(String title, String label, Optional<Press.Report> about, Content otherwise) implements Reply {

        /// For an announcement.
        public Compose(String title, String label, Content otherwise) {
            this(title, label, Optional.empty(), otherwise);
        }
    }

    /// No answer: it was not for us.
    record Silence() implements Reply {}
}
