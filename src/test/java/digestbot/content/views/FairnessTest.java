package digestbot.content.views;

import static digestbot.content.views.SampleDigests.paragraph;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.BulletPoints;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No perspective is first by accident, none is shown longer than another because it has more
/// points, none is left out.
class FairnessTest {

    @ParameterizedTest(name = "{0} days later, wanted {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            0  | -         | A B C
            1  | -         | B C A
            2  | -         | C A B
            3  | -         | A B C
            0  | b         | B
            0  | c,a       | C A
            1  | c,a       | C A
            0  | B,b,x     | B
            0  | x         | A B C
            1  | x,y       | B C A
            0  | c,*       | C A B
            1  | c,*       | C B A
            0  | c,b,*     | C B A
            1  | B,x,*     | B C A
            1  | x,*       | B C A
            """)
    void theOrderIsTheReadersElseItTurnsByDay(int daysLater, String wanted, String order) {
        String perspectives = wanted == null ? "" : wanted;
        Digest digest = SampleDigests.perspectives(1, 1, 1)
                .day(SampleDigests.DAY.plusDays(daysLater + 1L))
                .digest();
        assertThat(perspectives(digest, Length.FULL, perspectives).stream()
                        .map(Panel::title)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(order);
    }

    @Test
    void overAsManyDaysAsThereArePerspectivesEachLeadsOnce() {
        for (int count = 1; count <= 20; count++) {
            int[] points = new int[count];
            Arrays.fill(points, 1);
            Map<String, Long> leads = IntStream.range(0, count)
                    .mapToObj(day -> SampleDigests.perspectives(points)
                            .day(SampleDigests.DAY.plusDays(day))
                            .digest())
                    .map(digest ->
                            perspectives(digest, Length.FULL, "").getFirst().title())
                    .collect(Collectors.groupingBy(title -> title, TreeMap::new, Collectors.counting()));
            assertThat(leads).hasSize(count).values().containsOnly(1L);
        }
    }

    @ParameterizedTest(name = "{0} of {1} points: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            FULL  | 4 4   | 4 4
            SHORT | 4 4   | 2 2
            SHORT | 5 3   | 2 2
            SHORT | 3 5 9 | 2 2 2
            SHORT | 2 9   | 2 2
            SHORT | 1 9   | 1 2
            SHORT | 0 6   | 0 2
            SHORT | 6     | 2
            """)
    void whatIsShortIsTheFirstTwoPointsOfEachPerspectiveWithWhatEachHasMore(
            Length length, String written, String shown) {
        int[] points = Arrays.stream(written.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        String inOrder = IntStream.range(0, points.length)
                .mapToObj(i -> Character.toString('a' + i))
                .collect(Collectors.joining(","));
        List<Panel> perspectives =
                perspectives(SampleDigests.perspectives(points).digest(), length, inOrder);
        assertThat(perspectives.stream().map(panel -> points(panel.body()) + "").collect(Collectors.joining(" ")))
                .isEqualTo(shown);
        assertThat(perspectives).filteredOn(panel -> points(panel.body()) > 0).allSatisfy(panel -> {
            int lost = points[panel.title().charAt(0) - 'A'] - points(panel.body());
            assertThat(ContentDump.text(panel.footer()))
                    .isEqualTo(lost == 0 ? "" : lost == 1 ? "1 more point" : lost + " more points");
        });
    }

    @Test
    void pointsAreCountedInSeveralListsOrParagraphs() {
        List<Block> prose = List.of(paragraph("one"), paragraph("two"), new Block.HorizontalRule(), paragraph("three"));
        assertThat(BulletPoints.count(prose)).isEqualTo(3);
        assertThat(BulletPoints.withoutLast(prose, 2)).containsExactly(paragraph("one"), new Block.HorizontalRule());
        List<Block> lists = List.of(
                paragraph("Officials:"),
                SampleDigests.points("a", 2).getFirst(),
                paragraph("Papers:"),
                SampleDigests.points("b", 2).getFirst());
        assertThat(BulletPoints.count(lists)).isEqualTo(4);
        assertThat(BulletPoints.withoutLast(lists, 3))
                .containsExactly(
                        paragraph("Officials:"), SampleDigests.points("a", 1).getFirst(), paragraph("Papers:"));
    }

    private static int points(List<Block> blocks) {
        return blocks.stream()
                .mapToInt(block -> block instanceof ItemList list ? list.items().size() : 0)
                .sum();
    }

    private static List<Panel> perspectives(Digest digest, Length length, String wanted) {
        return new DigestContentBuilder(StyleRegistry.DEFAULT)
                        .view(
                                1,
                                digest,
                                new DigestView.Overview(),
                                SampleDigests.reader(
                                        "en", new ReadingOptions(PerspectiveChoice.of(wanted), length, Layout.STACKED)))
                        .panels()
                        .stream()
                        .filter(panel -> panel.style() == Panel.PanelStyle.PERSPECTIVE)
                        .toList();
    }
}
