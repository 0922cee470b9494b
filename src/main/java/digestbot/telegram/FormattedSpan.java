package digestbot.telegram;

import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.EntityType;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

/// A formatted range of text that Markdown can express.
///
/// @param start the start, in UTF-16 units
/// @param end the end, exclusive
/// @param argument a link's address or a code block's language; otherwise empty
record FormattedSpan(Format format, int start, int end, String argument) {

    /// The kinds of formatting; where several cover the same text, the outer one is declared first.
    enum Format {
        QUOTE,
        PRE,
        LINK,
        BOLD,
        ITALIC,
        STRIKE,
        CODE
    }

    /// The entity's span; empty if Markdown cannot express it.
    static Optional<FormattedSpan> of(MessageEntity entity) {
        int end = entity.getOffset() + entity.getLength();
        return switch (entity.getType()) {
            case "blockquote", "expandable_blockquote" -> span(Format.QUOTE, entity, end, "");
            case EntityType.PRE ->
                span(Format.PRE, entity, end, entity.getLanguage() == null ? "" : entity.getLanguage());
            case EntityType.TEXTLINK ->
                entity.getUrl() == null ? Optional.empty() : span(Format.LINK, entity, end, entity.getUrl());
            case EntityType.BOLD -> span(Format.BOLD, entity, end, "");
            case EntityType.ITALIC -> span(Format.ITALIC, entity, end, "");
            case "strikethrough" -> span(Format.STRIKE, entity, end, "");
            case EntityType.CODE -> span(Format.CODE, entity, end, "");
            default -> Optional.empty();
        };
    }

    private static Optional<FormattedSpan> span(Format format, MessageEntity entity, int end, String argument) {
        return Optional.of(new FormattedSpan(format, entity.getOffset(), end, argument));
    }

    /// The part of the span between two positions; it may be empty.
    FormattedSpan clippedTo(int from, int to) {
        return new FormattedSpan(format, Math.clamp(start, from, to), Math.clamp(end, from, to), argument);
    }

    FormattedSpan shiftedBy(int units) {
        return new FormattedSpan(format, start + units, end + units, argument);
    }
}
