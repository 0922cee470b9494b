package digestbot.chat.common;

import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.content.Content;

/// Decides where a view appears that a button or a link asks for: in place of the pressed message,
/// for the presser alone, or in a new message.
public final class Placement {

    private Placement() {}

    /// The view of a digest or a list. In a group the pressed message belongs to everybody and stays.
    public static Reply turned(CommandContext context, Press.Linkable press, Content content, int page) {
        return placed(context, press, content, page, context.isPrivate());
    }

    /// A page of a menu. Whoever may manage the chat turns it for everybody.
    public static Reply menu(CommandContext context, Press.Linkable press, Content content) {
        return placed(
                context,
                press,
                content,
                0,
                context.isPrivate() || context.request().personIsChatAdmin());
    }

    /// The view next to the pressed message, which stays in a private chat too.
    public static Reply beside(CommandContext context, Press.Linkable press, Content content) {
        return placed(context, press, content, 0, false);
    }

    /// A screen for the person: in place of the pressed message, or an answer to what was typed.
    public static Reply screen(CommandContext context, Content content) {
        return context.isPress() ? new Reply.EditPressed(content) : new Reply.EphemeralMessage(content);
    }

    private static Reply placed(
            CommandContext context, Press.Linkable press, Content content, int page, boolean mayTurn) {
        if (!context.isPress()) {
            return new Reply.PublicMessage(content);
        }
        if (mayTurn) {
            return new Reply.EditPressed(content, page);
        }
        return context.isPrivate()
                ? new Reply.PublicMessage(content)
                : new Reply.EphemeralView(content, page, press.payload());
    }
}
