package digestbot.content;

import digestbot.button.Press;
import digestbot.markdown.WebAddress;

/// A button under a message.
///
/// @param label at most 40 characters
/// @param current whether it leads to the view that is currently shown
public record Button(String label, Action action, boolean current) {

    /// The action of a press.
    public sealed interface Action {

        /// The bot is asked for something.
        record Callback(Press press) implements Action {}

        /// A web page opens.
        record OpenUrl(WebAddress address) implements Action {}
    }

    /// A button that asks the bot.
    public static Button callback(String label, Press press) {
        return new Button(label, new Action.Callback(press), false);
    }
}
