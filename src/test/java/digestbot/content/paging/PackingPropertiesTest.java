package digestbot.content.paging;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.RandomDocuments;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.content.views.DecoratedText;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PackingPropertiesTest {

    private static final int FEW = 10;
    private static final int MANY = 40;

    /// Room for spaces that were formatted runs of their own before the cut, and that the cut
    /// removed.
    private static final Cost SLACK = new Cost(40, 200, 4);

    private static Map<String, MessageBudget> budgets() {
        return Map.of(
                "runs, real size", SampleBudgets.runs(4096),
                "source, real size", SampleBudgets.source(4000),
                "runs, small", SampleBudgets.runs(700),
                "source, small", SampleBudgets.source(500));
    }

    private static Map<String, MessageBudget> tinyBudgets() {
        return Map.of(
                "runs, tiny",
                new MessageBudget(new Cost(90, 720, 12), SampleBudgets.runs(90).costFunction()),
                "source, tiny",
                new MessageBudget(
                        new Cost(200, 9999, 6), SampleBudgets.source(200).costFunction()));
    }

    @Test
    void aTinyBudgetIsKeptAndNothingIsLost() {
        assertTinyBudgetsAreKept(0, FEW);
    }

    @Test
    void pagesAreFullAndEveryCharacterKeepsItsLinkItsFormattingItsListAndItsNumber() {
        assertFullAndDecorated(0, FEW);
    }

    @Test
    @Tag("full")
    void soItIsWithManyDocuments() {
        assertTinyBudgetsAreKept(FEW, MANY);
        assertFullAndDecorated(FEW, MANY);
    }

    private static void assertTinyBudgetsAreKept(int from, int to) {
        tinyBudgets().forEach((name, budget) -> {
            for (long seed = from; seed < to; seed++) {
                assertComplete(name + ", seed " + seed, budget, new RandomDocuments(seed).content());
            }
        });
    }

    private static void assertFullAndDecorated(int from, int to) {
        budgets().forEach((name, budget) -> {
            for (long seed = from; seed < to; seed++) {
                Content content = new RandomDocuments(seed).content();
                assertFull(name + ", seed " + seed, budget, assertComplete(name + ", seed " + seed, budget, content));
                assertDecorated(name + ", seed " + seed, budget, withoutSubtitles(content));
            }
        });
    }

    /// Every page is within the budget and shows something, and the pages show everything in its
    /// order.
    private static List<Content> assertComplete(String name, MessageBudget budget, Content content) {
        List<Content> pages = MessagePacker.pages(content, budget);
        for (Content page : pages) {
            Cost cost = cost(budget, page.panels());
            assertThat(cost.fits(budget.limits()))
                    .as("%s: a page of %s fits %s", name, cost, budget.limits())
                    .isTrue();
            assertThat(page.panels()).as(name).allMatch(Panel::isVisible);
        }
        assertThat(DecoratedText.everything(panels(pages)))
                .as(name)
                .isEqualTo(DecoratedText.everything(content.panels()));
        return pages;
    }

    private static void assertDecorated(String name, MessageBudget budget, Content content) {
        List<String> packed = DecoratedText.bodies(panels(MessagePacker.pages(content, budget)));
        List<String> whole = DecoratedText.bodies(content.panels());
        int at = firstDifference(packed, whole);
        assertThat(packed.subList(at, Math.min(at + 5, packed.size())))
                .as("%s, character %d", name, at)
                .isEqualTo(whole.subList(at, Math.min(at + 5, whole.size())));
    }

    /// A page is under half full only if the next block forces it.
    private static void assertFull(String name, MessageBudget budget, List<Content> pages) {
        for (int i = 0; i + 1 < pages.size(); i++) {
            Cost half = cost(budget, pages.get(i).panels());
            Panel next = withFirstUnit(pages.get(i + 1).panels().getFirst());
            assertThat(half.plus(half).fits(budget.limits())
                            && half.plus(budget.costFunction().apply(next))
                                    .plus(SLACK)
                                    .fits(budget.limits()))
                    .as("%s: page %d of %s has room for %s", name, i, half, next)
                    .isFalse();
        }
    }

    @Test
    void thePagesOfAPressAreThoseOfTheWhole() {
        budgets().forEach((name, budget) -> {
            Content content = new RandomDocuments(7).content();
            List<Content> pages = MessagePacker.pages(content, budget);
            for (int i = 0; i < pages.size(); i += Math.max(1, pages.size() / 5)) {
                assertThat(MessagePacker.page(content, budget, i).panels())
                        .as(name)
                        .isEqualTo(pages.get(i).panels());
            }
        });
    }

    /// A subtitle that is too large for its page becomes text of the body.
    private static Content withoutSubtitles(Content content) {
        return Content.of(
                content.panels().stream()
                        .map(panel -> panel.withSubtitle(List.of()))
                        .toList(),
                List.of());
    }

    private static Panel withFirstUnit(Panel panel) {
        List<Block> first = firstUnit(panel.body());
        return panel.withBody(first).withFooter(first.equals(panel.body()) ? panel.footer() : List.of());
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

    /// The shorter one's size if one continues the other.
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
        return panels.stream().map(budget.costFunction()).reduce(new Cost(0, 0, 0), Cost::plus);
    }
}
