package digestbot.markdown;

import java.util.ArrayList;
import java.util.List;

/// Splits text into paragraphs at blank lines, ignoring markup; line breaks are kept.
final class PlainBlocks {

    private PlainBlocks() {}

    static List<Block> of(String text) {
        List<Block> blocks = new ArrayList<>();
        List<Inline> content = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            String line = TextCleaner.line(text.substring(from, to));
            if (!line.isEmpty()) {
                if (!content.isEmpty()) {
                    content.add(new Inline.LineBreak());
                }
                content.add(new Inline.Text(line));
            } else if (!content.isEmpty()) {
                blocks.add(new Block.Paragraph(content));
                content.clear();
            }
            from = to + 1;
        }
        if (!content.isEmpty()) {
            blocks.add(new Block.Paragraph(content));
        }
        return blocks;
    }
}
