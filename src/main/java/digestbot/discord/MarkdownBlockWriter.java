package digestbot.discord;

import digestbot.discord.InlineRuns.RunStyle;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes blocks as lines of Discord's Markdown.
final class MarkdownBlockWriter {

    /// The replacement for a rule within lists and quotes, for which Discord has no markup.
    private static final String NESTED_RULE = "———";

    /// Discord recognises quotes only at the start of a line. Within a list this bar marks a quote.
    private static final String BAR = "│ ";

    private static final Pattern LANGUAGE = Pattern.compile("[a-z0-9_+.#-]{1,20}");
    private static final Pattern TWO_TICKS = Pattern.compile("`(?=`)");

    /// The structure that contains a block.
    private enum Container {
        NOTHING,
        QUOTE,
        LIST
    }

    private MarkdownBlockWriter() {}

    /// The lines of the blocks. Blocks are separated by a blank line, except that a list directly
    /// follows the block before it.
    static List<String> lines(List<Block> blocks) {
        return lines(blocks, Container.NOTHING);
    }

    /// Running text on lines of its own, without blank lines.
    static List<String> inlines(List<Inline> content, Set<RunStyle> marks) {
        return InlineRuns.lines(content, marks).stream()
                .map(MarkdownLineWriter::write)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> lines(List<Block> blocks, Container container) {
        List<String> all = new ArrayList<>();
        Block before = new Block.HorizontalRule();
        for (Block block : blocks) {
            List<String> lines = lines(block, container);
            if (lines.isEmpty()) {
                continue;
            }
            boolean introduced = block instanceof Block.ItemList && !(before instanceof Block.ItemList);
            if (!all.isEmpty() && !introduced && container != Container.LIST) {
                all.add("");
            }
            all.addAll(lines);
            before = block;
        }
        return all;
    }

    private static List<String> lines(Block block, Container container) {
        return switch (block) {
            case Block.Paragraph(List<Inline> content) -> inlines(content, Set.of());
            case Block.Heading(int _, List<Inline> content) -> inlines(content, Set.of(RunStyle.STRONG));
            case Block.ItemList list -> items(list);
            case Block.Quote(List<Block> blocks) -> quote(blocks, container);
            case Block.CodeBlock(String language, String text) -> code(language, text, container);
            case Block.HorizontalRule() -> List.of(NESTED_RULE);
        };
    }

    private static List<String> items(Block.ItemList list) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            String mark = list.ordered() ? (list.start() + i) + ". " : "- ";
            List<String> lines = lines(list.items().get(i).blocks(), Container.LIST);
            all.add(mark + (lines.isEmpty() ? String.valueOf(MarkdownEscaper.ZERO_WIDTH_SPACE) : lines.getFirst()));
            lines.stream().skip(1).map(line -> " ".repeat(mark.length()) + line).forEach(all::add);
        }
        return all;
    }

    /// Writes a quote. Discord's quotes do not nest.
    private static List<String> quote(List<Block> blocks, Container container) {
        return switch (container) {
            case NOTHING -> prefixed("> ", lines(blocks, Container.QUOTE));
            case QUOTE -> lines(blocks, Container.QUOTE);
            case LIST -> prefixed(BAR, lines(blocks, Container.LIST));
        };
    }

    private static List<String> prefixed(String prefix, List<String> lines) {
        return lines.stream().map(line -> prefix + line).toList();
    }

    private static List<String> code(String language, String text, Container container) {
        if (text.isBlank()) {
            return List.of();
        }
        if (container != Container.NOTHING) {
            return text.lines()
                    .filter(line -> !line.isBlank())
                    .map(MarkdownLineWriter::code)
                    .toList();
        }
        String name = language.toLowerCase(Locale.ROOT);
        List<String> all = new ArrayList<>();
        all.add("```" + (LANGUAGE.matcher(name).matches() ? name : ""));
        TWO_TICKS
                .matcher(text)
                .replaceAll("`" + MarkdownEscaper.ZERO_WIDTH_SPACE)
                .lines()
                .forEach(all::add);
        all.add("```");
        return all;
    }
}
