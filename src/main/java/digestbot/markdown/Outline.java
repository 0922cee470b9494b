package digestbot.markdown;

import java.util.List;
import java.util.Optional;

/// A document split into parts at its headings, so that each can be parsed on its own.
///
/// Only top-level ATX (`## …`) and setext (underlined) headings start a part, not headings inside
/// code fences, comments, raw HTML blocks, lists or quotes. The mark `<!--more-->` on a line of its own starts a
/// part, too. Comments at the start of a line are removed; an unterminated comment remains text.
/// Link reference definitions hold in all parts.
///
/// Splitting takes linear time. From the 1,000th part on, a heading remains within its part. A part
/// of more than 64 Ki characters or 1,000 lines is treated as plain text, and so is a part that
/// ends beyond the first 512 Ki characters or 10,000 lines of the document.
public final class Outline {

    static final int MAX_PARTS = 1000;
    static final int MAX_PART_LENGTH = 64 * 1024;
    static final int MAX_LINES_IN_PART = 1000;
    static final int MAX_DOCUMENT_LENGTH = 512 * 1024;
    static final int MAX_LINES = 10_000;

    private final List<OutlinePart> parts;
    private final LinkDefinitions definitions;

    Outline(List<OutlinePart> parts, LinkDefinitions definitions) {
        this.parts = List.copyOf(parts);
        this.definitions = definitions;
    }

    /// The start of a part.
    public enum PartStart {
        /// The beginning of the document; only the first part has this.
        BEGINNING,
        /// A heading.
        HEADING,
        /// The mark `<!--more-->`.
        MORE
    }

    /// A part of a document.
    ///
    /// @param start the kind of its start
    /// @param line the line on which it starts, from 1
    /// @param level the heading's level, from 1; 0 if it has none
    /// @param heading the heading's text as Markdown; empty if it has none
    /// @param text the lines after the heading, as Markdown
    /// @param textLine the line on which its text starts, from 1; each line of the text is one of
    ///     the document
    /// @param plain true if its text exceeds the limits and is treated as plain text
    public record OutlinePart(
            PartStart start, int line, int level, String heading, String text, int textLine, boolean plain) {}

    /// The outline of a document whose lines end with any of LF, CR LF and CR.
    public static Outline of(String text) {
        return new OutlineScanner(text.replace("\r\n", "\n").replace('\r', '\n')).scan();
    }

    /// The parts in document order; at least one.
    public List<OutlinePart> parts() {
        return parts;
    }

    /// The text of a part, without its heading, as blocks.
    public List<Block> blocks(OutlinePart part) {
        return Markdown.parsePart(part, definitions);
    }

    /// The heading of a part, as inlines.
    public List<Inline> heading(OutlinePart part) {
        return Markdown.parseLine(part.heading(), definitions);
    }

    /// The heading of a part as a block; empty if there is none or it is not visible.
    public Optional<Block> headingBlock(OutlinePart part) {
        List<Inline> content = part.start() == PartStart.HEADING ? heading(part) : List.of();
        return content.isEmpty() ? Optional.empty() : Optional.of(new Block.Heading(part.level(), content));
    }
}
