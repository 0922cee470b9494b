package digestbot.telegram;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.paging.MessagePacker;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.SampleContents;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;

class TelegramRendererTest {

    @Test
    void saysSomethingAlwaysAndCommandsThatCanBeTappedInItsOwnWordsAlone() {
        List<Block> body = List.of(new Block.Paragraph(List.of(new Inline.Text("Try /today now."))));
        var own = new Panel(Panel.PanelStyle.OWN_WORDS, "", "", OptionalInt.empty(), List.of(), body, List.of());
        assertThat(html(own)).isEqualTo("Try /today now.");
        assertThat(html(Panel.plain(body))).isEqualTo("Try /\u2060today now.");
        assertThat(TelegramRenderer.budget().costFunction().apply(own).entities())
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
    void aPictureHasNoMoreTextBelowItThanACaptionMayHave() {
        assertThat(Stream.of(1_000, 1_030)
                        .map(length -> SampleContents.text("x".repeat(length)).withPicture(Optional.of(1L)))
                        .map(content -> MessagePacker.messages(content, TelegramRenderer.budget())
                                .size()))
                .containsExactly(1, 2);
    }

    @Test
    void coloursOnlyWhatSendsOrRemovesForGood() {
        List<List<Button>> buttons = List.of(List.of(
                Button.callback("Send now", new OperatorAction.ReleaseDigest(7)),
                Button.callback("Forget everything", new DataAction.ConfirmForget()),
                Button.callback("Help", new ChatAction.ShowHelp())));
        TelegramMessage message = TelegramRenderer.render(Content.text("Sure?", buttons));
        assertThat(MessageKeyboards.OF_ANY_ACCOUNT.inline(message).getKeyboard().getFirst())
                .extracting(InlineKeyboardButton::getStyle)
                .containsExactly("success", "danger", null);
    }

    /// The HTML with its invisible joiners made visible, then the buttons.
    private static String shown(TelegramMessage message) {
        String buttons = message.keyboard().stream()
                .filter(row -> !row.isEmpty())
                .map(row -> row.stream().map(TelegramRendererTest::shown).collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
        return message.text().replace("\u2060", "{WJ}") + "\n" + (buttons.isEmpty() ? "" : "\n" + buttons);
    }

    private static String shown(Button button) {
        String does = switch (button.action()) {
            case Button.Action.Callback(var press) -> press.encode();
            case Button.Action.OpenUrl(var address) -> address.url();
            case Button.Action.ShareInChat(var view, var _) -> "share " + view.payload();
            case Button.Action.Menu(var press, var _, var _) -> press.encode();
            case Button.Action.AskForReply() -> "reply";
        };
        return "[ " + MessageKeyboards.label(button) + " | " + does + " ]";
    }
}
