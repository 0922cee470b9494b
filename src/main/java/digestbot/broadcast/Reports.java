package digestbot.broadcast;

import digestbot.edition.BroadcastPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.List;

/// What the message says that tells how far an announcement is.
final class Reports {

    private Reports() {}

    /// The line, with a button that stops it as long as there is something to stop, then one that leads on.
    static Content of(Broadcast broadcast, String line, Words words) {
        Button button = broadcast.state() == Broadcast.State.RUNNING
                ? Button.ask(words.say(Phrase.BROADCAST_STOP_BUTTON), new BroadcastPress.Stop(broadcast.number()))
                : Button.ask(words.say(Phrase.HELP_BUTTON), new Press.Help());
        return Content.text(line, List.of(List.of(button)));
    }
}
