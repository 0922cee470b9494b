package digestbot.markdown;

import com.vladsch.flexmark.util.sequence.Escaping;
import java.util.List;

public final class PlainText {

    private PlainText() {}

    /// The blocks' text, with each leaf and each line on a separate line, without markers and
    /// link addresses.
    public static String of(List<Block> blocks) {
        var out = new StringBuilder();
        blocks.forEach(block -> append(block, out));
        return out.toString().stripTrailing();
    }

    public static String ofInlines(List<Inline> inlines) {
        var out = new StringBuilder();
        inlines.forEach(inline -> append(inline, out));
        return out.toString();
    }

    public static String ofLine(String markdown) {
        return TextCleaner.line(ofInlines(Markdown.line(markdown)));
    }

    public static String unescape(String markdown) {
        boolean escaped = markdown.indexOf('\\') >= 0 || markdown.indexOf('&') >= 0;
        return TextCleaner.line(escaped ? Escaping.unescapeString(markdown) : markdown);
    }

    private static void append(Block block, StringBuilder out) {
        switch (block) {
            case Block.Paragraph(var content) -> appendLine(content, out);
            case Block.Heading heading -> appendLine(heading.content(), out);
            case Block.ItemList list ->
                list.items().forEach(item -> item.blocks().forEach(inner -> append(inner, out)));
            case Block.Quote(var blocks) -> blocks.forEach(inner -> append(inner, out));
            case Block.CodeBlock code -> out.append(code.text()).append('\n');
            case Block.HorizontalRule _ -> {}
        }
    }

    private static void appendLine(List<Inline> content, StringBuilder out) {
        content.forEach(inline -> append(inline, out));
        out.append('\n');
    }

    private static void append(Inline inline, StringBuilder out) {
        out.append(inline.text());
        inline.content().forEach(inner -> append(inner, out));
    }
}
