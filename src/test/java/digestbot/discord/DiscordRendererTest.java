package digestbot.discord;

import static digestbot.Golden.assertGolden;
import static digestbot.sandbox.SampleContents.bullets;
import static digestbot.sandbox.SampleContents.lead;
import static digestbot.sandbox.SampleContents.panels;
import static digestbot.sandbox.SampleContents.paragraph;
import static digestbot.sandbox.SampleContents.perspective;
import static digestbot.sandbox.SampleContents.show;
import static digestbot.sandbox.SampleContents.t;
import static digestbot.sandbox.SampleContents.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.audience.vote.Vote;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Panel.PanelStyle;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.WebAddress;
import digestbot.sandbox.SampleContents;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;

class DiscordRendererTest {

    @Test
    void rendersAsTheGoldenFilesSay() {
        assertAll(SampleContents.ALL.entrySet().stream().map(each -> () -> {
            String payload = DiscordRenderer.render(each.getValue())
                    .create(false)
                    .toData()
                    .toPrettyString();
            String sent = new String(payload.getBytes(UTF_8), UTF_8); // half a surrogate pair becomes a question mark
            assertGolden("discord/" + each.getKey() + ".json", sent + "\n");
        }));
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
                        assertThat(CustomIds.press(id)).contains(new ReadAction.Show(7, new DigestView.Overview(), 0)));
    }

    @Test
    void leavesToTheMenuWhatThereIsNoRoomForAndAlwaysKeepsThePageButtons() {
        List<List<Button>> buttons = new ArrayList<>();
        buttons.add(IntStream.range(0, 30)
                .mapToObj(i -> show("Side " + i, new DigestView.OnePerspective(i), 0, false))
                .toList());
        buttons.add(List.of(
                show("‹", new DigestView.Overview(), 1, false), show("›", new DigestView.Overview(), 3, false)));
        var overview = new DigestView.Overview();
        buttons.add(List.of(new Button(
                "⋯", new Button.Action.Menu(new ReadAction.ShowMenu(7, overview, 0), "More…", List.of()), false)));
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
    void hasViewsAsButtonsInJoinedRowsAndAllElseUpToTheMenuInTheMenu() {
        var overview = new DigestView.Overview();
        Button mistake = Button.callback("Report a mistake", new MistakeAction.ReportMistake(7, overview));
        var balanced = new Button.Action.Callback(new ReadAction.VoteOnDigest(7, Vote.BALANCED, overview, 0));
        var menu = new Button.Action.Menu(
                new ReadAction.ShowMenu(7, overview, 0),
                "More…",
                List.of(new Button("👍 Balanced", balanced, true), mistake));
        List<List<Button>> buttons = List.of(
                List.of(show("China", new DigestView.OnePerspective(0), 0, false)),
                List.of(
                        show("Sources 3", new DigestView.Sources(), 0, false),
                        Button.link("Read", new WebAddress("https://example.org/"))),
                List.of(new Button("👍", balanced, true), new Button("⋯", menu, false)),
                List.of(Button.callback("2 digests today ›", new ReadAction.ShowLatest(0))));
        Content message = view(overview, 0, buttons, lead("Trade", "", bullets("a")));
        assertThat(DiscordRenderer.shown(message).buttons())
                .extracting(row -> row.stream().map(Button::label).toList())
                .containsExactly(List.of("China", "Read", "2 digests today ›"), List.of("More… ▾"));
        DataArray components = components(message);
        assertThat(components.stream(DataArray::getObject)
                        .filter(component -> component.getInt("type") == 1)
                        .map(DiscordRendererTest::labels))
                .containsExactly(
                        List.of("China", "Read", "2 digests today ›"),
                        List.of("More…", "Sources 3", "✓ 👍 Balanced", "Report a mistake"));
    }

    /// The labels of a row's buttons, or the placeholder of its menu and the labels of its options.
    private static List<String> labels(DataObject row) {
        DataArray components = row.getArray("components");
        DataObject first = components.getObject(0);
        return first.hasKey("placeholder")
                ? Stream.concat(
                                Stream.of(first.getString("placeholder")),
                                first.getArray("options").stream(DataArray::getObject)
                                        .map(option -> option.getString("label")))
                        .toList()
                : components.stream(DataArray::getObject)
                        .map(button -> button.getString("label"))
                        .toList();
    }

    @Test
    void saysSomethingWhereThereIsNothingToSayAndCountsWhatAPanelCosts() {
        Panel empty = new Panel(
                PanelStyle.PERSPECTIVE, " ", "", OptionalInt.empty(), List.of(), List.of(paragraph(t(" "))), List.of());
        assertThat(components(panels(empty)).toString()).contains("–");
        Panel panel = perspective("", "Side", 1, paragraph(t("ab")), new Block.HorizontalRule(), paragraph(t("汉*")));
        // "### Side\nab" and "汉\*", in a container with a rule between them.
        assertThat(DiscordRenderer.budget().costFunction().apply(panel))
                .isEqualTo(new digestbot.content.paging.MessageBudget.Cost(11 + 3, 11 + 5 + 4 * 12, 4));
    }

    @Test
    void coloursOnlyWhatSendsOrRemovesForGood() {
        DataArray row = components(Content.of(
                        List.of(),
                        List.of(List.of(
                                Button.callback("Send now", new OperatorAction.ReleaseDigest(7)),
                                Button.callback("Forget everything", new DataAction.ConfirmForget()),
                                Button.callback("Help", new ChatAction.ShowHelp())))))
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
