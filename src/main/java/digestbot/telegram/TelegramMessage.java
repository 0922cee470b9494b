package digestbot.telegram;

import java.util.List;

/// A message as the Bot API takes it.
///
/// @param html the text in the API's HTML mode
/// @param keyboard rows of inline buttons; empty for none
public record TelegramMessage(String html, List<List<Key>> keyboard) {

    public TelegramMessage {
        keyboard = keyboard.stream().map(List::copyOf).toList();
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
