package digestbot.discord;

import static digestbot.Golden.assertGolden;
import static digestbot.discord.SampleContents.bullets;
import static digestbot.discord.SampleContents.code;
import static digestbot.discord.SampleContents.em;
import static digestbot.discord.SampleContents.item;
import static digestbot.discord.SampleContents.lead;
import static digestbot.discord.SampleContents.link;
import static digestbot.discord.SampleContents.panels;
import static digestbot.discord.SampleContents.paragraph;
import static digestbot.discord.SampleContents.perspective;
import static digestbot.discord.SampleContents.show;
import static digestbot.discord.SampleContents.strike;
import static digestbot.discord.SampleContents.strong;
import static digestbot.discord.SampleContents.t;
import static digestbot.discord.SampleContents.twoPerspectives;
import static digestbot.discord.SampleContents.view;
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
import digestbot.vote.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiscordRendererTest {

    private static final Inline DAY = new Inline.Moment(
            Instant.parse("2026-02-06T08:00:00Z"), Inline.MomentStyle.DAY_AND_TIME, "Fri 6 Feb 09:00");
    private static final Inline TIME =
            new Inline.Moment(Instant.parse("2026-02-06T08:00:00Z"), Inline.MomentStyle.TIME, "09:00");

    private static final Map<String, Content> CASES = Map.of(
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
                    perspective("🇨🇳", "China", 0xc8322b, bullets("A bridge is finished."))),
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
                    perspective("", "West", 0x778899, bullets("It rains."))),
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
                    perspective("🇨🇳", "China", 0xc8322b, bullets("The second page."))),
            "hostile-text",
            panels(
                    lead(
                            "# @everyone <@1> C#",
                            "||hidden|| <t:0> [x](javascript:alert(1))",
                            paragraph(
                                    t("- no list "),
                                    t("*not* _stressed_ ~~nor~~ `code` \\ :smile: <:e:1> </x:1> <#2> <@&3> @here "),
                                    t("https://example.org/_a_ ftp://x.y [label](https://example.org) ](https://x.y)")),
                            paragraph(t("1. no number")),
                            paragraph(t("> no quote")),
                            paragraph(t("-# not small")),
                            new Block.CodeBlock("x y", "```\n@everyone\n```"),
                            paragraph(code("``` ` ```"), t(" "), code("`"))),
                    perspective("_", "**]**", 0xff_ff_ff, bullets("# no heading", "``` no fence", "a|b||c"))),
            "lists-code-quotes-links",
            panels(Panel.plain(List.of(
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
                            new digestbot.markdown.Inline.LineBreak(),
                            t("A new line")),
                    new Block.ItemList(
                            true,
                            9,
                            List.of(
                                    item(paragraph(t("nine")), bullets("under nine", "and")),
                                    item(paragraph(t("ten")), new Block.Quote(List.of(paragraph(t("quoted"))))),
                                    item(new Block.CodeBlock("", "a\n\nb")))),
                    new Block.Quote(List.of(
                            paragraph(t("First.")),
                            new Block.Quote(List.of(paragraph(t("Second.")))),
                            bullets("third"))),
                    new Block.HorizontalRule(),
                    new Block.CodeBlock("Java", "int a = 1;\n  // *two*"),
                    paragraph(t("The end."))))),
            "moments",
            panels(Panel.plain(List.of(
                    paragraph(t("Next: "), DAY, t(" or "), em(t("at "), TIME, t("sharp")), strong(TIME)),
                    paragraph(TIME, TIME, t(" "), link("https://example.org/", TIME))))),
            "chinese",
            view(
                    new DigestView.Overview(),
                    0,
                    twoPerspectives(),
                    lead("美中关系 · 2026年2月6日", "两篇文章", paragraph(t("双方"), em(t("都")), t("谈到"), strong(t("航运")), t("。"))),
                    perspective("🇨🇳", "中国", 0xc8322b, bullets("一座桥建成了。"))),
            "topics",
            Content.of(
                    List.of(Panel.plain(List.of(paragraph(t("Tap a topic."))))),
                    List.of(
                            List.of(Button.callback("US vs China", new Press.SubscribeTopic(1))),
                            List.of(
                                    Button.callback("Trade", new Press.SubscribeTopic(2)),
                                    new Button(
                                            "Website",
                                            new Button.Action.OpenUrl(new WebAddress("https://example.org/")),
                                            false)))));

    static Stream<String> cases() {
        return CASES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersAsTheGoldenFileSays(String name) {
        String payload = DiscordRenderer.render(java.util.Objects.requireNonNull(CASES.get(name)))
                        .create(false)
                        .toData()
                        .toPrettyString()
                + "\n";
        assertGolden("discord/" + name + ".json", payload);
    }

    @Test
    void givesEachRepeatedButtonAnIdOfItsOwnThatMeansTheSame() {
        Button overview = show("Overview", new DigestView.Overview(), 0, false);
        DataArray row = components(Content.of(List.of(), List.of(List.of(overview, overview, overview))))
                .getObject(1)
                .getArray("components");
        List<String> ids = row.stream(DataArray::getObject)
                .map(button -> button.getString("custom_id"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(3);
        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(CustomIds.press(id)).contains(new Press.Show(7, new DigestView.Overview(), 0)));
    }

    @Test
    void leavesToTheMenuWhatThereIsNoRoomForAndAlwaysKeepsThePageButtons() {
        List<List<Button>> buttons = new ArrayList<>();
        buttons.add(IntStream.range(0, 30)
                .mapToObj(i -> show("Side " + i, new DigestView.OnePerspective(i), 0, false))
                .toList());
        buttons.add(List.of(
                show("‹", new DigestView.Overview(), 1, false), show("›", new DigestView.Overview(), 3, false)));
        Panel[] panels = IntStream.range(0, 14)
                .mapToObj(i -> perspective("", "Side " + i, i, paragraph(t("text"))))
                .toArray(Panel[]::new);
        DataArray components = components(view(new DigestView.Overview(), 2, buttons, panels));
        List<Integer> rows = components.stream(DataArray::getObject)
                .filter(component -> component.getInt("type") == 1)
                .map(row -> row.getArray("components").length())
                .toList();
        assertThat(rows).containsExactly(5, 2, 1);
        DataObject menu = components
                .getObject(components.length() - 1)
                .getArray("components")
                .getObject(0);
        assertThat(menu.getArray("options").length()).isEqualTo(25);
    }

    @Test
    void joinsShortRowsUnderAViewButNotThoseOfVotes() {
        Button view = show("Sources 3", new DigestView.Sources(), 0, false);
        Button vote = Button.callback("👍 Balanced", new Press.VoteOnDigest(7, Vote.BALANCED));
        Button mistake = Button.callback("Report a mistake", new Press.ReportMistake(7, new DigestView.Overview()));
        List<List<Button>> buttons =
                List.of(List.of(view), List.of(view), List.of(vote, vote), List.of(mistake), List.of(mistake, mistake));
        DataArray components = components(view(new DigestView.Overview(), 0, buttons, lead("Trade", "", bullets("a"))));
        assertThat(components.stream(DataArray::getObject)
                        .filter(component -> component.getInt("type") == 1)
                        .map(row -> row.getArray("components").length()))
                .containsExactly(2, 2, 3);
    }

    @Test
    void saysSomethingWhereThereIsNothingToSay() {
        Panel empty = new Panel(
                Panel.PanelStyle.PERSPECTIVE,
                " ",
                "",
                OptionalInt.empty(),
                List.of(),
                List.of(paragraph(t(" "))),
                List.of());
        assertThat(components(panels(empty)).toString()).contains("–");
    }

    @Test
    void countsWhatAPanelCosts() {
        Panel panel = perspective("", "Side", 1, paragraph(t("ab")), new Block.HorizontalRule(), paragraph(t("汉*")));
        // "### Side\nab" and "汉\*", in a container with a rule between them.
        assertThat(DiscordRenderer.budget().costFunction().cost(panel))
                .isEqualTo(new digestbot.content.paging.MessageBudget.Cost(11 + 3, 11 + 5 + 4 * 12, 4));
    }

    @Test
    void coloursOnlyWhatSendsOrRemovesForGood() {
        DataArray row = components(Content.of(
                        List.of(),
                        List.of(List.of(
                                Button.callback("Send now", new OperatorPress.ReleaseDigest(7)),
                                Button.callback("Forget everything", new PrivacyPress.ConfirmForget()),
                                Button.callback("Help", new Press.ShowHelp())))))
                .getObject(1)
                .getArray("components");
        assertThat(row.stream(DataArray::getObject).map(button -> button.getInt("style")))
                .containsExactly(
                        ButtonStyle.SUCCESS.getKey(), ButtonStyle.DANGER.getKey(), ButtonStyle.SECONDARY.getKey());
    }

    private static DataArray components(Content content) {
        return DiscordRenderer.render(content).create(false).toData().getArray("components");
    }
}
