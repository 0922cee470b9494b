package digestbot.markdown;

import digestbot.markdown.Outline.OutlinePart;
import java.util.ArrayList;
import java.util.List;

/// Markdown text as blocks and inlines.
///
/// CommonMark with strikethrough; tables remain lines of text. Raw HTML becomes text, comments are
/// removed, images become links, and links that are not http or https are reduced to their text.
/// Accepts any text, never throws, and is fast: pieces beyond the bounds of [BlockCutter], and
/// paragraphs beyond the limits of [PieceParser], become plain text.
public final class Markdown {

    /// The deepest nesting of blocks in blocks, and of inlines in inlines.
    public static final int MAX_DEPTH = 16;

    private Markdown() {}

    public static List<Block> parse(String text) {
        Outline outline = Outline.of(text);
        List<Block> blocks = new ArrayList<>();
        for (OutlinePart part : outline.parts()) {
            outline.headingBlock(part).ifPresent(blocks::add);
            blocks.addAll(outline.blocks(part));
        }
        return blocks;
    }

    public static List<Inline> line(String text) {
        return PieceParser.WITHOUT_DEFINITIONS.parseLine(text);
    }
}
