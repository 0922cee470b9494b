package digestbot.markdown;

import com.vladsch.flexmark.ast.Reference;
import com.vladsch.flexmark.ast.util.ReferenceRepository;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import digestbot.markdown.Outline.Piece;
import java.util.List;
import java.util.Map;

/// Parses the pieces of a document, which share its link definitions.
final class PieceParser {

    static final PieceParser WITHOUT_DEFINITIONS = new PieceParser(Map.of());

    private static final int MAX_HEADING_LENGTH = 1000;

    private final ReferenceRepository references = new ReferenceRepository(new MutableDataSet());
    private final Parser markdown = parser(true);
    private final Parser rawHtml = parser(false);

    private PieceParser(Map<String, String> definitions) {
        definitions.forEach((label, address) -> {
            BasedSequence line = BasedSequence.of("[" + label + "]:" + address);
            int end = label.length() + 3;
            references.put(
                    references.normalizeKey(label),
                    new Reference(line.subSequence(0, end), line.subSequence(end), null));
        });
    }

    /// @param definitions the addresses that links refer to by a label; the first of equal labels counts
    static PieceParser with(Map<String, String> definitions) {
        return definitions.isEmpty() ? WITHOUT_DEFINITIONS : new PieceParser(definitions);
    }

    private Parser parser(boolean headings) {
        return Parser.builder(new MutableDataSet()
                        .set(Parser.EXTENSIONS, List.of(StrikethroughExtension.create()))
                        .set(Parser.HTML_BLOCK_PARSER, false)
                        .set(Parser.HEADING_PARSER, headings)
                        .set(Parser.REFERENCE_PARAGRAPH_PRE_PROCESSOR, false)
                        .set(Parser.REFERENCES, references))
                .customInlineParserFactory(LeafParser::new)
                .build();
    }

    List<Block> parse(Piece piece) {
        try {
            return piece.form() == Piece.Form.PLAIN ? PlainBlocks.of(piece.text()) : parseBounded(piece);
        } catch (RuntimeException | StackOverflowError _) {
            // A bug of the library must not lose the text.
            return PlainBlocks.of(piece.text());
        }
    }

    /// @throws RuntimeException if the library fails
    List<Block> parseBounded(Piece piece) {
        Parser parser = piece.form() == Piece.Form.RAW_HTML ? rawHtml : markdown;
        return new BlockConverter(parser.parse(piece.text())).convert();
    }

    List<Inline> parseLine(String text) {
        String line = text.replace('\n', ' ');
        // The last sign closes the heading; without it, a sign at the end of the text would.
        var heading = new Piece(
                "# " + line + " #", line.length() > MAX_HEADING_LENGTH ? Piece.Form.PLAIN : Piece.Form.MARKDOWN);
        List<Block> blocks = parse(heading);
        if (blocks.size() == 1 && blocks.getFirst() instanceof Block.Heading parsed) {
            return parsed.content();
        }
        String plain = TextCleaner.line(line);
        return plain.isEmpty() ? List.of() : List.of(new Inline.Text(plain));
    }
}
