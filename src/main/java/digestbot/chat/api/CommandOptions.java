package digestbot.chat.api;

import digestbot.audience.Role;
import digestbot.chat.api.CommandOption.OptionChoice;
import digestbot.chat.api.CommandOption.TypedPosition;
import digestbot.chat.api.CommandOption.Values;
import digestbot.chat.api.Suggestions.SuggestionSource;
import digestbot.i18n.CommandPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.RolePhrase;
import java.util.List;

public final class CommandOptions {

    /// The value of [#TO] for the current chat.
    public static final String HERE = "here";

    /// The value of [#TO] for the person's own chat.
    public static final String ME = "me";

    /// A topic. Suggestions for other options depend on it.
    public static final CommandOption TOPIC = suggested(
            "topic",
            CommandPhrase.OPTION_TOPIC,
            CommandPhrase.CHOOSE_TOPIC_OR_NONE,
            SuggestionSource.TOPIC,
            TypedPosition.REST);

    static final CommandOption PERSPECTIVE = suggested(
            "perspective",
            CommandPhrase.OPTION_PERSPECTIVE,
            CommandPhrase.CHOOSE_PERSPECTIVE,
            SuggestionSource.PERSPECTIVE,
            TypedPosition.FIRST_WORD);

    static final CommandOption DATE = suggested(
            "date", CommandPhrase.OPTION_DATE, CommandPhrase.CHOOSE_DATE, SuggestionSource.DATE, TypedPosition.NOWHERE);

    /// A kind of outlets. In a typed line, it stands at the beginning or the end of the topic.
    static final CommandOption KIND = suggested(
            "kind",
            CommandPhrase.OPTION_KIND,
            CommandPhrase.CHOOSE_KIND,
            SuggestionSource.OUTLET_KIND,
            TypedPosition.NOWHERE);

    static final CommandOption FROM = suggested(
            "from", CommandPhrase.OPTION_FROM, CommandPhrase.CHOOSE_FROM, SuggestionSource.DATE, TypedPosition.NOWHERE);

    static final CommandOption UNTIL = suggested(
            "until",
            CommandPhrase.OPTION_UNTIL,
            CommandPhrase.CHOOSE_UNTIL,
            SuggestionSource.DATE,
            TypedPosition.NOWHERE);

    static final CommandOption PLACE = suggested(
            "place",
            CommandPhrase.OPTION_PLACE,
            CommandPhrase.CHOOSE_PLACE,
            SuggestionSource.PLACE,
            TypedPosition.REST);

    static final CommandOption WORDS = new CommandOption(
            "words",
            CommandPhrase.OPTION_WORDS,
            CommandPhrase.CHOOSE_WORDS,
            new Values.Text(),
            false,
            TypedPosition.REST);

    /// A long text, typed after the command. Platforms with modals ask for it in a modal.
    static final CommandOption LONG_TEXT = WORDS.typedAt(TypedPosition.REST_TYPED_ONLY);

    static final CommandOption TO = new CommandOption(
            "to",
            CommandPhrase.OPTION_TO,
            CommandPhrase.CHOOSE_TO,
            new Values.OneOf(List.of(
                    new OptionChoice(CommandPhrase.TO_THIS_CHANNEL, HERE),
                    new OptionChoice(CommandPhrase.TO_DIRECT_MESSAGES, ME))),
            false,
            TypedPosition.NOWHERE);

    static final CommandOption PERSON = new CommandOption(
            "person",
            CommandPhrase.OPTION_PERSON,
            CommandPhrase.CHOOSE_PERSON,
            new Values.Person(),
            true,
            TypedPosition.REST);

    static final CommandOption ROLE = new CommandOption(
            "role",
            CommandPhrase.OPTION_ROLE,
            CommandPhrase.CHOOSE_ROLE,
            new Values.OneOf(List.of(
                    new OptionChoice(RolePhrase.ROLE_ADMIN, Role.ADMIN.id()),
                    new OptionChoice(RolePhrase.ROLE_EDITOR, Role.EDITOR.id()),
                    new OptionChoice(RolePhrase.ROLE_NONE, "none"))),
            true,
            TypedPosition.FIRST_WORD);

    private CommandOptions() {}

    private static CommandOption suggested(
            String name, Phrase label, Phrase hint, SuggestionSource by, TypedPosition inLine) {
        return new CommandOption(name, label, hint, new Values.Suggested(by), false, inLine);
    }
}
