package digestbot.markdown;

import java.util.List;
import java.util.Optional;

/// A document split into parts at its headings, and each part into pieces that are parsed
/// separately.
///
/// Only top-level ATX (`## …`) and setext (underlined) headings start a part, not headings inside
/// code fences, comments, raw HTML blocks, lists or quotes. The mark `<!--more-->` on a separate
/// line also starts a part. Comments at the start of a line are removed; an unterminated comment
/// remains text. Link reference definitions apply to all parts.
///
/// Splitting takes linear time. From the 1,000th part on, a heading remains within its part.
public final class Outline {

    static final int MAX_PARTS = 1000;

    private final List<OutlinePart> parts;
    private final PieceParser parser;

    Outline(List<OutlinePart> parts, PieceParser parser) {
        this.parts = List.copyOf(parts);
        this.parser = parser;
    }

    public enum PartStart {
        BEGINNING,
        HEADING,
        MORE
    }

    /// A part of a document. Lines count from 1.
    ///
    /// @param level 0 if it has no heading
    /// @param heading Markdown; empty if it has no heading
    /// @param text the lines after the heading, as Markdown
    /// @param textLine the line on which the text starts; each line of the text is one of the
    ///     document
    /// @param pieces the text, cut where one block certainly ends and another one starts
    public record OutlinePart(
            PartStart start, int line, int level, String heading, String text, int textLine, List<Piece> pieces) {
        public OutlinePart {
            pieces = List.copyOf(pieces);
        }
    }

    /// One or a few blocks of a part.
    public record Piece(String text, Form form) {

        public enum Form {
            MARKDOWN,
            /// Read as Markdown without headings.
            RAW_HTML,
            /// Read as plain text, because it exceeds a bound.
            PLAIN
        }
    }

    /// The outline of a document whose lines end with any of LF, CR LF and CR.
    public static Outline of(String text) {
        return new BlockCutter(text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\0\ufdd0-\ufdef]", "\ufffd"))
                .cut();
    }

    /// At least one part, in document order.
    public List<OutlinePart> parts() {
        return parts;
    }

    /// The text of a part, without its heading.
    public List<Block> blocks(OutlinePart part) {
        return part.pieces().stream()
                .flatMap(piece -> parser.parse(piece).stream())
                .toList();
    }

    /// The parser of the pieces. Its `parseBounded` throws a RuntimeException if the library fails,
    /// unlike [#blocks].
    PieceParser parser() {
        return parser;
    }

    public List<Inline> heading(OutlinePart part) {
        return parser.parseLine(part.heading());
    }

    /// The heading of a part; empty if the part has none, or an invisible one.
    public Optional<Block> headingBlock(OutlinePart part) {
        List<Inline> content = part.start() == PartStart.HEADING ? heading(part) : List.of();
        return content.isEmpty() ? Optional.empty() : Optional.of(new Block.Heading(part.level(), content));
    }
}
