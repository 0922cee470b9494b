package digestbot.chat.common;

import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.content.Content;

/// Decides where a view appears that a button or a link asks for: in place of the pressed message,
/// for the presser alone, or in a new message.
public final class Placement {

    private Placement() {}

    /// The view of a digest or a list. In a group the pressed message belongs to everybody and stays.
    public static Reply turned(CommandContext asked, Press.Link press, Content content, int page) {
        return placed(asked, press, content, page, asked.isPrivate());
    }

    /// A page of a menu. Whoever may manage the chat turns it for everybody.
    public static Reply menu(CommandContext asked, Press.Link press, Content content) {
        return placed(
                asked, press, content, 0, asked.isPrivate() || asked.request().mayManage());
    }

    /// The view next to the pressed message, which stays in a private chat too.
    public static Reply beside(CommandContext asked, Press.Link press, Content content) {
        return placed(asked, press, content, 0, false);
    }

    /// A screen for the person: in place of the pressed message, or an answer to what was typed.
    public static Reply screen(CommandContext asked, Content content) {
        return asked.isPress() ? new Reply.Replace(content) : new Reply.Whisper(content);
    }

    private static Reply placed(CommandContext asked, Press.Link press, Content content, int page, boolean mayTurn) {
        if (!asked.isPress()) {
            return new Reply.Say(content);
        }
        if (mayTurn) {
            return new Reply.Replace(content, page);
        }
        return asked.isPrivate() ? new Reply.Say(content) : new Reply.Aside(content, page, press.payload());
    }
}
