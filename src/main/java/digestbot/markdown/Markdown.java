package digestbot.markdown;

import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.MutableDataSet;
import digestbot.markdown.Outline.OutlinePart;
import java.util.ArrayList;
import java.util.List;

/// Markdown text as blocks and inlines.
///
/// CommonMark with strikethrough; tables remain lines of text. Raw HTML becomes text, comments are
/// removed, images become links, and links that are not http or https are reduced to their text.
/// Accepts any text, never throws, and runs in linear time: markup beyond the bounds of
/// [MarkdownLimiter], and whole parts beyond those of [Outline], become plain text. Blocks and
/// inlines nest at most [#MAX_DEPTH] deep.
public final class Markdown {

    /// The deepest nesting of blocks in blocks, and of inlines in inlines.
    public static final int MAX_DEPTH = 16;

    private static final int MAX_HEADING_LENGTH = 1000;
    private static final LinkDefinitions NO_DEFINITIONS = new LinkDefinitions();

    private static final Parser PARSER = Parser.builder(new MutableDataSet()
                    .set(Parser.EXTENSIONS, List.of(StrikethroughExtension.create()))
                    .set(Parser.HTML_BLOCK_PARSER, false))
            .build();

    private Markdown() {}

    /// The text's blocks, including headings.
    public static List<Block> parse(String text) {
        Outline outline = Outline.of(text);
        List<Block> blocks = new ArrayList<>();
        for (OutlinePart part : outline.parts()) {
            outline.headingBlock(part).ifPresent(blocks::add);
            blocks.addAll(outline.blocks(part));
        }
        return blocks;
    }

    /// The text as inlines, as in a heading: on one line.
    public static List<Inline> line(String text) {
        return parseLine(text, NO_DEFINITIONS);
    }

    static List<Block> parsePart(OutlinePart part, LinkDefinitions definitions) {
        if (part.text().isBlank()) {
            return List.of();
        }
        return part.plain() ? PlainBlocks.of(part.text()) : parseSafely(part.text(), definitions);
    }

    private static List<Block> parseSafely(String text, LinkDefinitions definitions) {
        try {
            return parseBounded(text, definitions);
        } catch (RuntimeException | StackOverflowError _) {
            // A bug of the library must not lose the text.
            return PlainBlocks.of(text);
        }
    }

    /// @throws RuntimeException if the library fails
    static List<Block> parseBounded(String text, LinkDefinitions definitions) {
        Node document = PARSER.parse(MarkdownLimiter.limit(text, definitions));
        return new BlockConverter(document).convert();
    }

    static List<Inline> parseLine(String text, LinkDefinitions definitions) {
        String line = text.replace('\n', ' ');
        if (line.length() > MAX_HEADING_LENGTH || isPlain(line)) {
            String plain = TextCleaner.line(line);
            return plain.isEmpty() ? List.of() : List.of(new Inline.Text(plain));
        }
        // The last sign closes the heading; without it, a sign at the end of the text would.
        List<Block> blocks = parseSafely("# " + line + " #", definitions);
        return blocks.size() == 1 && blocks.getFirst() instanceof Block.Heading heading
                ? heading.content()
                : List.of(new Inline.Text(TextCleaner.line(line)));
    }

    private static boolean isPlain(String line) {
        for (int i = 0; i < line.length(); i++) {
            if ("\\`*_~[]<>&".indexOf(line.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
