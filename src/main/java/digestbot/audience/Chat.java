package digestbot.audience;

import digestbot.markdown.TextCleaner;

/// A chat, as identified by a platform. The title of a private chat is empty.
public record Chat(Platform platform, long id, ChatType kind, String title) {

    /// Cleans the title, because people choose it freely.
    public Chat {
        title = TextCleaner.line(title);
    }
}
