package digestbot.content.paging;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Long content in the shapes that are hardest to cut.
class PackingSpeedTest {

    private static final int SMALL = 1 << 14;

    private static Map<String, List<Block>> bodies(int length) {
        String sentence = "The harbour talks go on, and the carriers wait for a figure that all accept. ";
        ItemList points = points(sentence.strip(), length / sentence.length());
        Map<String, List<Block>> bodies = new LinkedHashMap<>();
        bodies.put("points", List.of(points));
        bodies.put("one paragraph", List.of(paragraph(sentence.repeat(length / sentence.length()))));
        bodies.put("one word", List.of(paragraph("x".repeat(length))));
        bodies.put("one word of wide letters", List.of(paragraph("港".repeat(length / 3))));
        bodies.put("one line of code", List.of(new Block.CodeBlock("", "y".repeat(length))));
        bodies.put("closing brackets", List.of(paragraph(")".repeat(length))));
        bodies.put("full stops", List.of(paragraph(". ".repeat(length / 2))));
        bodies.put("a letter under a mountain of marks", List.of(paragraph("e" + "\u0301".repeat(length / 2))));
        bodies.put("space", List.of(paragraph("x" + " ".repeat(length) + "x")));
        bodies.put("nothing to see", List.of(paragraph("x" + "\u200b".repeat(length / 3) + "x")));
        bodies.put("indentation", List.of(new Block.CodeBlock("", "x\n" + " ".repeat(length) + "x")));
        bodies.put("empty items", List.of(new ItemList(false, 1, empty(length / 10))));
        bodies.put("quoted points", List.of(quoted(points, 30)));
        return bodies;
    }

    private static long packed(List<Block> body, MessageBudget budget) {
        var measured = new AtomicLong();
        Content content = Content.of(List.of(Panel.plain(body)), List.of());
        var counting = new MessageBudget(budget.limits(), panel -> {
            Cost cost = budget.costFunction().apply(panel);
            measured.addAndGet(cost.units() + 1L);
            return cost;
        });
        assertThat(MessagePacker.pages(content, counting)).isNotEmpty();
        return measured.get();
    }

    @Test
    void fourTimesTheTextIsAboutFourTimesTheWork() {
        for (MessageBudget budget : List.of(SampleBudgets.runs(4096), SampleBudgets.source(4000))) {
            Map<String, List<Block>> large = bodies(4 * SMALL);
            bodies(SMALL).forEach((name, body) -> {
                long little = packed(body, budget);
                assertThat(packed(large.get(name), budget))
                        .as("what was measured to pack four times “%s”, of which once takes %d", name, little)
                        .isLessThan(8 * little);
            });
        }
    }

    /// As much as the largest file that the bot reads.
    @Test
    @Tag("full")
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMebibyteIsPacked() {
        bodies(1 << 20).values().forEach(body -> packed(body, SampleBudgets.runs(4096)));
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Inline.Text(text)));
    }

    private static ItemList points(String text, int count) {
        return ItemList.bullets(IntStream.range(0, count)
                .mapToObj(_ -> new Item(List.of(paragraph(text))))
                .toList());
    }

    private static List<Item> empty(int count) {
        return IntStream.range(0, count).mapToObj(_ -> new Item(List.of())).toList();
    }

    private static Block quoted(Block block, int depth) {
        return depth == 0 ? block : quoted(new Block.Quote(List.of(block)), depth - 1);
    }
}
