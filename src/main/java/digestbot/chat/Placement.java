package digestbot.chat;

import digestbot.content.Content;
import digestbot.content.ViewAdditions;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import java.util.List;

/// Decides where the view that a button or link requests appears: in place of the pressed message,
/// for the presser alone, or in a new message.
public final class Placement {

    private Placement() {}

    /// A view of a digest or a list. In a group the pressed message belongs to everybody and stays.
    public static Reply linkedView(CommandContext context, Action.Linkable press, Content content, int page) {
        return placed(context, press, content, page, context.isPrivate(), true);
    }

    /// A page of a menu. A person who may manage the chat turns the page for everybody, unless
    /// answers to presses are private there.
    public static Reply menu(CommandContext context, Action.Linkable press, Content content) {
        return placed(
                context,
                press,
                content,
                0,
                context.isPrivate() || context.request().personIsChatAdmin(),
                true);
    }

    /// A view next to the pressed message, which stays even in a private chat.
    public static Reply beside(CommandContext context, Action.Linkable press, Content content) {
        return placed(context, press, content, 0, false, false);
    }

    /// A screen for the person: in place of the pressed message, or as an answer to the typed
    /// command.
    public static Reply screen(CommandContext context, Content content) {
        return context.isPress() ? new Reply.EditPressed(content) : new Reply.EphemeralMessage(content);
    }

    private static Reply placed(
            CommandContext context,
            Action.Linkable press,
            Content content,
            int page,
            boolean mayTurn,
            boolean inPlace) {
        if (!context.isPress()) {
            return new Reply.EphemeralMessage(content);
        }
        if (mayTurn) {
            return new Reply.EditPressed(withShareButton(context, content, page), page);
        }
        return context.isPrivate()
                ? new Reply.PublicMessage(context.inPrivateChat(content))
                : new Reply.EphemeralView(withShareButton(context, content, page), page, press.payload(), inPlace);
    }

    private static Content withShareButton(CommandContext context, Content content, int page) {
        return content.view()
                .filter(_ -> context.request().features().sharing())
                .map(shown -> ReplyFactory.button(
                        context.texts(),
                        "share-here-button",
                        new ReadAction.ShareHere(shown.digest(), shown.view(), page)))
                .map(button -> content.withAdditions(ViewAdditions.withButtons(List.of(List.of(button)))))
                .orElse(content);
    }
}
