package digestbot.chat;

import digestbot.chat.CommandContext.ForAll;
import digestbot.content.Content;
import digestbot.content.action.Action;
import digestbot.content.action.BroadcastRequest;
import digestbot.delivery.outbox.FileRequest;
import java.util.Optional;

public sealed interface Reply {

    record PublicMessage(ForAll<Content> content) implements Reply {}

    /// A message for the person only: ephemeral if the platform supports it, otherwise in the chat.
    record EphemeralMessage(Content content) implements Reply {}

    /// Replaces the content of the pressed message, in private chats and groups alike. Pages count
    /// from 0.
    ///
    /// @param toast pops up beside it, as a [Toast]; empty for none
    record EditPressed(Content content, int page, String toast) implements Reply {

        public EditPressed(Content content, int page) {
            this(content, page, "");
        }

        public EditPressed(Content content) {
            this(content, 0);
        }
    }

    /// Content for the presser only; for others the pressed message stays. It is ephemeral, or
    /// opened through a link to the private chat with the bot.
    ///
    /// @param payload the value of `start` in the link
    /// @param inPlace true to show it to the presser in place of the pressed message where the
    ///     platform can
    record EphemeralView(Content content, int page, String payload, boolean inPlace) implements Reply {}

    /// Content that the presser shows to everybody in the chat; the message names them in the
    /// chat's language.
    record SharedView(ForAll<Content> content, int page) implements Reply {}

    /// A short text, of at most 200 characters, that pops up for the person who pressed.
    record Toast(String text) implements Reply {}

    /// A message with a file.
    record PublicFile(ForAll<FileRequest> file) implements Reply {}

    /// A message with a file for the person alone, if the platform can.
    record PrivateFile(FileRequest file) implements Reply {}

    /// Asks the person for a text, in a modal if the platform has them. The text is received as the
    /// action of [Action#answering], or as a [BroadcastRequest] if `asks` is empty.
    ///
    /// @param title at most 45 characters
    /// @param label the label of the input field, at most 45 characters
    /// @param pictureLabel the label of a field for a picture, if the modal has one
    /// @param asks the press that the text answers; empty for a broadcast
    /// @param fallback the reply on platforms without modals
    record OpenModal(String title, String label, Optional<String> pictureLabel, Optional<Action> asks, Content fallback)
            implements Reply {

        public OpenModal(String title, String label, Action asks, Content otherwise) {
            this(title, label, Optional.empty(), Optional.of(asks), otherwise);
        }
    }

    record NoReply() implements Reply {}
}
