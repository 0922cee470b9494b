package digestbot.telegram;

import digestbot.delivery.api.Attachment;
import java.util.List;
import java.util.Optional;

/// A message as the Bot API takes it.
///
/// @param text in the form given by `form`
/// @param keyboard rows of inline buttons; empty for none
/// @param file the attached file, if any; the text is then its caption
public record TelegramMessage(String text, Form form, List<List<Key>> keyboard, Optional<Attachment> file) {

    /// The format of a text.
    public enum Form {
        /// In its HTML mode.
        HTML,
        /// Plain text.
        PLAIN
    }

    public TelegramMessage {
        keyboard = keyboard.stream().map(List::copyOf).toList();
    }

    /// @param html the text in the API's HTML mode
    public TelegramMessage(String html, List<List<Key>> keyboard) {
        this(html, Form.HTML, keyboard, Optional.empty());
    }

    /// The same beside a file.
    TelegramMessage with(Attachment attached) {
        return new TelegramMessage(text, form, keyboard, Optional.of(attached));
    }

    /// The same without formatting; empty if it has none.
    Optional<TelegramMessage> plain() {
        return switch (form) {
            case HTML -> Optional.of(new TelegramMessage(HtmlStripper.of(text), Form.PLAIN, keyboard, file));
            case PLAIN -> Optional.empty();
        };
    }

    /// An inline button.
    public sealed interface Key {

        String label();

        /// Comes back to the bot as a callback query.
        ///
        /// @param data 1 to 64 bytes
        record Callback(String label, String data) implements Key {}

        /// Opens a web page.
        record Link(String label, String url) implements Key {}
    }
}
