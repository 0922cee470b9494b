package digestbot.telegram;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;

/// Writes blocks and running text as lines of HTML.
///
/// Telegram has no lists and headings: they become markers and indentation. Quotes cannot be
/// nested, so inner quotes are prefixed with a bar.
final class HtmlBlockWriter {

    private static final String INDENT = "   ";
    private static final String BAR = "▏ ";
    private static final String RULE = "———";
    private static final int MAX_INDENTS = 4;

    private final HtmlWriter out;

    HtmlBlockWriter(HtmlWriter out) {
        this.out = out;
    }

    /// The place of a block.
    ///
    /// @param quoted true if it is within a quote
    /// @param depth the nesting depth of lists and inner quotes
    private record Nesting(boolean quoted, int depth) {

        Nesting deeper() {
            return new Nesting(quoted, depth + 1);
        }
    }

    /// Writes the blocks with a blank line between them.
    ///
    /// @param quoted true if they are within a quote
    void blocks(List<Block> blocks, boolean quoted) {
        for (int i = 0; i < blocks.size(); i++) {
            if (i > 0) {
                out.newLine();
                if (!(blocks.get(i - 1) instanceof Block.Heading)) {
                    out.newLine();
                }
            }
            block(blocks.get(i), new Nesting(quoted, 0));
        }
    }

    private void lines(List<Block> blocks, Nesting place) {
        for (int i = 0; i < blocks.size(); i++) {
            if (i > 0) {
                out.newLine();
            }
            block(blocks.get(i), place);
        }
    }

    private void block(Block block, Nesting place) {
        switch (block) {
            case Block.Paragraph(var content) -> inlines(content);
            case Block.Heading heading -> out.styled("b", () -> inlines(heading.content()));
            case Block.ItemList list -> list(list, place);
            case Block.Quote(var blocks) -> quote(blocks, place);
            case Block.CodeBlock(String language, String text) -> {
                if (place.depth() == 0) {
                    out.preformatted(language, text);
                } else {
                    out.code(text);
                }
            }
            case Block.HorizontalRule() -> out.text(RULE);
        }
    }

    private void list(Block.ItemList list, Nesting place) {
        for (int i = 0; i < list.items().size(); i++) {
            if (i > 0) {
                out.newLine();
            }
            out.text(list.ordered() ? (long) list.start() + i + ". " : place.depth() == 0 ? "• " : "◦ ");
            List<Block> blocks = list.items().get(i).blocks();
            out.prefixed(place.depth() < MAX_INDENTS ? INDENT : "", () -> lines(blocks, place.deeper()));
        }
    }

    private void quote(List<Block> blocks, Nesting place) {
        if (place.depth() == 0 && !place.quoted()) {
            out.quoted(false, () -> blocks(blocks, true));
        } else {
            out.text(BAR);
            out.prefixed(place.depth() < MAX_INDENTS ? BAR : "", () -> lines(blocks, place.deeper()));
        }
    }

    /// Writes running text.
    void inlines(List<Inline> content) {
        content.forEach(this::inline);
    }

    private void inline(Inline inline) {
        switch (inline) {
            case Inline.Text(String text) -> out.text(text);
            case Inline.Emphasis(var content) -> out.styled("i", () -> inlines(content));
            case Inline.Strong(var content) -> out.styled("b", () -> inlines(content));
            case Inline.Strikethrough(var content) -> out.styled("s", () -> inlines(content));
            case Inline.Code(String text) -> out.code(text);
            case Inline.Link(var address, var content) -> out.linked(address.url(), () -> inlines(content));
            case Inline.Moment moment -> out.moment(moment);
            case Inline.LineBreak() -> out.newLine();
        }
    }
}
