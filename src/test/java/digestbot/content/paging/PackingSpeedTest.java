package digestbot.content.paging;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The largest file that the bot reads, in the shapes that are hardest to cut.
class PackingSpeedTest {

    private static final int MIB = 1 << 20;

    static Stream<Arguments> largeBodies() {
        String sentence = "The harbour talks go on, and the carriers wait for a figure that all accept. ";
        return Stream.of(
                Arguments.of("points", List.of(points(sentence.strip(), MIB / sentence.length()))),
                Arguments.of("one paragraph", List.of(paragraph(sentence.repeat(MIB / sentence.length())))),
                Arguments.of("one word", List.of(paragraph("x".repeat(MIB)))),
                Arguments.of("one word of wide letters", List.of(paragraph("港".repeat(MIB / 3)))),
                Arguments.of("one line of code", List.of(new Block.CodeBlock("", "y".repeat(MIB)))),
                Arguments.of("closing brackets", List.of(paragraph(")".repeat(MIB)))),
                Arguments.of("full stops", List.of(paragraph(". ".repeat(MIB / 2)))),
                Arguments.of("a letter under a mountain of marks", List.of(paragraph("e" + "\u0301".repeat(MIB / 2)))),
                Arguments.of("space", List.of(paragraph("x" + " ".repeat(MIB) + "x"))),
                Arguments.of("nothing to see", List.of(paragraph("x" + "\u200b".repeat(MIB / 3) + "x"))),
                Arguments.of("indentation", List.of(new Block.CodeBlock("", "x\n" + " ".repeat(MIB) + "x"))),
                Arguments.of("empty items", List.of(new ItemList(false, 1, empty(100_000)))),
                Arguments.of("quoted points", List.of(quoted(points(sentence.strip(), MIB / sentence.length()), 30))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("largeBodies")
    @Timeout(20)
    void oneMebibyteIsPackedWithoutDelay(String name, List<Block> body) {
        var content = Content.of(List.of(Panel.plain(body)), List.of());
        for (MessageBudget budget : List.of(SampleBudgets.runs(4096), SampleBudgets.source(4000))) {
            long started = System.nanoTime();
            List<Content> pages = MessagePacker.pages(content, budget);
            long took = (System.nanoTime() - started) / 1_000_000;
            assertThat(took)
                    .as("%s: %d pages in %d ms", name, pages.size(), took)
                    .isLessThan(10_000);
        }
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
