package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.ReaderWords;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.content.views.StyleRegistry.TopicStyle;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.PointMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlindSpotsTest {

    private static final StyleRegistry ON = new StyleRegistry(Map.of("us-china", new TopicStyle("", true, Map.of())));

    @Test
    void areWhatIsMarkedSoAndWhereThereArePairsWhatHasNoPartner() {
        List<CombinedEntry> week = List.of(day(3, 2, "x . y", "x !"), day(4, 1, ". y", ". !"), day(5, 0, "x", "x"));
        assertThat(spots(roundUp(ON, week, 3, Set.of()))).isEqualTo("""
                ── plain
                Reported in one perspective only
                *Only in B this week: 2 stories*
                • b 4 2 · 4 Feb
                • b 3 2 · 3 Feb
                *Only in A this week: 2 stories*
                • a 3 2 · 3 Feb
                • a 3 3 · 3 Feb
                """);
        assertThat(spots(roundUp(ON, week, 1, Set.of("a 3 2"))))
                .contains(
                        "*Only in B this week: 2 stories*\n• b 4 2 · 4 Feb\n*Only in A this week: 1 story*\n• a 3 3 ·");
    }

    @Test
    void areShownOnlyWhereThereAreAnyAndTheOperatorsWantThem() {
        List<CombinedEntry> week = List.of(day(3, 1, "x .", "x"), day(4, 0, "x", "x"));
        assertThat(roundUp(StyleRegistry.DEFAULT, week, 3, Set.of()).panels()).hasSize(4);
        assertThat(roundUp(ON, week.subList(1, 2), 3, Set.of()).panels()).hasSize(3);
        assertThat(roundUp(ON, week, 3, Set.of()).panels()).hasSize(5);
    }

    private static Content roundUp(StyleRegistry styles, List<CombinedEntry> week, int detail, Set<String> muted) {
        return new DigestContentBuilder(styles)
                .combined(
                        CombinedKind.ROUND_UP,
                        week,
                        SampleDigests.reader("en", ReadingOptions.DEFAULT).withWords(ReaderWords.muted(muted)),
                        detail);
    }

    /// The panel before the last one, which has the days.
    private static String spots(Content content) {
        return ContentDump.of(
                new Content(List.of(content.panels().get(content.panels().size() - 2)), List.of(), Optional.empty()));
    }

    /// The marks of two perspectives' points: a letter for a pair, `!` for one that only this
    /// perspective reports.
    private static CombinedEntry day(long number, int daysBefore, String a, String b) {
        return new CombinedEntry(
                number,
                SampleDigests.perspectives()
                        .topic("us-china", "US vs China")
                        .perspective("a", "A", 9, points("a " + number, "a", a))
                        .perspective("b", "B", 9, points("b " + number, "b", b))
                        .day(SampleDigests.DAY.minusDays(daysBefore))
                        .digest(),
                ReadingOptions.DEFAULT);
    }

    private static List<Block> points(String name, String perspective, String marks) {
        List<Item> items = new ArrayList<>();
        for (String mark : marks.split(" ", -1)) {
            items.add(new Item(
                    List.of(SampleDigests.paragraph(name + " " + (items.size() + 1))),
                    switch (mark) {
                        case "." -> Optional.empty();
                        case "!" -> Optional.of(new PointMark.Only(perspective));
                        default -> Optional.of(new PointMark.Pair(mark, Optional.empty()));
                    }));
        }
        return List.of(ItemList.bullets(items));
    }
}
