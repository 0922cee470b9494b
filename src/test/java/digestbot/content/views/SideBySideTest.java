package digestbot.content.views;

import static digestbot.Golden.assertGolden;
import static digestbot.content.views.SampleDigests.look;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.action.ReadAction;
import digestbot.content.paging.MessagePacker;
import digestbot.content.paging.SampleBudgets;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.parser.DigestSamples;
import digestbot.digest.story.Comparison;
import digestbot.digest.story.Continuations;
import digestbot.digest.story.StoryText;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.PointMark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideBySideTest {

    private static final DigestView SIDE_BY_SIDE = new DigestView.SideBySide();
    private static final DigestView OVERVIEW = new DigestView.Overview();

    @Test
    void thePointsThatBelongTogetherStandTogetherAndTheOthersUnderTheirNames() {
        assertGolden(
                "content/side-by-side/thePointsThatBelongTogetherStandTogetherAndTheOthersUnderTheirNames.txt",
                ContentDump.of(show(digest("x y .; y x"), SIDE_BY_SIDE, reader(Length.SHORT, "a", "b"))));
    }

    @ParameterizedTest(name = "{0}, reading {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            x y; x y     | a b   | A⇄B: a 1, b 1; a 2, b 2
            x y; x y     | b a   | B⇄A: b 1, a 1; b 2, a 2
            x y; x y     | b     | B⇄A: b 1, a 1; b 2, a 2
            x y; y x     | a b   | A⇄B: a 1, b 2; a 2, b 1
            x; . x .     | a b   | A⇄B: a 1, b 2. +B: b 1, b 3
            . x; x .     | b a   | B⇄A: b 1, a 2. +B: b 2. +A: a 1
            x x; x       | a b   | A⇄B: a 1, a 2, b 1
            x .; y x     | a b   | A⇄B: a 1, b 2. +A: a 2. +B: b 1
            x; x; x      | c a   | C⇄A⇄B: c 1, a 1, b 1
            x; x; x      | c a b | C⇄A⇄B: c 1, a 1, b 1
            x; x; y      | b c a | B⇄C⇄A: b 1, a 1. +C: c 1
            x y; y; x .  | a b c | A⇄B⇄C: a 1, c 1; a 2, b 1. +C: c 2
            x; y; z      | a b c | A: a 1. B: b 1. C: c 1
            . .; . .     | a b   | A: a 1, a 2. B: b 1, b 2
            x; y         | a b   | A: a 1. B: b 1
            ; . .        | a b   | A: nothing reported. B: b 1, b 2
            ;            | a b   | A: nothing reported. B: nothing reported
            """)
    void pairsAreShownOnlyWhereTheDigestSaysSoInTheReadersOrder(String points, String order, String shown) {
        Reader reader = reader(Length.FULL, order.split(" ", -1));
        assertThat(told(show(digest(points), SIDE_BY_SIDE, reader))).isEqualTo(shown);
    }

    @Test
    void withoutAnOrderThePerspectivesRotateByDay() {
        assertThat(told(show(digest("x; x"), SIDE_BY_SIDE, reader(Length.FULL))))
                .isEqualTo("B⇄A: b 1, a 1");
        assertThat(told(show(
                        samples("x; x").day(SampleDigests.DAY.plusDays(1)).digest(),
                        SIDE_BY_SIDE,
                        reader(Length.FULL))))
                .isEqualTo("A⇄B: a 1, b 1");
    }

    @Test
    void whatIsNoPlainTextStaysWithItsPointAndNothingIsLost() {
        Block nested = ItemList.bullets(List.of(new Item(List.of(SampleDigests.paragraph("in it")))));
        List<Block> one = List.of(
                new Block.Heading(3, List.of(new Inline.Text("Trade"))),
                ItemList.bullets(List.of(paired("x", SampleDigests.paragraph("a 1"), nested), item("a 2"))),
                SampleDigests.paragraph("Officials:"),
                new ItemList(true, 5, List.of(paired("y", nested), item("a 4"))),
                SampleDigests.paragraph("End."));
        List<Block> other = List.of(
                ItemList.bullets(List.of(paired("y", new Block.CodeBlock("", "b 1"), SampleDigests.paragraph("b 2")))),
                new Block.HorizontalRule(),
                ItemList.bullets(List.of(paired("x", SampleDigests.paragraph("b 3")))),
                SampleDigests.paragraph("More."));
        Digest digest = new SampleDigests()
                .perspective("a", "A", -1, one)
                .perspective("b", "B", -1, other)
                .digest();
        assertGolden(
                "content/side-by-side/whatIsNoPlainTextStaysWithItsPoint.txt",
                ContentDump.of(show(digest, SIDE_BY_SIDE, reader(Length.FULL, "a", "b"))));
    }

    private static Item item(String text) {
        return new Item(List.of(SampleDigests.paragraph(text)));
    }

    private static Item paired(String id, Block... blocks) {
        return new Item(List.of(blocks), Optional.of(new PointMark.Pair(id, Optional.empty())));
    }

    @Test
    void theWordsOfAPairAreItsHeadingAndAMarkedPointSaysWhoDoesNotReportIt() {
        Digest digest = DigestSamples.digest("""
                ---
                title: Three
                date: 2026-03-01
                topic: three
                perspectives: [{id: a, name: Aland}, {id: b, name: Bravia}, {id: c, name: Corland}]
                ---
                - They meet. {only: a}

                <!--more-->

                ## Aland

                - Aland signs. [1][2] {pair: pact}
                - Aland pays. {only}

                ## Bravia

                - Bravia signs. {pair: pact "The Geneva pact"} [2]

                ## Corland

                - Corland counts.
                - Corland signs. {pair: pact}

                ## Sources

                1. [en] [One](https://example.org/1) - Wire (3/1/2026)
                2. Two - Gazette
                """);
        assertGolden(
                "content/side-by-side/theWordsOfAPairAreItsHeading.txt",
                ContentDump.of(show(digest, SIDE_BY_SIDE, reader(Length.FULL, "a")))
                        + "\n"
                        + ContentDump.of(show(
                                digest,
                                OVERVIEW,
                                reader(new ReadingOptions(
                                        PerspectiveChoice.only(List.of("a", "c")), Length.FULL, Layout.SIDE_BY_SIDE))))
                        + "\n"
                        + new DigestContentBuilder(StyleRegistry.DEFAULT)
                                .card(digest, reader(Length.FULL, "a", "b", "c"))
                                .described());
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            🇺🇸 | 🇨🇳 | 🇺🇸 a 1 / 🇨🇳 b 1
            ''  | 🇨🇳 | *West:* a 1 / *East:* b 1
            ''  | ''  | *West:* a 1 / *East:* b 1
            🏳  | 🏳  | *West:* a 1 / *East:* b 1
            """)
    void perspectivesThatTheirEmojiDoNotTellApartAreNamed(String emoji, String otherEmoji, String pair) {
        StyleRegistry styles = SampleDigests.styles(
                "us-china", "", Map.of("a", look(emoji, null, "West"), "b", look(otherEmoji, null, "East")));
        Content content =
                new DigestContentBuilder(styles).view(9, digest("x; x"), SIDE_BY_SIDE, reader(Length.FULL, "a"));
        assertThat(ContentDump.of(content)).contains("\n" + pair + "\n");
    }

    @Test
    void aStoryOfAnEarlierDigestSaysFromWhenAndAKeyLeadsThere() {
        Digest digest = digest("x y; x y");
        Comparison.Row second = Comparison.of(digest).rows().get(1);
        LocalDate monday = LocalDate.parse("2026-02-02");
        var earlier = new Continuations.Earlier(5, 1, new DigestKey("us-china", monday, "en", ""));
        var links = new DigestControls(
                List.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                new Continuations(second.texts().stream().collect(Collectors.toMap(StoryText::title, _ -> earlier))));
        var layout = new ReadingOptions(PerspectiveChoice.only(List.of("a", "b")), Length.FULL, Layout.SIDE_BY_SIDE);
        for (DigestView view : List.of(SIDE_BY_SIDE, OVERVIEW)) {
            Content content =
                    new DigestContentBuilder(StyleRegistry.DEFAULT).view(9, digest, view, reader(layout), links);
            assertThat(ContentDump.of(content)).containsOnlyOnce("_continues from Monday_ / 🔵 a 2");
            assertThat(content.buttons().stream().flatMap(List::stream))
                    .contains(Button.callback(
                            digest.topic().name() + " · Monday",
                            new ReadAction.ShowSeparately(5, new DigestView.SideBySide())));
        }
    }

    @Test
    void aDigestOfOnePerspectiveHasNoSuchViewAndNoButtonForIt() {
        Digest digest = digest(". .");
        assertThat(show(digest, SIDE_BY_SIDE, reader(Length.FULL)))
                .isEqualTo(show(digest, OVERVIEW, reader(Length.FULL)));
        assertThat(ContentDump.labels(show(digest, OVERVIEW, reader(Length.FULL))))
                .isEqualTo("[🔵 A]\n[Share…]\n[👍] [👎] [⋯]");
    }

    @ParameterizedTest(name = "{0}, {1}, reading {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            x y; x y              | FULL      | a b   | A⇄B: a 1, b 1; a 2, b 2
            x; x; x .             | FULL      | b c a | B⇄C⇄A: b 1, c 1, a 1. +C: c 2
            x; x; x               | FULL      | b     | B: b 1
            x y z . .; x y z      | SHORT     | a b   | A⇄B: a 1, b 1; a 2, b 2 (A: 3 more points, B: 1 more point)
            x . .; . . x . .      | SHORT     | a b   | A⇄B: a 1, b 3. +A: a 2 (1 more point). +B: b 1 (3 more points)
            x; x . . .            | SHORT     | a b   | A⇄B: a 1, b 1. +B: b 2 (2 more points)
            . .; . . .            | SHORT     | a b   | A: a 1, a 2. B: b 1, b 2 (1 more point)
            x y .; x y; . . . .   | SHORT     | a b c | A⇄B⇄C: a 1, b 1; a 2, b 2 (A: 1 more point). +C: c 1, c 2 (2 more points)
            x y; x y              | HEADLINES | a b   | ''
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
                .perspective("a", "A", -1, points("a", "x"))
                .perspective("b", "B", -1, points("b", "x"))
                .other("Method", "After.")
                .digest();
        Reader reader =
                reader(new ReadingOptions(PerspectiveChoice.only(List.of("a", "b")), Length.FULL, Layout.SIDE_BY_SIDE));
        assertThat(show(digest, OVERVIEW, reader).panels())
                .extracting(Panel::title)
                .containsExactly("", "Background", "🔵 A ⇄ 🔴 B", "Method", "");
    }

    @Test
    void noPageEndsBetweenTheTwoPointsOfAPair() {
        String thirty = IntStream.range(0, 30).mapToObj(i -> "p" + i).collect(Collectors.joining(" "));
        Digest digest = digest(thirty + "; " + thirty);
        Content content = show(digest, SIDE_BY_SIDE, reader(Length.FULL, "a", "b"));
        List<Content> pages = MessagePacker.pages(content, SampleBudgets.runs(200));
        assertThat(pages).hasSizeGreaterThan(2);
        List<String> pairs = pages.stream()
                .flatMap(page -> page.panels().stream())
                .filter(panel -> !panel.title().isEmpty())
                .flatMap(panel -> panel.body().stream())
                .filter(Block.Paragraph.class::isInstance)
                .map(block -> ContentDump.text(((Block.Paragraph) block).content()))
                .toList();
        assertThat(pairs).hasSize(30).allMatch(pair -> pair.contains("🔵 a") && pair.contains(" / 🔴 b"));
    }

    @Test
    void whatTheAuthorComparesStandsFirstAndFoundStoriesAreSaidToBeFound() {
        Digest digest = new SampleDigests()
                .perspective(
                        "a", "A", -1, SampleDigests.points("A magnitude 5.9 earthquake in Yunnan kills 19 people,", 1))
                .perspective(
                        "b",
                        "B",
                        -1,
                        SampleDigests.points("The Yunnan earthquake of magnitude 5.9 has killed 19 people,", 2))
                .other("Method", "After.")
                .other("Key Differences in Coverage", "One counts.")
                .digest();
        Content content = show(digest, SIDE_BY_SIDE, reader(Length.FULL, "a", "b"));
        assertThat(content.panels())
                .extracting(Panel::title)
                .startsWith("", "Key Differences in Coverage", "🔵 A ⇄ 🔴 B")
                .doesNotContain("Method");
        assertThat(told(content)).contains("A⇄B: matched by words; *");
    }

    private static Digest digest(String points) {
        return samples(points).digest();
    }

    /// Perspectives a, b, c … apart by semicolons: for each point the id of its pair, or a dot.
    private static SampleDigests samples(String points) {
        var samples = new SampleDigests();
        String[] perspectives = points.split(";", -1);
        for (int i = 0; i < perspectives.length; i++) {
            String id = Character.toString('a' + i);
            samples.perspective(id, id.toUpperCase(Locale.ROOT), -1, points(id, perspectives[i].strip()));
        }
        return samples;
    }

    private static List<Block> points(String name, String marks) {
        String[] ids = marks.split(" ", -1);
        return marks.isEmpty()
                ? List.of()
                : List.of(ItemList.bullets(IntStream.range(0, ids.length)
                        .mapToObj(i -> ids[i].equals(".")
                                ? item(name + " " + (i + 1))
                                : paired(ids[i], SampleDigests.paragraph(name + " " + (i + 1))))
                        .toList()));
    }

    /// Everything below the lead: `A⇄B: pairs. +Side: points only there (what is said at the end)`.
    private static String told(Content content) {
        return content.panels().stream()
                .filter(panel -> !panel.title().isEmpty())
                .map(SideBySideTest::told)
                .collect(Collectors.joining(". "));
    }

    private static String told(Panel panel) {
        List<String> points = new ArrayList<>();
        for (Block block : panel.body()) {
            switch (block) {
                case Block.Paragraph(var content) ->
                    points.add(plain(ContentDump.text(content)).replace(" / ", ", "));
                case ItemList list ->
                    list.items().forEach(item -> item.blocks().forEach(inner -> points.add(told(inner))));
                case Block.HorizontalRule _, Block.Heading _, Block.Quote _, Block.CodeBlock _ ->
                    throw new AssertionError(block);
            }
        }
        String footer = plain(ContentDump.text(panel.footer())).replace(" · ", ", ");
        return plain(panel.title()).replace("Only in ", "+").replace(" ", "") + ": "
                + String.join(panel.style() == Panel.PanelStyle.PLAIN ? "; " : ", ", points)
                + (footer.isEmpty() ? "" : " (" + footer + ")");
    }

    private static String told(Block block) {
        return block instanceof Block.Paragraph(var content) ? ContentDump.text(content) : block.toString();
    }

    private static String plain(String text) {
        return text.replaceAll("[🔵🔴🟢_] ?", "");
    }

    private static Content show(Digest digest, DigestView view, Reader reader) {
        return new DigestContentBuilder(StyleRegistry.DEFAULT).view(9, digest, view, reader);
    }

    private static Reader reader(Length length, String... perspectives) {
        return reader(new ReadingOptions(PerspectiveChoice.only(List.of(perspectives)), length, Layout.STACKED));
    }

    private static Reader reader(ReadingOptions reading) {
        return SampleDigests.reader("en", reading);
    }
}
