package digestbot.chat.api;

import digestbot.audience.Role;
import digestbot.chat.api.CommandOption.Choice;
import digestbot.chat.api.CommandOption.InLine;
import digestbot.chat.api.CommandOption.Values;
import digestbot.chat.api.Suggestions.Option;
import digestbot.i18n.Phrase;
import java.util.List;

/// The options that commands share.
public final class CommandOptions {

    /// The value of [#TO] for the chat that the command is given in.
    public static final String HERE = "here";

    /// The value of [#TO] for the person's own chat.
    public static final String ME = "me";

    /// A topic; what else is suggested is of this one.
    public static final CommandOption TOPIC =
            suggested("topic", Phrase.OPTION_TOPIC, Phrase.CHOOSE_TOPIC_OR_NONE, Option.TOPIC, InLine.REST);

    static final CommandOption PERSPECTIVE = suggested(
            "perspective", Phrase.OPTION_PERSPECTIVE, Phrase.CHOOSE_PERSPECTIVE, Option.PERSPECTIVE, InLine.FIRST_WORD);

    static final CommandOption DATE =
            suggested("date", Phrase.OPTION_DATE, Phrase.CHOOSE_DATE, Option.DATE, InLine.NOWHERE);

    static final CommandOption FROM =
            suggested("from", Phrase.OPTION_FROM, Phrase.CHOOSE_FROM, Option.DATE, InLine.NOWHERE);

    static final CommandOption UNTIL =
            suggested("until", Phrase.OPTION_UNTIL, Phrase.CHOOSE_UNTIL, Option.DATE, InLine.NOWHERE);

    static final CommandOption PLACE =
            suggested("place", Phrase.OPTION_PLACE, Phrase.CHOOSE_PLACE, Option.PLACE, InLine.REST);

    static final CommandOption WORDS =
            new CommandOption("words", Phrase.OPTION_WORDS, Phrase.CHOOSE_WORDS, new Values.Text(), false, InLine.REST);

    /// A long text, which is typed behind the command; forms have a window of their own for it.
    static final CommandOption LONG_TEXT = WORDS.at(InLine.REST_ALONE);

    static final CommandOption TO = new CommandOption(
            "to",
            Phrase.OPTION_TO,
            Phrase.CHOOSE_TO,
            new Values.OneOf(
                    List.of(new Choice(Phrase.TO_THIS_CHANNEL, HERE), new Choice(Phrase.TO_DIRECT_MESSAGES, ME))),
            false,
            InLine.NOWHERE);

    static final CommandOption PERSON = new CommandOption(
            "person", Phrase.OPTION_PERSON, Phrase.CHOOSE_PERSON, new Values.Person(), true, InLine.REST);

    static final CommandOption ROLE = new CommandOption(
            "role",
            Phrase.OPTION_ROLE,
            Phrase.CHOOSE_ROLE,
            new Values.OneOf(List.of(
                    new Choice(Phrase.ROLE_ADMIN, Role.ADMIN.id()),
                    new Choice(Phrase.ROLE_EDITOR, Role.EDITOR.id()),
                    new Choice(Phrase.ROLE_NONE, "none"))),
            true,
            InLine.FIRST_WORD);

    private CommandOptions() {}

    private static CommandOption suggested(String name, Phrase label, Phrase hint, Option by, InLine inLine) {
        return new CommandOption(name, label, hint, new Values.Suggested(by), false, inLine);
    }
}
