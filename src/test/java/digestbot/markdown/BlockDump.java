package digestbot.markdown;

import java.util.List;
import java.util.stream.Collectors;

/// Blocks written on one line, so that a test can name a whole document.
final class BlockDump {

    private BlockDump() {}

    static String blocks(List<Block> blocks) {
        return blocks.stream().map(BlockDump::block).collect(Collectors.joining(" "));
    }

    static String inlines(List<Inline> inlines) {
        return inlines.stream().map(BlockDump::inline).collect(Collectors.joining());
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Paragraph(var content) -> "p(" + inlines(content) + ")";
            case Block.Heading(int level, var content) -> "h" + level + "(" + inlines(content) + ")";
            case Block.ItemList(boolean ordered, int start, var items) ->
                (ordered ? "ol" + start : "ul")
                        + items.stream()
                                .map(item -> blocks(item.blocks()))
                                .collect(Collectors.joining(" | ", "(", ")"));
            case Block.Quote(var inner) -> "quote(" + blocks(inner) + ")";
            case Block.CodeBlock(String language, String text) ->
                "code:" + language + "(" + text.replace("\n", "⏎") + ")";
            case Block.HorizontalRule() -> "rule";
        };
    }

    private static String inline(Inline inline) {
        return switch (inline) {
            case Inline.Text(String text) -> text;
            case Inline.Emphasis(var content) -> "em{" + inlines(content) + "}";
            case Inline.Strong(var content) -> "strong{" + inlines(content) + "}";
            case Inline.Strikethrough(var content) -> "del{" + inlines(content) + "}";
            case Inline.Code(String text) -> "code{" + text + "}";
            case Inline.Link(WebAddress address, var content) -> "a{" + inlines(content) + "→" + address.url() + "}";
            case Inline.Moment moment -> "at{" + moment.text() + "→" + moment.at() + "}";
            case Inline.Citations citations -> inlines(citations.links());
            case Inline.LineBreak() -> "⏎";
        };
    }
}
