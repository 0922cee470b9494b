package digestbot.library.archive;

import java.util.Locale;

/// The state of a digest, which decides who sees it.
public enum DigestState {
    /// Not published: marked as a draft by its author, held for review, or withdrawn.
    DRAFT,
    /// Published: readers see it, and it is delivered to subscribers.
    PUBLISHED,
    /// Archived: readers can find it, but it was never delivered because it existed before the
    /// bot's first start.
    ARCHIVED;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DigestState of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
