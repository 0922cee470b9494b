package digestbot.broadcast;

import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import java.util.List;
import java.util.OptionalLong;

/// The text of the message that reports on a broadcast.
final class BroadcastReportText {

    private BroadcastReportText() {}

    /// The progress line with buttons for the possible actions, or with a help button if there are
    /// none.
    static Content of(Broadcast broadcast, String line, BroadcastProgress progress, Texts texts) {
        return Content.text(line, List.of(buttons(broadcast, progress, texts)));
    }

    private static List<Button> buttons(Broadcast broadcast, BroadcastProgress progress, Texts texts) {
        long failures = progress.deliveries().failures();
        List<Button> buttons = BroadcastAction.offered(broadcast, () -> failures > 0).stream()
                .map(action -> button(action, broadcast.number(), failures, texts))
                .toList();
        return buttons.isEmpty()
                ? List.of(Button.callback(texts.format(ReplyPhrase.HELP_BUTTON), new Press.ShowHelp()))
                : buttons;
    }

    private static Button button(BroadcastAction action, long number, long failures, Texts texts) {
        return switch (action) {
            case PAUSE ->
                Button.callback(texts.format(BroadcastPhrase.PAUSE_BUTTON), new BroadcastPress.PauseBroadcast(number));
            case RESUME ->
                Button.callback(
                        texts.format(BroadcastPhrase.RESUME_BUTTON), new BroadcastPress.ResumeBroadcast(number));
            case STOP ->
                Button.callback(texts.format(BroadcastPhrase.STOP_BUTTON), new BroadcastPress.StopBroadcast(number));
            case RETRY ->
                Button.callback(
                        texts.format(BroadcastPhrase.RETRY_BUTTON, failures),
                        new BroadcastPress.RetryBroadcast(number, OptionalLong.of(failures)));
            case WITHDRAW ->
                Button.callback(
                        texts.format(BroadcastPhrase.ASK_WITHDRAW_BUTTON),
                        new BroadcastPress.ConfirmWithdrawal(number));
            case EDIT, RECIPIENTS, TEST, SEND, SCHEDULE, UNSCHEDULE, DISCARD ->
                throw new IllegalArgumentException("a report offers no " + action);
        };
    }
}
