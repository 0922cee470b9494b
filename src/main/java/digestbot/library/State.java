package digestbot.library;

import java.util.Locale;

/// How far a digest has come.
enum State {
    /// Held back by its author.
    DRAFT,
    /// Sent to whoever wants it.
    PUBLISHED,
    /// There to be read, sent to no one: it is older than the bot.
    SHELVED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
