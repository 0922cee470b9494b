package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.content.action.CommandOption.Kind;
import digestbot.markdown.TextCleaner;

/// The start of a conversation, the help, and input that the bot does not understand.
public sealed interface ChatAction extends Action {

    @Form(code = "h", command = "help", needs = Permission.READ)
    record ShowHelp() implements ChatAction, Linkable {}

    /// Runs the command with that name without options, as if the person had typed it.
    @Form(code = "c", needs = Permission.READ)
    record RunCommand(String command) implements ChatAction {}

    /// The start of the bot, directly or through a link.
    ///
    /// @param payload the payload of the link: a topic's id, or an action with `-` for `:`
    @Form(command = "start", needs = Permission.CHANGE_SETTINGS, publicly = true)
    record Start(@Typed(Kind.LONG_TEXT) String payload) implements ChatAction {

        public Start {
            payload = TextCleaner.line(payload);
        }
    }

    /// A command that does not exist.
    @Form(needs = Permission.READ)
    record Unknown(String name) implements ChatAction {

        public Unknown {
            name = TextCleaner.line(name);
        }
    }

    /// A button from an unsupported version.
    @Form(needs = Permission.READ)
    record Outdated() implements ChatAction {}
}
