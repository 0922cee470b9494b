package digestbot.content;

import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.DataAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;

/// A button under a message.
///
/// @param label at most 40 characters
/// @param current true if it leads to the view or choice that is shown now
public record Button(String label, Action action, boolean current) {

    public sealed interface Action {

        record Callback(digestbot.content.action.Action press) implements Action {}

        record OpenUrl(WebAddress address) implements Action {}

        /// Asks for a written reply: the client opens its reply field at once, with the label as a
        /// hint. It is the only button of its message, and Telegram alone has it.
        record AskForReply() implements Action {}

        /// Lets the person choose a chat and send it a link: to the page if there is one, otherwise
        /// to the view in the bot. Telegram alone has it.
        record ShareInChat(ReadAction.Show view, Optional<WebAddress> page) implements Action {}

        /// Opens the further actions on a digest. Telegram sends the press; Discord shows a menu of
        /// the entries and of the other buttons in the rows up to this one.
        ///
        /// @param title the menu's text while nothing is chosen
        record Menu(ReadAction.ShowMenu press, String title, List<Button> entries) implements Action {}
    }

    /// The effect of a press, for clients that colour such buttons.
    public enum Effect {
        /// It shows something, or makes a change that another press reverts.
        PLAIN,
        /// It sends something to many people.
        SENDS,
        /// It takes something away for ever.
        REMOVES
    }

    public Effect effect() {
        return action instanceof Action.Callback(var press) ? effect(press) : Effect.PLAIN;
    }

    private static Effect effect(digestbot.content.action.Action press) {
        return switch (press) {
            case BroadcastRequest.SendBroadcast _, OperatorAction.ReleaseDigest _ -> Effect.SENDS;
            case BroadcastRequest.WithdrawBroadcast _,
                    OperatorAction.RejectDigest _,
                    OperatorAction.WithdrawDigest _,
                    DataAction.ConfirmForget _ -> Effect.REMOVES;
            default -> Effect.PLAIN;
        };
    }

    /// The button below a page of the view; a press returns to that page.
    public Button onPage(int page) {
        return switch (action) {
            case Action.Callback(ReadAction.VoteOnDigest(long digest, var vote, DigestView shown, int _)) ->
                new Button(label, new Action.Callback(new ReadAction.VoteOnDigest(digest, vote, shown, page)), current);
            case Action.Menu(ReadAction.ShowMenu(long digest, DigestView shown, int _), String title, var entries) ->
                new Button(
                        label,
                        new Action.Menu(
                                new ReadAction.ShowMenu(digest, shown, page),
                                title,
                                entries.stream()
                                        .map(entry -> entry.onPage(page))
                                        .toList()),
                        current);
            default -> this;
        };
    }

    public static Button callback(String label, digestbot.content.action.Action press) {
        return new Button(label, new Action.Callback(press), false);
    }

    public static Button link(String label, WebAddress address) {
        return new Button(label, new Action.OpenUrl(address), false);
    }
}
