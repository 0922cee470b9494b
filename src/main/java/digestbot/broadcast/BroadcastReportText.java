package digestbot.broadcast;

import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import java.util.List;

/// The text of the message that reports on a broadcast.
final class BroadcastReportText {

    private BroadcastReportText() {}

    /// The progress line with the button that stops or withdraws the broadcast, or with a help button if there are
    /// none.
    static Content of(Broadcast broadcast, String line, Texts texts) {
        return Content.text(line, List.of(buttons(broadcast, texts)));
    }

    private static List<Button> buttons(Broadcast broadcast, Texts texts) {
        long number = broadcast.number();
        if (BroadcastAction.STOP.isAllowed(broadcast)) {
            return List.of(Button.callback(
                    texts.format(BroadcastPhrase.STOP_BUTTON), new BroadcastPress.StopBroadcast(number)));
        }
        return List.of(
                BroadcastAction.WITHDRAW.isAllowed(broadcast)
                        ? Button.callback(
                                texts.format(BroadcastPhrase.ASK_WITHDRAW_BUTTON),
                                new BroadcastPress.ConfirmWithdrawal(number))
                        : Button.callback(texts.format(ReplyPhrase.HELP_BUTTON), new Press.ShowHelp()));
    }
}
