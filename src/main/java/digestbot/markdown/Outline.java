package digestbot.markdown;

import java.util.List;
import java.util.Optional;

/// A document split into parts at its headings, and each part into pieces that are parsed on their own.
///
/// Only top-level ATX (`## …`) and setext (underlined) headings start a part, not headings inside
/// code fences, comments, raw HTML blocks, lists or quotes. The mark `<!--more-->` on a line of its own starts a
/// part, too. Comments at the start of a line are removed; an unterminated comment remains text.
/// Link reference definitions hold in all parts.
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
        /// The beginning of the document; only the first part has this.
        BEGINNING,
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
    /// @param pieces the text, cut where one block certainly ends and another one starts
    public record OutlinePart(
            PartStart start, int line, int level, String heading, String text, int textLine, List<Piece> pieces) {
        public OutlinePart {
            pieces = List.copyOf(pieces);
        }
    }

    /// One or a few blocks of a part.
    ///
    /// @param form how it is read
    public record Piece(String text, Form form) {

        /// How a piece is read.
        public enum Form {
            MARKDOWN,
            /// As Markdown without headings.
            RAW_HTML,
            /// As plain text, because it exceeds a bound.
            PLAIN
        }
    }

    /// The outline of a document whose lines end with any of LF, CR LF and CR.
    public static Outline of(String text) {
        return new BlockCutter(text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\0\ufdd0-\ufdef]", "\ufffd"))
                .cut();
    }

    /// The parts in document order; at least one.
    public List<OutlinePart> parts() {
        return parts;
    }

    /// The text of a part, without its heading, as blocks.
    public List<Block> blocks(OutlinePart part) {
        return part.pieces().stream()
                .flatMap(piece -> parser.parse(piece).stream())
                .toList();
    }

    /// @throws RuntimeException if the library fails
    List<Block> parseBounded(Piece piece) {
        return piece.form() == Piece.Form.PLAIN ? List.of() : parser.parseBounded(piece);
    }

    public List<Inline> heading(OutlinePart part) {
        return parser.parseLine(part.heading());
    }

    /// The heading of a part as a block; empty if there is none or it is not visible.
    public Optional<Block> headingBlock(OutlinePart part) {
        List<Inline> content = part.start() == PartStart.HEADING ? heading(part) : List.of();
        return content.isEmpty() ? Optional.empty() : Optional.of(new Block.Heading(part.level(), content));
    }
}
