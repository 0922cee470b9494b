package digestbot.telegram;

import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.EntityType;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/// A formatted range of text that Markdown can express.
///
/// @param start where it begins, in UTF-16 units
/// @param end where it ends, exclusive
/// @param argument a link's address or a code block's language; else empty
record FormattedSpan(Kind kind, int start, int end, String argument) {

    /// Outer before inner, where several cover the same text.
    enum Kind {
        QUOTE,
        PRE,
        LINK,
        BOLD,
        ITALIC,
        STRIKE,
        CODE
    }

    /// The entity's span; empty if there is no Markdown for it.
    static Optional<FormattedSpan> of(MessageEntity entity) {
        int end = entity.getOffset() + entity.getLength();
        return switch (entity.getType()) {
            case "blockquote", "expandable_blockquote" -> span(Kind.QUOTE, entity, end, "");
            case EntityType.PRE ->
                span(Kind.PRE, entity, end, entity.getLanguage() == null ? "" : entity.getLanguage());
            case EntityType.TEXTLINK ->
                entity.getUrl() == null ? Optional.empty() : span(Kind.LINK, entity, end, entity.getUrl());
            case EntityType.BOLD -> span(Kind.BOLD, entity, end, "");
            case EntityType.ITALIC -> span(Kind.ITALIC, entity, end, "");
            case "strikethrough" -> span(Kind.STRIKE, entity, end, "");
            case EntityType.CODE -> span(Kind.CODE, entity, end, "");
            default -> Optional.empty();
        };
    }

    private static Optional<FormattedSpan> span(Kind kind, MessageEntity entity, int end, String argument) {
        return Optional.of(new FormattedSpan(kind, entity.getOffset(), end, argument));
    }

    /// The part of the span between two places; it may be empty.
    FormattedSpan within(int from, int to) {
        return new FormattedSpan(kind, Math.clamp(start, from, to), Math.clamp(end, from, to), argument);
    }

    FormattedSpan movedBy(int units) {
        return new FormattedSpan(kind, start + units, end + units, argument);
    }
}
