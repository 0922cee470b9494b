package digestbot.content.paging;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.content.RandomDocuments;
import digestbot.content.WebPage;
import digestbot.content.action.ReadAction;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagePackerTest {

    private static final WebPage PAGE = new WebPage(new WebAddress("https://example.org/7/"), "Web");
    private static final ReadAction.Show SHOW = new ReadAction.Show(7, new DigestView.Overview(), 0);

    private final StringBuilder packed = new StringBuilder();

    @Test
    void whatFitsIsOneMessageAsItIs() {
        Content content = view(perspective("China", paragraph("Short.")));
        assertThat(MessagePacker.pages(content, characters(100))).containsExactly(content);
        assertThat(MessagePacker.messages(content, characters(100))).containsExactly(content);
        assertThat(MessagePacker.page(content, characters(100), 5)).isEqualTo(content);
    }

    @Test
    void aMessageMayUseUpEachLimit() {
        Content content = of(paragraph("Full."));
        var limits = new Cost(10, 20, 1);
        assertThat(MessagePacker.pages(content, new MessageBudget(limits, _ -> limits)))
                .containsExactly(content);
    }

    @Test
    void pagesAreAsTheGoldenFileSays() {
        var panel = new Panel(
                Panel.PanelStyle.PERSPECTIVE,
                "China",
                "🇨🇳",
                OptionalInt.of(0xb5483f),
                text("10 articles"),
                List.of(points("one two three", "four five six", "seven eight")),
                text("the end"));
        cut("a panel that goes on repeats its title and only the ends have subtitle and footer", view(panel), 40);
        var list = new ItemList(
                true,
                9,
                Stream.of("aaaa bbbb", "cccc dddd", "eeee ffff")
                        .map(MessagePackerTest::item)
                        .toList());
        cut("points are kept whole and numbers go on", of(list), 20);
        var nested = new Item(List.of(paragraph("outer outer outer"), points("inner one, one", "inner two, two")));
        cut("nested lists keep their nesting", of(ItemList.bullets(List.of(nested))), 34);
        cut(
                "a block larger than a page is cut before a sentence",
                of(paragraph("Why? Nobody of them said. At 5 p.m. the U.S. Senate met.")),
                45);
        cut("a block larger than a page is cut before a sentence (Chinese)", of(paragraph("港口恢复通航。双方各自计数。")), 9);
        cut("a sentence larger than a page is cut before a word", of(paragraph("harbour talks tariff ferry")), 15);
        String family = "👩‍👩‍👧‍👦";
        cut(
                "a word larger than a page is cut between what people see as characters",
                of(paragraph(family.repeat(3))),
                2 * family.length() + 3);
        var link = new Inline.Link(
                new WebAddress("https://example.org/a"),
                List.of(new Inline.Strong(text("harbour talks tariff ferry"))));
        cut("each piece of a link is a link", of(new Block.Paragraph(List.of(link))), 15);
        Content headed =
                of(paragraph("nine nine nine nine"), new Block.Heading(3, text("Title")), paragraph("ten ten ten"));
        cut("a heading stays with what follows", headed, 26);
        Content titled =
                Content.of(List.of(perspective("long title ".repeat(5).strip(), paragraph("Body."))), List.of());
        cut("a title that would fill the page becomes text", titled, 40);
        assertGolden("content/packing.txt", packed.toString());
    }

    @Test
    void everyPageFitsWithItsLinkToTheWebPage() {
        for (int seed = 0; seed < 60; seed++) {
            Content content = new RandomDocuments(seed).content().withPage(Optional.of(PAGE));
            MessageBudget budget = SampleBudgets.runs(2_000);
            for (Content page : MessagePacker.pages(content, budget)) {
                Cost cost = page.panels().stream().map(budget.costFunction()).reduce(new Cost(0, 0, 0), Cost::plus);
                assertThat(cost.fits(budget.limits())).as("seed %d", seed).isTrue();
            }
        }
    }

    @Test
    void sourcesLoseTheirLinksWhereTheseAloneTakeAnotherMessage() {
        MessageBudget budget = SampleBudgets.source(200);
        Content small = cited(1);
        assertThat(MessagePacker.pages(small, budget)).containsExactly(small);
        assertThat(MessagePacker.pages(cited(4), budget))
                .singleElement()
                .satisfies(page -> assertThat(ContentDump.of(page))
                        .contains("• Point 4. [4]")
                        .doesNotContain("https"));
        assertThat(MessagePacker.pages(cited(20), SampleBudgets.runs(100)))
                .first()
                .satisfies(page -> assertThat(ContentDump.of(page)).contains("[[1]](https"));
    }

    private static Content cited(int points) {
        return of(ItemList.bullets(IntStream.rangeClosed(1, points)
                .mapToObj(number -> new Item(List.of(new Block.Paragraph(List.of(
                        new Inline.Text("Point " + number + "."),
                        new Inline.Citations(List.of(new Inline.Citations.Citation(
                                number,
                                Optional.of(new WebAddress("https://example.org/" + "x".repeat(40) + number))))))))))
                .toList()));
    }

    private static Content linked(int pages) {
        return pagesOfText(pages).withPage(Optional.of(PAGE));
    }

    /// Counts visible characters alone, and bullets and numbers as nothing.
    private static MessageBudget characters(int units) {
        return new MessageBudget(new Cost(units, Integer.MAX_VALUE, Integer.MAX_VALUE), panel -> {
            String frame = panel.title() + ContentDump.text(panel.subtitle()) + ContentDump.text(panel.footer());
            return new Cost(
                    frame.length() + new PanelText(panel.body(), 0).breaks().end(), 0, 0);
        });
    }

    private static Content pagesOfText(int pages) {
        return view(Panel.plain(IntStream.range(0, pages)
                .<Block>mapToObj(i -> paragraph("number " + i))
                .toList()));
    }

    private static ReadAction.Show page(int page) {
        return new ReadAction.Show(7, new DigestView.Overview(), page);
    }

    private void cut(String name, Content content, int units) {
        packed.append(MessagePacker.pages(content, characters(units)).stream()
                .map(ContentDump::of)
                .collect(Collectors.joining("=\n", "# " + name + "\n", "\n")));
    }

    @Test
    void aCharacterLargerThanAPageIsCutBetweenCodePoints() {
        List<Content> pages = MessagePacker.pages(of(paragraph("e" + "\u0301".repeat(25) + "😀")), characters(10));
        assertThat(pages)
                .hasSize(3)
                .allSatisfy(page -> assertThat(ContentDump.of(page)).doesNotContain("?"));
    }

    @Test
    void noCutIsWithinASurrogatePair() {
        assertThat(MessagePacker.pages(of(paragraph("👩‍👩‍👧‍👦")), characters(4)))
                .hasSizeGreaterThan(1)
                .allSatisfy(page -> assertThat(ContentDump.of(page).codePoints())
                        .noneMatch(point -> Character.getType(point) == Character.SURROGATE));
    }

    @Test
    void codeIsCutBetweenLinesAndKeepsItsIndentation() {
        var code = new Block.CodeBlock("java", "if (a) {\n\n  b();\n  c();\n}");
        assertThat(MessagePacker.pages(of(code), characters(16)).stream()
                        .map(page -> page.panels().getFirst().body()))
                .containsExactly(
                        List.of(new Block.CodeBlock("java", "if (a) {\n\n  b();")),
                        List.of(new Block.CodeBlock("java", "  c();\n}")));
    }

    @Test
    void aPerspectiveThatFitsAPageIsNotCutWhenLittleRoomIsLeft() {
        Content content = view(
                perspective("United States", points("x".repeat(20), "x".repeat(20), "x".repeat(20))),
                perspective("China", points("a", "y".repeat(20))));
        assertThat(MessagePacker.pages(content, characters(80)).stream()
                        .map(page -> page.panels().stream().map(Panel::title).toList()))
                .containsExactly(List.of("United States"), List.of("China"));
    }

    @Test
    void nothingToSeeMakesNoMessage() {
        Content content = view(
                Panel.plain(List.of(paragraph("  \u200b "))),
                Panel.plain(List.of(paragraph("a" + "\u200b".repeat(500) + " ".repeat(500) + "b"))));
        assertThat(MessagePacker.pages(content, characters(100)))
                .hasSize(2)
                .allSatisfy(page -> assertThat(page.panels()).allMatch(Panel::isVisible));
        assertThat(MessagePacker.pages(of(paragraph(" ")), characters(100)))
                .containsExactly(Content.of(List.of(), List.of()));
    }

    @Test
    void aDeliveryHasItsButtonsUnderItsLastMessageTheThirdOfWhichLeadsOn() {
        assertThat(MessagePacker.messages(pagesOfText(3), characters(10)))
                .extracting(ContentDump::labels)
                .containsExactly("", "", "[Overview]");
        List<Content> messages = MessagePacker.messages(pagesOfText(7), characters(10));
        assertThat(messages).extracting(ContentDump::labels).containsExactly("", "", "[‹] [·3/7·] [›]\n[Overview]");
        assertThat(messages.getLast().buttons().getFirst())
                .extracting(button -> ((Button.Action.Callback) button.action()).press())
                .containsExactly(page(1), page(2), page(3));
        assertThat(messages.getLast().view()).contains(page(2));
    }

    @Test
    void contentThatIsNoViewIsSentInFull() {
        Content reply = Content.of(pagesOfText(7).panels(), pagesOfText(7).buttons());
        assertThat(MessagePacker.messages(reply, characters(10)))
                .extracting(ContentDump::labels)
                .containsExactly("", "", "", "", "", "", "[Overview]");
        assertThat(ContentDump.labels(MessagePacker.page(reply, characters(10), 2)))
                .isEmpty();
    }

    @Test
    void aPageHasButtonsToThoseBesideItAndOneThatDoesNotExistIsTheNearest() {
        assertThat(IntStream.of(-1, 0, 1, 2, 99)
                        .mapToObj(page -> ContentDump.labels(MessagePacker.page(pagesOfText(3), characters(10), page))))
                .containsExactly(
                        "[·1/3·] [›]\n[Overview]",
                        "[·1/3·] [›]\n[Overview]",
                        "[‹] [·2/3·] [›]\n[Overview]",
                        "[‹] [·3/3·]\n[Overview]",
                        "[‹] [·3/3·]\n[Overview]");
    }

    @Test
    void aBudgetWithoutRoomForOneCharacterIsRefused() {
        assertThatThrownBy(() -> MessagePacker.pages(of(paragraph("a")), characters(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no room for one character");
    }

    @Test
    void whatDoesNotFitIsOneMessageThatEndsWithTheLinkToItsWebPage() {
        List<Content> messages = MessagePacker.messages(linked(5), characters(19));
        assertThat(messages).extracting(ContentDump::of).containsExactly("""
                ── plain
                number 0
                number 1
                ── plain
                [Web](https://example.org/7/)
                [·1/3·]<1:v:7:o> [›]<1:v:7:o:1>
                [Overview]<1:v:7:o>
                """);
        assertThat(messages.getFirst().page()).contains(PAGE.previewed());
    }

    @Test
    void onlyPagesThatAreNotTheLastLinkToTheWebPage() {
        assertThat(ContentDump.of(MessagePacker.page(linked(5), characters(19), 1)))
                .contains("number 2", "[Web]");
        Content last = MessagePacker.page(linked(5), characters(19), 9);
        assertThat(ContentDump.of(last)).contains("number 4", "[·3/3·]").doesNotContain("[Web]");
        assertThat(last.page()).contains(PAGE);
        Content content = linked(2);
        assertThat(MessagePacker.messages(content, characters(16))).containsExactly(content);
        assertThat(MessagePacker.page(content, characters(16), 3)).isEqualTo(content);
    }

    @Test
    void aPictureIsWithTheTextUnlessThatIsTooLongOrHasButtonsThatEditIt() {
        Optional<Long> picture = Optional.of(7L);
        Content alone = Content.of(List.of(), List.of()).withPicture(picture);
        var limits = characters(40);
        var budget = new MessageBudget(limits.limits(), new Cost(20, 20, 20), limits.costFunction());
        Button link = new Button("Web", new Button.Action.OpenUrl(PAGE.address()), false);

        Content linked = Content.of(of(paragraph("a".repeat(20))).panels(), List.of(List.of(link)));
        assertThat(MessagePacker.pages(linked.withPicture(picture), budget))
                .containsExactly(linked.withPicture(picture));
        Content longer = of(paragraph("a".repeat(21)));
        assertThat(MessagePacker.pages(longer.withPicture(picture), budget)).containsExactly(alone, longer);
        Content pressed = Content.of(of(paragraph("a")).panels(), List.of(List.of(Button.callback("View", SHOW))));
        assertThat(MessagePacker.messages(pressed.withPicture(picture), budget)).containsExactly(alone, pressed);
        assertThat(MessagePacker.page(pressed.withPicture(picture), budget, 99)).isEqualTo(pressed);
        assertThat(MessagePacker.pages(linked(2).withPicture(picture), characters(19)))
                .anyMatch(page -> page.picture().equals(picture));
    }

    private static Content view(Panel... panels) {
        return new Content(List.of(panels), List.of(List.of(Button.callback("Overview", SHOW))), Optional.of(SHOW));
    }

    private static Content of(Block... blocks) {
        return Content.of(List.of(Panel.plain(List.of(blocks))), List.of());
    }

    private static Panel perspective(String title, Block... body) {
        return new Panel(
                Panel.PanelStyle.PERSPECTIVE, title, "", OptionalInt.of(0xb5483f), List.of(), List.of(body), List.of());
    }

    private static ItemList points(String... texts) {
        return ItemList.bullets(Stream.of(texts).map(MessagePackerTest::item).toList());
    }

    private static Item item(String text) {
        return new Item(List.of(paragraph(text)));
    }

    private static Block paragraph(String text) {
        return new Block.Paragraph(text(text));
    }

    private static List<Inline> text(String text) {
        return List.of(new Inline.Text(text));
    }
}
