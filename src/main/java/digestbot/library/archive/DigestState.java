package digestbot.library.archive;

import java.util.Locale;

/// The stage of a digest.
public enum DigestState {
    /// Held back by its author.
    DRAFT,
    /// Sent to whoever wants it.
    PUBLISHED,
    /// There to be read, sent to no one: it is older than the bot.
    SHELVED;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DigestState of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
