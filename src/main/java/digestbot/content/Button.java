package digestbot.content;

import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.DataAction;
import digestbot.content.action.OperatorAction;
import digestbot.markdown.WebAddress;
import java.util.Optional;

/// A button under a message.
///
/// @param label at most 40 characters
/// @param current true if it leads to the view or choice that is shown now
public record Button(String label, Action action, boolean current) {

    public sealed interface Action {

        record Callback(digestbot.content.action.Action press) implements Action {}

        record OpenUrl(WebAddress address) implements Action {}

        /// Asks for a written reply: the client opens its field for a reply to the message at once,
        /// with the label as the hint in it. The only button of its message, and only on Telegram.
        record AskForReply() implements Action {}

        /// Lets the person choose a chat and send a digest there. Only on Telegram; without a page,
        /// only if the bot has inline mode.
        ///
        /// @param query the inline query that finds the digest, at most 256 characters
        /// @param page the page whose link is sent if the bot does not have inline mode
        record ShareInChat(String query, Optional<WebAddress> page) implements Action {}

        /// Copies the page's link, or else one that triggers the press in a private chat with the
        /// bot. Only on Telegram.
        record CopyLink(digestbot.content.action.Action.Linkable press, Optional<WebAddress> page) implements Action {}
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

    public static Button callback(String label, digestbot.content.action.Action press) {
        return new Button(label, new Action.Callback(press), false);
    }

    public static Button link(String label, WebAddress address) {
        return new Button(label, new Action.OpenUrl(address), false);
    }
}
