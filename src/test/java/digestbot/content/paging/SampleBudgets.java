package digestbot.content.paging;

import digestbot.content.paging.MessageBudget.Cost;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Budgets that count like real platforms, without their markup.
public final class SampleBudgets {

    private static final int ANY = Integer.MAX_VALUE;

    private SampleBudgets() {}

    /// Counts visible UTF-16 units, the markup's bytes and formatted runs, as one chat platform
    /// does.
    public static MessageBudget runs(int units) {
        return new MessageBudget(new Cost(units, 8 * units, Math.max(8, units / 40)), panel -> {
            Cost frame = text(panel.emoji() + panel.title()).plus(new Cost(4, 40, 2));
            return frame.plus(inlines(panel.subtitle(), false))
                    .plus(blocks(panel.body(), false))
                    .plus(inlines(panel.footer(), false));
        });
    }

    /// Counts every character of the source text, links with their addresses, as another platform
    /// does.
    static MessageBudget source(int units) {
        return new MessageBudget(new Cost(units, ANY, 40), panel -> {
            Cost text = text(panel.emoji() + panel.title())
                    .plus(inlines(panel.subtitle(), true))
                    .plus(blocks(panel.body(), true))
                    .plus(inlines(panel.footer(), true));
            return new Cost(text.units() + 8, 0, 3);
        });
    }

    private static Cost blocks(List<Block> blocks, boolean source) {
        Cost sum = new Cost(0, 0, 0);
        for (Block block : blocks) {
            sum = sum.plus(new Cost(2, 2, 0)).plus(block(block, source));
        }
        return sum;
    }

    private static Cost block(Block block, boolean source) {
        return switch (block) {
            case Block.Paragraph paragraph -> inlines(paragraph.content(), source);
            case Block.Heading heading -> inlines(heading.content(), source).plus(mark());
            case Block.Quote quote -> blocks(quote.blocks(), source).plus(mark());
            case Block.CodeBlock code -> text(code.text()).plus(mark());
            case Block.HorizontalRule _ -> text("————");
            case Block.ItemList list ->
                list.items().stream()
                        .map(item -> blocks(item.blocks(), source).plus(text("  123. ")))
                        .reduce(new Cost(0, 0, 0), Cost::plus);
        };
    }

    private static Cost inlines(List<Inline> inlines, boolean source) {
        Cost sum = new Cost(0, 0, 0);
        for (Inline inline : inlines) {
            sum = sum.plus(inline(inline, source));
        }
        return sum;
    }

    private static Cost inline(Inline inline, boolean source) {
        return switch (inline) {
            case Inline.Text text -> text(text.text());
            case Inline.Code code -> text(code.text()).plus(mark());
            case Inline.Moment moment -> text(moment.text()).plus(mark());
            case Inline.LineBreak _ -> text("\n");
            case Inline.Emphasis span -> inlines(span.content(), source).plus(mark());
            case Inline.Strong span -> inlines(span.content(), source).plus(mark());
            case Inline.Strikethrough span -> inlines(span.content(), source).plus(mark());
            case Inline.Link link -> {
                int length = link.address().url().length();
                yield inlines(link.content(), source).plus(mark()).plus(new Cost(source ? length + 4 : 0, length, 0));
            }
        };
    }

    private static Cost mark() {
        return new Cost(4, 20, 1);
    }

    private static Cost text(String text) {
        return new Cost(text.length(), text.getBytes(StandardCharsets.UTF_8).length, 0);
    }
}
