package digestbot.telegram;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.action.ChatAction;
import digestbot.action.DataAction;
import digestbot.action.OperatorAction;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.SampleContents;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TelegramRendererTest {

    @Test
    void saysSomethingAlwaysAndCommandsThatCanBeTappedInItsOwnWordsAlone() {
        List<Block> body = List.of(new Block.Paragraph(List.of(new Inline.Text("Try /today now."))));
        var own = new Panel(Panel.PanelStyle.OWN_WORDS, "", "", OptionalInt.empty(), List.of(), body, List.of());
        assertThat(html(own)).isEqualTo("Try /today now.");
        assertThat(html(Panel.plain(body))).isEqualTo("Try /\u2060today now.");
        assertThat(TelegramRenderer.budget().costFunction().cost(own).entities())
                .isEqualTo(1);
        assertThat(TelegramRenderer.render(SampleContents.text(" ")).text()).isEqualTo("…");
    }

    private static String html(Panel panel) {
        return TelegramRenderer.render(Content.of(List.of(panel), List.of())).text();
    }

    @Test
    void rendersAsTheGoldenFilesSay() {
        assertAll(SampleContents.ALL.entrySet().stream()
                .map(each -> () -> assertGolden(
                        "telegram/" + each.getKey() + ".html", shown(TelegramRenderer.render(each.getValue())))));
    }

    @Test
    void coloursOnlyWhatSendsOrRemovesForGood() {
        List<List<Button>> buttons = List.of(List.of(
                Button.callback("Send now", new OperatorAction.ReleaseDigest(7)),
                Button.callback("Forget everything", new DataAction.ConfirmForget()),
                Button.callback("Help", new ChatAction.ShowHelp())));
        assertThat(TelegramRenderer.render(Content.text("Sure?", buttons)).keyboard().getFirst().stream()
                        .map(TelegramMessage.InlineButton.CallbackButton.class::cast)
                        .map(TelegramMessage.InlineButton.CallbackButton::style))
                .containsExactly(Optional.of("success"), Optional.of("danger"), Optional.empty());
    }

    /// The HTML with its invisible joiners made visible, then the buttons.
    private static String shown(TelegramMessage message) {
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
        return message.text().replace("\u2060", "{WJ}") + "\n" + (buttons.isEmpty() ? "" : "\n" + buttons);
    }
}
