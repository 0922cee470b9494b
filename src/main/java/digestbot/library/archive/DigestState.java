package digestbot.library.archive;

import java.util.Locale;

/// The state of a digest, which decides who sees it.
public enum DigestState {
    /// Marked as a draft by its author, held for review, or withdrawn.
    DRAFT,
    /// Readers see it, and it is delivered to subscribers.
    PUBLISHED,
    /// Readers can find it, but it was never delivered because it existed before the bot's first
    /// start.
    ARCHIVED;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DigestState of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
