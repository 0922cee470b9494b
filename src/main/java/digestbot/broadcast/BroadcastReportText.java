package digestbot.broadcast;

import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
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
        long number = broadcast.number();
        Button stop = Button.ask(words.say(BroadcastPhrase.STOP_BUTTON), new BroadcastPress.Stop(number));
        Button withdraw =
                Button.ask(words.say(BroadcastPhrase.ASK_WITHDRAW_BUTTON), new BroadcastPress.AskWithdraw(number));
        return switch (broadcast.state()) {
            case RUNNING ->
                List.of(Button.ask(words.say(BroadcastPhrase.PAUSE_BUTTON), new BroadcastPress.Pause(number)), stop);
            case PAUSED ->
                List.of(Button.ask(words.say(BroadcastPhrase.RESUME_BUTTON), new BroadcastPress.GoOn(number)), stop);
            case STOPPED -> List.of(withdraw);
            case DONE -> {
                List<Button> buttons = new ArrayList<>();
                long failures = progress.parts().failures();
                if (failures > 0) {
                    String label = words.say(BroadcastPhrase.RETRY_BUTTON, failures);
                    buttons.add(Button.ask(label, new BroadcastPress.Retry(number, OptionalLong.of(failures))));
                }
                buttons.add(withdraw);
                yield buttons;
            }
            case DRAFT, SCHEDULED, WITHDRAWN, DISCARDED ->
                List.of(Button.ask(words.say(ReplyPhrase.HELP_BUTTON), new Press.Help()));
        };
    }
}
