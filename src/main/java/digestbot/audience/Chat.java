package digestbot.audience;

import digestbot.markdown.TextCleaner;

/// A chat as a platform names it.
///
/// @param title the group's or channel's name; empty for a private chat
public record Chat(Platform platform, long id, ChatType kind, String title) {

    /// Cleans the title, because people choose it freely.
    public Chat {
        title = TextCleaner.line(title);
    }
}
