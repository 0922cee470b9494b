package digestbot.content.paging;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.RandomDocuments;
import digestbot.content.Visibility;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.content.views.DecoratedText;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PackingPropertiesTest {

    private static final int DOCUMENTS = 60;

    /// Room for spaces that were formatted runs of their own before the cut, and that the cut
    /// removed.
    private static final Cost SLACK = new Cost(40, 200, 4);

    static Stream<Arguments> budgets() {
        return Stream.of(
                Arguments.of("runs, real size", SampleBudgets.runs(4096)),
                Arguments.of("source, real size", SampleBudgets.source(4000)),
                Arguments.of("runs, small", SampleBudgets.runs(700)),
                Arguments.of("source, small", SampleBudgets.source(500)));
    }

    static Stream<Arguments> tinyBudgets() {
        return Stream.of(
                Arguments.of(
                        "runs, tiny",
                        new MessageBudget(
                                new Cost(90, 720, 12), SampleBudgets.runs(90).costFunction())),
                Arguments.of(
                        "source, tiny",
                        new MessageBudget(
                                new Cost(200, 9999, 6),
                                SampleBudgets.source(200).costFunction())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"budgets", "tinyBudgets"})
    void everyPageIsWithinTheBudgetAndShowsSomething(String name, MessageBudget budget) {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            for (Content page : MessagePacker.pages(new RandomDocuments(seed).content(), budget)) {
                assertThat(cost(budget, page.panels()).fits(budget.limits()))
                        .as("%s, seed %d: %s of %s", name, seed, cost(budget, page.panels()), budget.limits())
                        .isTrue();
                assertThat(page.panels()).as("%s, seed %d", name, seed).allMatch(Visibility::in);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"budgets", "tinyBudgets"})
    void nothingVisibleIsLostAndTheOrderIsKept(String name, MessageBudget budget) {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            Content content = new RandomDocuments(seed).content();
            assertThat(DecoratedText.everything(panels(MessagePacker.pages(content, budget))))
                    .as("%s, seed %d", name, seed)
                    .isEqualTo(DecoratedText.everything(content.panels()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("budgets")
    void everyCharacterKeepsItsLinkItsFormattingItsListAndItsNumber(String name, MessageBudget budget) {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            Content content = withoutSubtitles(new RandomDocuments(seed).content());
            List<String> packed = DecoratedText.bodies(panels(MessagePacker.pages(content, budget)));
            List<String> whole = DecoratedText.bodies(content.panels());
            int at = firstDifference(packed, whole);
            assertThat(packed.subList(at, Math.min(at + 5, packed.size())))
                    .as("%s, seed %d, character %d", name, seed, at)
                    .isEqualTo(whole.subList(at, Math.min(at + 5, whole.size())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("budgets")
    void aPageIsUnderHalfFullOnlyWhereABlockForcesIt(String name, MessageBudget budget) {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            List<Content> pages = MessagePacker.pages(new RandomDocuments(seed).content(), budget);
            for (int i = 0; i + 1 < pages.size(); i++) {
                Cost half = cost(budget, pages.get(i).panels());
                Panel next = withFirstUnit(pages.get(i + 1).panels().getFirst());
                assertThat(half.plus(half).fits(budget.limits())
                                && half.plus(budget.costFunction().cost(next))
                                        .plus(SLACK)
                                        .fits(budget.limits()))
                        .as("%s, seed %d, page %d: %s, then %s", name, seed, i, half, next)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("budgets")
    void thePagesOfAPressAreThoseOfTheWhole(String name, MessageBudget budget) {
        Content content = new RandomDocuments(7).content();
        List<Content> pages = MessagePacker.pages(content, budget);
        for (int i = 0; i < pages.size(); i += Math.max(1, pages.size() / 5)) {
            assertThat(MessagePacker.page(content, budget, i).panels())
                    .as(name)
                    .isEqualTo(pages.get(i).panels());
        }
    }

    /// A subtitle that is too large for its page becomes text of the body.
    private static Content withoutSubtitles(Content content) {
        return Content.of(
                content.panels().stream()
                        .map(panel -> new Panel(
                                panel.style(),
                                panel.title(),
                                panel.emoji(),
                                panel.colour(),
                                List.of(),
                                panel.body(),
                                panel.footer()))
                        .toList(),
                List.of());
    }

    private static Panel withFirstUnit(Panel panel) {
        return new Panel(
                panel.style(),
                panel.title(),
                panel.emoji(),
                panel.colour(),
                panel.subtitle(),
                firstUnit(panel.body()),
                panel.body().isEmpty() || firstUnit(panel.body()).equals(panel.body()) ? panel.footer() : List.of());
    }

    /// The first block with the heading before it; of a list, its first item.
    private static List<Block> firstUnit(List<Block> blocks) {
        List<Block> unit = new ArrayList<>();
        for (Block block : blocks) {
            boolean list =
                    block instanceof Block.ItemList items && items.items().size() > 1;
            unit.add(list ? firstItem((Block.ItemList) block) : block);
            if (!(block instanceof Block.Heading)) {
                return unit;
            }
        }
        return unit;
    }

    private static Block firstItem(Block.ItemList list) {
        return new Block.ItemList(list.ordered(), list.start(), list.items().subList(0, 1));
    }

    /// The index, or the shorter one's size if one continues.
    private static int firstDifference(List<String> one, List<String> other) {
        int at = 0;
        while (at < Math.min(one.size(), other.size()) && one.get(at).equals(other.get(at))) {
            at++;
        }
        return at;
    }

    private static List<Panel> panels(List<Content> pages) {
        return pages.stream().flatMap(page -> page.panels().stream()).toList();
    }

    private static Cost cost(MessageBudget budget, List<Panel> panels) {
        return panels.stream().map(budget.costFunction()::cost).reduce(new Cost(0, 0, 0), Cost::plus);
    }
}
