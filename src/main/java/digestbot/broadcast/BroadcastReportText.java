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
    static Content of(Broadcast broadcast, String line, BroadcastProgress progress, Texts words) {
        return Content.text(line, List.of(buttons(broadcast, progress, words)));
    }

    private static List<Button> buttons(Broadcast broadcast, BroadcastProgress progress, Texts words) {
        long failures = progress.parts().failures();
        List<Button> buttons = BroadcastAction.offered(broadcast, () -> failures > 0).stream()
                .map(action -> button(action, broadcast.number(), failures, words))
                .toList();
        return buttons.isEmpty() ? List.of(Button.ask(words.say(ReplyPhrase.HELP_BUTTON), new Press.Help())) : buttons;
    }

    private static Button button(BroadcastAction action, long number, long failures, Texts words) {
        return switch (action) {
            case PAUSE -> Button.ask(words.say(BroadcastPhrase.PAUSE_BUTTON), new BroadcastPress.Pause(number));
            case RESUME -> Button.ask(words.say(BroadcastPhrase.RESUME_BUTTON), new BroadcastPress.GoOn(number));
            case STOP -> Button.ask(words.say(BroadcastPhrase.STOP_BUTTON), new BroadcastPress.Stop(number));
            case RETRY ->
                Button.ask(
                        words.say(BroadcastPhrase.RETRY_BUTTON, failures),
                        new BroadcastPress.Retry(number, OptionalLong.of(failures)));
            case WITHDRAW ->
                Button.ask(words.say(BroadcastPhrase.ASK_WITHDRAW_BUTTON), new BroadcastPress.AskWithdraw(number));
            case RECIPIENTS, TEST, SEND, SCHEDULE, UNSCHEDULE, DISCARD ->
                throw new IllegalArgumentException("a report offers no " + action);
        };
    }
}
