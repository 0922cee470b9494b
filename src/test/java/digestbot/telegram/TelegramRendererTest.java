package digestbot.telegram;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.OperatorPress;
import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TelegramRendererTest {

    private static final WebAddress PAGE = new WebAddress("https://example.org/a?b=1&c=2");

    @Test
    void commandsCanBeTappedInTheBotsOwnWordsAlone() {
        List<Block> body = List.of(new Block.Paragraph(List.of(new Inline.Text("Try /today now."))));
        var own = new Panel(Panel.PanelStyle.OWN_WORDS, "", "", OptionalInt.empty(), List.of(), body, List.of());
        assertThat(html(own)).isEqualTo("Try /today now.");
        assertThat(html(Panel.plain(body))).isEqualTo("Try /\u2060today now.");
        assertThat(TelegramRenderer.budget().costFunction().cost(own).entities())
                .isEqualTo(1);
    }

    private static String html(Panel panel) {
        return TelegramRenderer.render(Content.of(List.of(panel), List.of())).text();
    }

    @Test
    void showsAnOverviewOfTwoPerspectives() {
        golden(
                "overview-two-sides.html",
                new Content(
                        List.of(
                                lead(
                                        "US vs China · Thu 5 February 2026",
                                        "20 articles · 🇺🇸 10 · 🇨🇳 10 · 12 outlets",
                                        bullets("Both capitals speak of talks.", "Ports prepare for new tariffs.")),
                                perspective(
                                        "🇺🇸", "United States", bullets("A visit is planned.", "Chips stay limited.")),
                                perspective("🇨🇳", "China", bullets("Exports grew.", "A law is drafted."))),
                        keyboard(),
                        Optional.empty()));
    }

    @Test
    void showsThreePerspectivesAndAnEmptyOne() {
        golden(
                "overview-three-sides.html",
                content(
                        lead("World Trade · Fri 6 February 2026", "3 articles", bullets("Rates fell.")),
                        perspective("🇪🇺", "Europe", bullets("Steel is dearer.")),
                        perspective("", "Asia", List.of()),
                        perspective("🌍", "Africa", List.of(text("nothing reported")))));
    }

    @Test
    void leavesHostileTextWithoutPower() {
        golden(
                "hostile.html",
                content(
                        lead(
                                "<b>Bold</b> & @everyone \"quoted\"",
                                "#tag $USD /start@other_bot tg://resolve?domain=x joe@example.org",
                                List.of(
                                        text("</blockquote></b> <blockquote expandable> <script>alert(1)</script>"),
                                        text("left \u202eright\u202c \u2067isolated\u2069 nul\u0000 half \ud83d end"),
                                        new Block.Paragraph(List.of(
                                                new Inline.Text("split @"),
                                                new Inline.Strong(List.of(new Inline.Text("someone"))),
                                                new Inline.Text(" /"),
                                                new Inline.Emphasis(List.of(new Inline.Text("stop"))),
                                                new Inline.Text(" and/or 5/6 c#4 US$ http://example.org/x"))))),
                        perspective(
                                "<i>",
                                "a&b",
                                List.of(new Block.CodeBlock("x\" onclick=\"y", "</code></pre> @nobody")))));
    }

    @Test
    void showsEveryKindOfBlock() {
        golden(
                "blocks.html",
                content(lead("Blocks", "", everyBlock()), perspective("🇺🇸", "In a quote", everyBlock())));
    }

    @Test
    void showsEveryKindOfText() {
        Inline code = new Inline.Code("a < b");
        golden(
                "inlines.html",
                content(Panel.plain(List.of(new Block.Paragraph(List.of(
                        new Inline.Strong(List.of(
                                new Inline.Text("strong "),
                                new Inline.Emphasis(List.of(new Inline.Text("and stressed "), code)),
                                new Inline.Strong(List.of(new Inline.Text(" still strong"))))),
                        new Inline.LineBreak(),
                        new Inline.Strikethrough(List.of(new Inline.Text("gone"))),
                        new Inline.Text(" "),
                        new Inline.Link(
                                PAGE,
                                List.of(
                                        new Inline.Text("a link with "),
                                        code,
                                        new Inline.Text(" and "),
                                        new Inline.Strong(List.of(new Inline.Text("weight"))),
                                        new Inline.Link(PAGE, List.of(new Inline.Text(" inside"))))),
                        new Inline.Strong(List.of()),
                        new Inline.Text(" "),
                        code))))));
    }

    @Test
    void showsMomentsInTheZoneOfTheDevice() {
        Inline day = new Inline.Moment(
                Instant.parse("2026-02-06T08:00:00Z"), Inline.MomentStyle.DAY_AND_TIME, "Fri 6 Feb 09:00");
        Inline time = new Inline.Moment(Instant.parse("2026-02-06T08:00:00Z"), Inline.MomentStyle.TIME, "09:00");
        golden(
                "moments.html",
                content(Panel.plain(List.of(new Block.Paragraph(List.of(
                        new Inline.Text("Next: "),
                        day,
                        new Inline.Text(" or "),
                        new Inline.Emphasis(List.of(new Inline.Text("at "), time, new Inline.Text(" sharp"))),
                        new Inline.Text(" "),
                        new Inline.Link(PAGE, List.of(time))))))));
    }

    @Test
    void showsChinese() {
        golden(
                "chinese.html",
                content(
                        lead("美国与中国 · 2026年2月6日", "两篇文章", bullets("双方都提到会谈。")),
                        perspective("🇨🇳", "中国", bullets("出口增长。@某人 中/美", "👩‍👩‍👧‍👦 家庭。"))));
    }

    @Test
    void showsPagesAndLinksAsButtons() {
        golden(
                "sources-page.html",
                new Content(
                        List.of(new Panel(
                                Panel.PanelStyle.PLAIN,
                                "Sources",
                                "",
                                OptionalInt.empty(),
                                List.of(),
                                List.of(new Block.ItemList(
                                        true,
                                        7,
                                        List.of(new Block.Item(List.of(new Block.Paragraph(List.of(
                                                new Inline.Link(PAGE, List.of(new Inline.Text("An article"))),
                                                new Inline.LineBreak(),
                                                new Inline.Text("Example News · 5 Feb · en")))))))),
                                List.of(new Inline.Text("Page 2 of 3")))),
                        List.of(
                                List.of(
                                        Button.callback("‹", new Press.Show(7, new DigestView.Sources(), 0)),
                                        Button.callback("2/3", new Press.Show(7, new DigestView.Sources(), 1)),
                                        Button.callback("›", new Press.Show(7, new DigestView.Sources(), 2))),
                                List.of(new Button("Website", new Button.Action.OpenUrl(PAGE), false)),
                                List.of()),
                        Optional.empty()));
    }

    @Test
    void saysSomethingWhereThereIsNothingToSay() {
        assertThat(TelegramRenderer.render(content(Panel.plain(List.of(text(" ")))))
                        .text())
                .isEqualTo("…");
    }

    @Test
    void coloursOnlyWhatSendsOrRemovesForGood() {
        List<List<Button>> buttons = List.of(List.of(
                Button.callback("Send now", new OperatorPress.ReleaseDigest(7)),
                Button.callback("Forget everything", new PrivacyPress.ConfirmForget()),
                Button.callback("Help", new Press.ShowHelp())));
        assertThat(TelegramRenderer.render(Content.of(List.of(Panel.plain(List.of(text("Sure?")))), buttons))
                        .keyboard()
                        .getFirst()
                        .stream()
                        .map(TelegramMessage.InlineButton.CallbackButton.class::cast)
                        .map(TelegramMessage.InlineButton.CallbackButton::style))
                .containsExactly(Optional.of("success"), Optional.of("danger"), Optional.empty());
    }

    private static List<Block> everyBlock() {
        Block.ItemList nested = new Block.ItemList(
                false,
                1,
                List.of(new Block.Item(List.of(
                        text("outer"),
                        new Block.ItemList(
                                true,
                                9,
                                List.of(
                                        new Block.Item(List.of(text("nine"), text("still nine"))),
                                        new Block.Item(List.of(text("ten"), new Block.CodeBlock("", "x\ny"))))),
                        new Block.Quote(List.of(text("quoted in a list"), text("twice")))))));
        return List.of(
                new Block.Heading(3, List.of(new Inline.Text("Heading"))),
                text("First paragraph."),
                text("Second paragraph."),
                nested,
                new Block.Quote(List.of(text("A quote."), new Block.Quote(List.of(text("A quote in it."))))),
                new Block.CodeBlock("java", "int x = 1 < 2 ? 3 : 4;\n\n\treturn x;"),
                new Block.HorizontalRule(),
                text("The end."));
    }

    private static Block text(String text) {
        return new Block.Paragraph(List.of(new Inline.Text(text)));
    }

    private static List<Block> bullets(String... points) {
        return List.of(Block.ItemList.bullets(Stream.of(points)
                .map(point -> new Block.Item(List.of(text(point))))
                .toList()));
    }

    private static Panel lead(String title, String subtitle, List<Block> body) {
        return new Panel(
                Panel.PanelStyle.PLAIN,
                title,
                "",
                OptionalInt.empty(),
                subtitle.isEmpty() ? List.of() : List.of(new Inline.Text(subtitle)),
                body,
                List.of());
    }

    private static Panel perspective(String emoji, String name, List<Block> body) {
        return new Panel(
                Panel.PanelStyle.PERSPECTIVE, name, emoji, OptionalInt.of(0x3b6fb6), List.of(), body, List.of());
    }

    private static Content content(Panel... panels) {
        return Content.of(List.of(panels), List.of());
    }

    private static List<List<Button>> keyboard() {
        return List.of(
                List.of(
                        new Button(
                                "Overview",
                                new Button.Action.Callback(new Press.Show(7, new DigestView.Overview(), 0)),
                                true),
                        Button.callback("🇺🇸 US", new Press.Show(7, new DigestView.OnePerspective(0), 0)),
                        Button.callback("🇨🇳 China", new Press.Show(7, new DigestView.OnePerspective(1), 0))),
                List.of(Button.callback("Sources 20", new Press.Show(7, new DigestView.Sources(), 0))));
    }

    /// The HTML with its invisible joiners made visible, then the buttons.
    private static void golden(String name, Content content) {
        TelegramMessage message = TelegramRenderer.render(content);
        String buttons = message.keyboard().stream()
                .map(row -> row.stream()
                                .map(key -> switch (key) {
                                    case TelegramMessage.InlineButton.CallbackButton(
                                            String label,
                                            String data,
                                            var _) -> "[ " + label + " | " + data + " ]";
                                    case TelegramMessage.InlineButton.UrlButton(String label, String url) ->
                                        "[ " + label + " | " + url + " ]";
                                    case TelegramMessage.InlineButton.ShareButton(String label, String query, var _) ->
                                        "[ " + label + " | share " + query + " ]";
                                    case TelegramMessage.InlineButton.CopyLinkButton(String label, var press, var _) ->
                                        "[ " + label + " | copy " + press.payload() + " ]";
                                    case TelegramMessage.InlineButton.ReplyField(String label) ->
                                        "[ " + label + " | reply ]";
                                })
                                .collect(Collectors.joining(" "))
                        + "\n")
                .collect(Collectors.joining());
        assertGolden(
                "telegram/" + name,
                message.text().replace("\u2060", "{WJ}") + "\n" + (buttons.isEmpty() ? "" : "\n" + buttons));
    }
}
