package digestbot.markdown;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.ast.BulletList;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ast.OrderedList;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.util.ast.Node;
import java.util.ArrayList;
import java.util.List;

/// Converts flexmark's block nodes to [Block]s.
record BlockConverter(Node document) {

    List<Block> convert() {
        return children(document, 0);
    }

    private List<Block> children(Node parent, int depth) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            convert(node, depth, blocks);
        }
        return blocks;
    }

    private void convert(Node node, int depth, List<Block> out) {
        switch (node) {
            case Paragraph paragraph -> addParagraph(paragraph, out);
            case Heading heading -> addHeading(heading, out);
            case BulletList list -> addList(false, 1, list, depth, out);
            case OrderedList list -> addList(true, list.getStartNumber(), list, depth, out);
            case BlockQuote quote -> addQuote(quote, depth, out);
            case FencedCodeBlock code -> addCode(code.getInfo().toString(), code, out);
            case IndentedCodeBlock code -> addCode("", code, out);
            case ThematicBreak _ -> out.add(new Block.HorizontalRule());
            default -> out.addAll(PlainBlocks.of(node.getChars().toString()));
        }
    }

    private void addParagraph(Paragraph paragraph, List<Block> out) {
        List<Inline> content = inlines(paragraph);
        if (!content.isEmpty()) {
            out.add(new Block.Paragraph(content));
        }
    }

    private void addHeading(Heading heading, List<Block> out) {
        List<Inline> content = inlines(heading);
        if (!content.isEmpty()) {
            out.add(new Block.Heading(heading.getLevel(), content));
        }
    }

    private List<Inline> inlines(Node leaf) {
        return InlineConverter.convert(document, leaf);
    }

    private void addList(boolean ordered, int start, Node list, int depth, List<Block> out) {
        List<Block.Item> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            List<Block> blocks = nested(item, depth);
            if (!blocks.isEmpty()) {
                items.add(new Block.Item(blocks));
            }
        }
        if (!items.isEmpty()) {
            out.add(new Block.ItemList(ordered, start, items));
        }
    }

    private void addQuote(BlockQuote quote, int depth, List<Block> out) {
        List<Block> blocks = nested(quote, depth);
        if (!blocks.isEmpty()) {
            out.add(new Block.Quote(blocks));
        }
    }

    private List<Block> nested(Node container, int depth) {
        return depth + 1 < Markdown.MAX_DEPTH
                ? children(container, depth + 1)
                : PlainBlocks.of(container.getChars().toString());
    }

    private static void addCode(String info, com.vladsch.flexmark.util.ast.Block code, List<Block> out) {
        var lines = new StringBuilder();
        code.getContentLines().forEach(line -> lines.append(line));
        String text = TextCleaner.lines(lines.toString()).stripTrailing();
        if (!text.isBlank()) {
            String language = TextCleaner.line(info, 40).split(" ", 2)[0];
            out.add(new Block.CodeBlock(language, text));
        }
    }
}
