package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.paging.MessagePacker;
import digestbot.content.paging.SampleBudgets;
import digestbot.content.views.TopicStyles.PerspectiveStyleConfig;
import digestbot.content.views.TopicStyles.TopicStyle;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideBySideTest {

    private static final DigestView SIDE_BY_SIDE = new DigestView.SideBySide();
    private static final DigestView OVERVIEW = new DigestView.Overview();

    @Test
    void thePointsOfTwoPerspectivesStandInTurnAndTheLongerOnesRestUnderItsName() {
        assertThat(ContentDump.of(
                        show(SampleDigests.perspectives(3, 2).digest(), SIDE_BY_SIDE, reader(Length.SHORT, "a", "b"))))
                .isEqualTo("""
                ── plain
                US vs China · Thu 5 February 2026
                ── plain
                🔵 A ⇄ 🔴 B
                🔵 a 1 / 🔴 b 1
                ---
                🔵 a 2 / 🔴 b 2
                ── side #3b6fb6
                🔵 A
                • a 3
                [Overview]<1:v:9:o> [🔵 A]<1:v:9:s0> [🔴 B]<1:v:9:s1>
                [·⇄ Side by side·]<1:v:9:b>
                [Report a mistake]<1:m:9:b>
                """);
    }

    @ParameterizedTest(name = "{0} points, reading {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2 2   | a b   | A⇄B: a 1, b 1; a 2, b 2
            2 2   | b a   | B⇄A: b 1, a 1; b 2, a 2
            2 2   | b     | B⇄A: b 1, a 1; b 2, a 2
            1 3   | a b   | A⇄B: a 1, b 1. B: b 2, b 3
            1 3   | b a   | B⇄A: b 1, a 1. B: b 2, b 3
            0 2   | a b   | A: nothing reported. B: b 1, b 2
            2 0   | a b   | A: a 1, a 2. B: nothing reported
            0 0   | a b   | A: nothing reported. B: nothing reported
            1 1 1 | c a   | C⇄A: c 1, a 1
            1 1 1 | b c a | B⇄C: b 1, c 1. A: a 1
            1 1 2 | b c   | B⇄C: b 1, c 1. C: c 2
            """)
    void bothPerspectivesAreShownAlikeInTheReadersOrder(String points, String order, String shown) {
        Reader reader = reader(Length.FULL, order.split(" ", -1));
        assertThat(told(show(digest(points), SIDE_BY_SIDE, reader))).isEqualTo(shown);
    }

    @Test
    void withoutAnOrderThePerspectivesRotateByDay() {
        assertThat(told(show(digest("1 1"), SIDE_BY_SIDE, reader(Length.FULL)))).isEqualTo("B⇄A: b 1, a 1");
        assertThat(told(show(
                        SampleDigests.perspectives(1, 1)
                                .day(SampleDigests.DAY.plusDays(1))
                                .digest(),
                        SIDE_BY_SIDE,
                        reader(Length.FULL))))
                .isEqualTo("A⇄B: a 1, b 1");
    }

    @Test
    void whatIsNoPlainTextStaysWithItsPointAndNothingIsLost() {
        Block nested = ItemList.bullets(List.of(new Item(List.of(SampleDigests.paragraph("in it")))));
        List<Block> one = List.of(
                new Block.Heading(3, List.of(new Inline.Text("Trade"))),
                ItemList.bullets(
                        List.of(new Item(List.of(SampleDigests.paragraph("a 1"), nested)), new Item(List.of()))),
                SampleDigests.paragraph("Officials:"),
                new ItemList(
                        true,
                        5,
                        List.of(new Item(List.of(nested)), new Item(List.of(SampleDigests.paragraph("a 4"))))));
        List<Block> other = List.of(
                SampleDigests.paragraph("b 1"),
                new Block.HorizontalRule(),
                new Block.CodeBlock("", "b 2"),
                SampleDigests.paragraph("b 3"));
        Digest digest = new SampleDigests()
                .perspective("a", "A", -1, one)
                .perspective("b", "B", -1, other)
                .digest();
        assertThat(ContentDump.of(show(digest, SIDE_BY_SIDE, reader(Length.FULL, "a", "b"))))
                .contains("""
                🔵 A ⇄ 🔴 B
                🔵\s
                ### Trade
                a 1
                • in it
                🔴 b 1
                ---
                🔵\s
                🔴\s
                    b 2
                ---
                🔵 Officials:
                • in it
                🔴 b 3
                ── side #3b6fb6
                🔵 A
                6. a 4
                """);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            🇺🇸 | 🇨🇳 | 🇺🇸 a 1 / 🇨🇳 b 1
            ''  | 🇨🇳 | *West:* a 1 / *East:* b 1
            ''  | ''  | *West:* a 1 / *East:* b 1
            🏳  | 🏳  | *West:* a 1 / *East:* b 1
            """)
    void perspectivesThatTheirEmojiDoNotTellApartAreNamed(String emoji, String otherEmoji, String pair) {
        var styles = new TopicStyles(Map.of(
                "us-china",
                new TopicStyle("", Map.of("a", ornaments(emoji, "West"), "b", ornaments(otherEmoji, "East")))));
        Content content = new StyledDigestViews(styles).view(9, digest("1 1"), SIDE_BY_SIDE, reader(Length.FULL, "a"));
        assertThat(ContentDump.of(content)).contains("\n" + pair + "\n");
    }

    private static PerspectiveStyleConfig ornaments(String emoji, String name) {
        return new PerspectiveStyleConfig(Optional.of(emoji), OptionalInt.empty(), Optional.of(name));
    }

    @Test
    void aDigestOfOnePerspectiveHasNoSuchViewAndNoButtonForIt() {
        Digest digest = digest("2");
        assertThat(show(digest, SIDE_BY_SIDE, reader(Length.FULL)))
                .isEqualTo(show(digest, OVERVIEW, reader(Length.FULL)));
        assertThat(ContentDump.labels(show(digest, OVERVIEW, reader(Length.FULL))))
                .isEqualTo("[·Overview·] [🔵 A]\n[Report a mistake]");
    }

    @ParameterizedTest(name = "{0} points, {1}, reading {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            2 2   | FULL      | a b   | A⇄B: a 1, b 1; a 2, b 2
            1 1 2 | FULL      | b c a | B⇄C: b 1, c 1. C: c 2. A: a 1
            1 1 1 | FULL      | b     | B: b 1
            5 3   | SHORT     | a b   | A⇄B: a 1, b 1; a 2, b 2 (A: 3 more points, B: 1 more point)
            1 9   | SHORT     | a b   | A⇄B: a 1, b 1. B: b 2 (7 more points)
            4 4 4 | SHORT     | a b c | A⇄B: a 1, b 1; a 2, b 2 (A: 2 more points, B: 2 more points). C: c 1, c 2 (2 more points)
            0 4   | SHORT     | a b   | A: nothing reported. B: b 1, b 2 (2 more points)
            2 2   | HEADLINES | a b   | ''
            """)
    void theLayoutPutsThePointsOfTheOverviewSideBySide(String points, Length length, String order, String shown) {
        ReadingOptions reading =
                new ReadingOptions(PerspectiveChoice.only(List.of(order.split(" ", -1))), length, Layout.SIDE_BY_SIDE);
        assertThat(told(show(digest(points), OVERVIEW, reader(reading)))).isEqualTo(shown);
    }

    @Test
    void theLayoutKeepsTheLeadAndWhatElseTheAuthorWrote() {
        Digest digest = new SampleDigests()
                .highlights("What leads.")
                .other("Background", "Before.")
                .perspective("a", "A", -1, SampleDigests.points("a", 1))
                .perspective("b", "B", -1, SampleDigests.points("b", 1))
                .other("Method", "After.")
                .digest();
        Reader reader =
                reader(new ReadingOptions(PerspectiveChoice.only(List.of("a", "b")), Length.FULL, Layout.SIDE_BY_SIDE));
        assertThat(show(digest, OVERVIEW, reader).panels())
                .extracting(Panel::title)
                .containsExactly("US vs China · Thu 5 February 2026", "Background", "🔵 A ⇄ 🔴 B", "Method");
    }

    @Test
    void noPageEndsBetweenTheTwoPointsOfAPair() {
        Digest digest = SampleDigests.perspectives(30, 30).digest();
        Content content = show(digest, SIDE_BY_SIDE, reader(Length.FULL, "a", "b"));
        List<Content> pages = MessagePacker.pages(content, SampleBudgets.runs(200));
        assertThat(pages).hasSizeGreaterThan(2);
        List<String> pairs = pages.stream()
                .flatMap(page -> page.panels().stream())
                .flatMap(panel -> panel.body().stream())
                .filter(Block.Paragraph.class::isInstance)
                .map(block -> ContentDump.text(((Block.Paragraph) block).content()))
                .toList();
        assertThat(pairs).hasSize(30).allMatch(pair -> pair.contains("🔵 a") && pair.contains(" / 🔴 b"));
    }

    private static Digest digest(String points) {
        return SampleDigests.perspectives(Arrays.stream(points.split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .digest();
    }

    /// Everything below the lead: `A⇄B: pairs. Side: points (what is said at the end)`.
    private static String told(Content content) {
        return content.panels().stream().skip(1).map(SideBySideTest::told).collect(Collectors.joining(". "));
    }

    private static String told(Panel panel) {
        List<String> points = new ArrayList<>();
        for (Block block : panel.body()) {
            switch (block) {
                case Block.Paragraph(var content) ->
                    points.add(plain(ContentDump.text(content)).replace(" / ", ", "));
                case ItemList list ->
                    list.items().forEach(item -> item.blocks().forEach(inner -> points.add(told(inner))));
                case Block.HorizontalRule() -> points.add(";");
                case Block.Heading _, Block.Quote _, Block.CodeBlock _ -> throw new AssertionError(block);
            }
        }
        String footer = plain(ContentDump.text(panel.footer())).replace(" · ", ", ");
        return plain(panel.title()).replace(" ", "") + ": "
                + String.join(", ", points).replace(", ;, ", "; ")
                + (footer.isEmpty() ? "" : " (" + footer + ")");
    }

    private static String told(Block block) {
        return block instanceof Block.Paragraph(var content) ? ContentDump.text(content) : block.toString();
    }

    private static String plain(String text) {
        return text.replaceAll("[🔵🔴🟢_] ?", "");
    }

    private static Content show(Digest digest, DigestView view, Reader reader) {
        return new StyledDigestViews(TopicStyles.DEFAULT).view(9, digest, view, reader);
    }

    private static Reader reader(Length length, String... perspectives) {
        return reader(new ReadingOptions(PerspectiveChoice.only(List.of(perspectives)), length, Layout.STACKED));
    }

    private static Reader reader(ReadingOptions reading) {
        return new Reader("en", reading, SampleDigests.DAY, ZoneOffset.UTC, Set.of());
    }
}
