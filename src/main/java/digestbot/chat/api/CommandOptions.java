package digestbot.chat.api;

import digestbot.audience.Role;
import digestbot.chat.api.CommandOption.Choice;
import digestbot.chat.api.CommandOption.InLine;
import digestbot.chat.api.CommandOption.Values;
import digestbot.chat.api.Suggestions.Option;
import digestbot.i18n.CommandPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.RolePhrase;
import java.util.List;

/// The options that commands share.
public final class CommandOptions {

    /// The value of [#TO] for the chat that the command is given in.
    public static final String HERE = "here";

    /// The value of [#TO] for the person's own chat.
    public static final String ME = "me";

    /// A topic. Suggestions for other options depend on it.
    public static final CommandOption TOPIC = suggested(
            "topic", CommandPhrase.OPTION_TOPIC, CommandPhrase.CHOOSE_TOPIC_OR_NONE, Option.TOPIC, InLine.REST);

    static final CommandOption PERSPECTIVE = suggested(
            "perspective",
            CommandPhrase.OPTION_PERSPECTIVE,
            CommandPhrase.CHOOSE_PERSPECTIVE,
            Option.PERSPECTIVE,
            InLine.FIRST_WORD);

    static final CommandOption DATE =
            suggested("date", CommandPhrase.OPTION_DATE, CommandPhrase.CHOOSE_DATE, Option.DATE, InLine.NOWHERE);

    static final CommandOption FROM =
            suggested("from", CommandPhrase.OPTION_FROM, CommandPhrase.CHOOSE_FROM, Option.DATE, InLine.NOWHERE);

    static final CommandOption UNTIL =
            suggested("until", CommandPhrase.OPTION_UNTIL, CommandPhrase.CHOOSE_UNTIL, Option.DATE, InLine.NOWHERE);

    static final CommandOption PLACE =
            suggested("place", CommandPhrase.OPTION_PLACE, CommandPhrase.CHOOSE_PLACE, Option.PLACE, InLine.REST);

    static final CommandOption WORDS = new CommandOption(
            "words", CommandPhrase.OPTION_WORDS, CommandPhrase.CHOOSE_WORDS, new Values.Text(), false, InLine.REST);

    /// A long text, typed after the command. Platforms with modals ask for it in one.
    static final CommandOption LONG_TEXT = WORDS.at(InLine.REST_ALONE);

    static final CommandOption TO = new CommandOption(
            "to",
            CommandPhrase.OPTION_TO,
            CommandPhrase.CHOOSE_TO,
            new Values.OneOf(List.of(
                    new Choice(CommandPhrase.TO_THIS_CHANNEL, HERE), new Choice(CommandPhrase.TO_DIRECT_MESSAGES, ME))),
            false,
            InLine.NOWHERE);

    static final CommandOption PERSON = new CommandOption(
            "person", CommandPhrase.OPTION_PERSON, CommandPhrase.CHOOSE_PERSON, new Values.Person(), true, InLine.REST);

    static final CommandOption ROLE = new CommandOption(
            "role",
            CommandPhrase.OPTION_ROLE,
            CommandPhrase.CHOOSE_ROLE,
            new Values.OneOf(List.of(
                    new Choice(RolePhrase.ROLE_ADMIN, Role.ADMIN.id()),
                    new Choice(RolePhrase.ROLE_EDITOR, Role.EDITOR.id()),
                    new Choice(RolePhrase.ROLE_NONE, "none"))),
            true,
            InLine.FIRST_WORD);

    private CommandOptions() {}

    private static CommandOption suggested(String name, Phrase label, Phrase hint, Option by, InLine inLine) {
        return new CommandOption(name, label, hint, new Values.Suggested(by), false, inLine);
    }
}
