package digestbot.sandbox;

import static java.util.Map.entry;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SubscribeAction;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

public final class SampleContents {

    private static final Inline DAY = new Inline.Moment(
            Instant.parse("2026-02-06T08:00:00Z"), Inline.MomentStyle.DAY_AND_TIME, "Fri 6 Feb 09:00");
    private static final Inline TIME =
            new Inline.Moment(Instant.parse("2026-02-06T08:00:00Z"), Inline.MomentStyle.TIME, "09:00");

    private static final Inline CITED = new Inline.Citations(List.of(
            new Inline.Citations.Citation(1, Optional.of(new WebAddress("https://example.org/_a_(1)"))),
            new Inline.Citations.Citation(4, Optional.of(new WebAddress("https://example.org/4"))),
            new Inline.Citations.Citation(9, Optional.empty())));

    /// By the name of the golden file of each renderer.
    public static final Map<String, Content> ALL = Map.ofEntries(
            entry(
                    "overview-two-sides",
                    view(
                            new DigestView.Overview(),
                            0,
                            twoPerspectives(),
                            lead(
                                    "US vs China · Thu 5 February 2026",
                                    "20 articles · 🇺🇸 10 · 🇨🇳 10 · 12 outlets",
                                    bullets("Both sides talk about shipping.", "Neither names a date.")),
                            perspective("🇺🇸", "United States", 0x3b6fb6, bullets("A port opens.", "A tariff ends.")),
                            perspective("🇨🇳", "China", 0xc8322b, bullets("A bridge is finished.")))),
            entry(
                    "overview-three-sides",
                    view(
                            new DigestView.Overview(),
                            0,
                            List.of(
                                    List.of(
                                            show("Overview", new DigestView.Overview(), 0, true),
                                            show("North", new DigestView.OnePerspective(0), 0, false),
                                            show("South", new DigestView.OnePerspective(1), 0, false),
                                            show("West", new DigestView.OnePerspective(2), 0, false)),
                                    List.of(show("Sources 3", new DigestView.Sources(), 0, false))),
                            lead("Trade · Fri 6 February 2026", "3 articles", bullets("Grain is dear.")),
                            perspective("", "North", 0x112233, bullets("It snows.")),
                            perspective("", "South", 0x445566, paragraph(t("nothing reported"))),
                            perspective("", "East", 0x99aabb),
                            perspective("", "West", 0x778899, bullets("It rains.")))),
            entry(
                    "one-side-page-two",
                    view(
                            new DigestView.OnePerspective(1),
                            1,
                            List.of(
                                    List.of(
                                            show("Overview", new DigestView.Overview(), 0, false),
                                            show("🇨🇳 China", new DigestView.OnePerspective(1), 0, true)),
                                    List.of(
                                            show("‹", new DigestView.OnePerspective(1), 0, false),
                                            show("2/3", new DigestView.OnePerspective(1), 1, true),
                                            show("›", new DigestView.OnePerspective(1), 2, false))),
                            perspective("🇨🇳", "China", 0xc8322b, bullets("The second page.")))),
            entry(
                    "hostile-text",
                    panels(
                            lead(
                                    "# @everyone <@1> C#",
                                    "||hidden|| <t:0> [x](javascript:alert(1))",
                                    paragraph(
                                            t("- no list "),
                                            t(
                                                    "*not* _stressed_ ~~nor~~ `code` \\ :smile: <:e:1> </x:1> <#2> <@&3> @here "),
                                            t(
                                                    "https://example.org/_a_ ftp://x.y [label](https://example.org) ](https://x.y)")),
                                    paragraph(t("1. no number")),
                                    paragraph(t("> no quote")),
                                    paragraph(t("-# not small")),
                                    new Block.CodeBlock("x y", "```\n@everyone\n```"),
                                    paragraph(code("``` ` ```"), t(" "), code("`"))),
                            perspective("_", "**]**", 0xff_ff_ff, bullets("# no heading", "``` no fence", "a|b||c")))),
            entry(
                    "lists-code-quotes-links",
                    panels(Panel.plain(List.of(blocks())), perspective("🇺🇸", "In a quote", 0x3b6fb6, blocks()))),
            entry(
                    "moments",
                    panels(Panel.plain(List.of(
                            paragraph(t("Next: "), DAY, t(" or "), em(t("at "), TIME, t("sharp")), strong(TIME)),
                            paragraph(TIME, TIME, t(" "), link("https://example.org/", TIME)))))),
            entry(
                    "sources-of-points",
                    panels(perspective(
                            "🇺🇸",
                            "United States",
                            0x3b6fb6,
                            Block.ItemList.bullets(List.of(
                                    new Block.Item(List.of(paragraph(t("One."), CITED))),
                                    new Block.Item(List.of(paragraph(t("Two."), CITED, t(" · "), em(t("noted")))))))))),
            entry(
                    "chinese",
                    view(
                            new DigestView.Overview(),
                            0,
                            twoPerspectives(),
                            lead(
                                    "美中关系 · 2026年2月6日",
                                    "两篇文章",
                                    paragraph(t("双方"), em(t("都")), t("谈到"), strong(t("航运")), t("。"))),
                            perspective(
                                    "🇨🇳", "中国", 0xc8322b, bullets("一座桥建成了。", "出口增长。@某人 中/美", "👩‍👩‍👧‍👦 家庭。")))),
            entry(
                    "topics",
                    Content.of(
                            List.of(Panel.plain(List.of(paragraph(t("Tap a topic."))))),
                            List.of(
                                    List.of(Button.callback("US vs China", new SubscribeAction.SubscribeTopic(1))),
                                    List.of(
                                            Button.callback("Trade", new SubscribeAction.SubscribeTopic(2)),
                                            new Button(
                                                    "Website",
                                                    new Button.Action.OpenUrl(new WebAddress("https://example.org/")),
                                                    false))))),
            entry(
                    "hostile-markup",
                    panels(
                            lead(
                                    "<b>Bold</b> & @everyone \"quoted\"",
                                    "#tag $USD /start@other_bot tg://resolve?domain=x joe@example.org",
                                    paragraph(t("</blockquote></b> <blockquote expandable> <script>alert(1)</script>")),
                                    paragraph(
                                            t("left \u202eright\u202c \u2067isolated\u2069 nul\u0000 half \ud83d end")),
                                    paragraph(
                                            t("split @"),
                                            strong(t("someone")),
                                            t(" /"),
                                            em(t("stop")),
                                            t(" and/or 5/6 c#4 US$ http://example.org/x"))),
                            perspective(
                                    "<i>",
                                    "a&b",
                                    0x3b6fb6,
                                    new Block.CodeBlock("x\" onclick=\"y", "</code></pre> @nobody")))),
            entry(
                    "sources-page",
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
                                            List.of(item(paragraph(
                                                    link("https://example.org/a?b=1&c=2", t("An article")),
                                                    new Inline.LineBreak(),
                                                    t("Example News · 5 Feb · en")))))),
                                    List.of(t("Page 2 of 3")))),
                            List.of(
                                    List.of(
                                            show("‹", new DigestView.Sources(), 0, false),
                                            show("2/3", new DigestView.Sources(), 1, true),
                                            show("›", new DigestView.Sources(), 2, false)),
                                    List.of(new Button(
                                            "Website",
                                            new Button.Action.OpenUrl(new WebAddress("https://example.org/a?b=1&c=2")),
                                            false)),
                                    List.of()),
                            Optional.empty())),
            entry(
                    "inlines",
                    panels(Panel.plain(List.of(paragraph(
                            strong(t("strong "), em(t("and stressed "), code("a < b")), strong(t(" still strong"))),
                            new Inline.LineBreak(),
                            strike(t("gone")),
                            t(" "),
                            link(
                                    "https://example.org/a?b=1&c=2",
                                    t("a link with "),
                                    code("a < b"),
                                    t(" and "),
                                    strong(t("weight")),
                                    link("https://example.org/a?b=1&c=2", t(" inside"))),
                            strong(),
                            t(" "),
                            code("a < b")))))));

    private SampleContents() {}

    public static Content text(String text) {
        return Content.of(List.of(Panel.plain(List.of(paragraph(t(text))))), List.of());
    }

    public static Content panels(Panel... panels) {
        return Content.of(List.of(panels), List.of());
    }

    public static Content view(DigestView view, int page, List<List<Button>> buttons, Panel... panels) {
        return new Content(List.of(panels), buttons, Optional.of(new ReadAction.Show(7, view, page)));
    }

    public static Panel perspective(String emoji, String name, int colour, Block... body) {
        return new Panel(
                Panel.PanelStyle.PERSPECTIVE, name, emoji, OptionalInt.of(colour), List.of(), List.of(body), List.of());
    }

    public static Panel lead(String title, String counts, Block... body) {
        return plain(title, "", counts.isEmpty() ? List.of() : List.of(t(counts)), body);
    }

    public static Panel plain(String title, String emoji, List<Inline> subtitle, Block... body) {
        return new Panel(Panel.PanelStyle.PLAIN, title, emoji, OptionalInt.empty(), subtitle, List.of(body), List.of());
    }

    public static Button show(String label, DigestView view, int page, boolean current) {
        return new Button(label, new Button.Action.Callback(new ReadAction.Show(7, view, page)), current);
    }

    public static List<List<Button>> twoPerspectives() {
        return List.of(
                List.of(
                        show("Overview", new DigestView.Overview(), 0, true),
                        show("🇺🇸 US", new DigestView.OnePerspective(0), 0, false),
                        show("🇨🇳 China", new DigestView.OnePerspective(1), 0, false)),
                List.of(show("Sources 20", new DigestView.Sources(), 0, false)));
    }

    public static Block.Paragraph paragraph(Inline... content) {
        return new Block.Paragraph(List.of(content));
    }

    public static Block.ItemList bullets(String... items) {
        return Block.ItemList.bullets(List.of(items).stream()
                .map(item -> new Block.Item(List.of(paragraph(t(item)))))
                .toList());
    }

    public static Block.Item item(Block... blocks) {
        return new Block.Item(List.of(blocks));
    }

    public static Inline t(String text) {
        return new Inline.Text(text);
    }

    public static Inline em(Inline... content) {
        return new Inline.Emphasis(List.of(content));
    }

    public static Inline strong(Inline... content) {
        return new Inline.Strong(List.of(content));
    }

    public static Inline strike(Inline... content) {
        return new Inline.Strikethrough(List.of(content));
    }

    public static Inline code(String text) {
        return new Inline.Code(text);
    }

    public static Inline link(String url, Inline... content) {
        return new Inline.Link(new WebAddress(url), List.of(content));
    }

    private static Block[] blocks() {
        return new Block[] {
            new Block.Heading(2, List.of(t("A heading, "), em(t("stressed")))),
            paragraph(
                    strong(t("Strong "), em(t("both")), t(" end. ")),
                    strike(t("gone")),
                    em(t("touching")),
                    t("word "),
                    link("https://example.org/a_(b)?c=d", t("a link [1]")),
                    t(" "),
                    link("https://example.org/", t("https://example.org/")),
                    t(" "),
                    link("https://example.org/", t("example.com")),
                    t("."),
                    new Inline.LineBreak(),
                    t("A new line")),
            new Block.ItemList(
                    true,
                    9,
                    List.of(
                            item(paragraph(t("nine")), paragraph(t("still nine")), bullets("under nine", "and")),
                            item(paragraph(t("ten")), new Block.Quote(List.of(paragraph(t("quoted"))))),
                            item(new Block.CodeBlock("", "a\n\nb")))),
            new Block.Quote(List.of(
                    paragraph(t("First.")), new Block.Quote(List.of(paragraph(t("Second.")))), bullets("third"))),
            new Block.HorizontalRule(),
            new Block.CodeBlock("Java", "int a = 1;\n  // *two*"),
            paragraph(t("The end."))
        };
    }
}
