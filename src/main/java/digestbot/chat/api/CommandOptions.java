package digestbot.chat.api;

import digestbot.audience.Role;
import digestbot.chat.api.CommandOption.OptionChoice;
import digestbot.chat.api.CommandOption.TypedPosition;
import digestbot.chat.api.CommandOption.Values;
import digestbot.chat.api.Suggestions.SuggestionSource;
import java.util.List;

public final class CommandOptions {

    /// The values of [#TO]: the current chat, and the person's own.
    public static final String HERE = "here";
    public static final String ME = "me";

    /// A topic. Suggestions for other options depend on it.
    public static final CommandOption TOPIC =
            suggested("topic", "option-topic", "choose-topic-or-none", SuggestionSource.TOPIC, TypedPosition.REST);

    static final CommandOption PERSPECTIVE = suggested(
            "perspective",
            "option-perspective",
            "choose-perspective",
            SuggestionSource.PERSPECTIVE,
            TypedPosition.FIRST_WORD);

    static final CommandOption DATE =
            suggested("date", "option-date", "choose-date", SuggestionSource.DATE, TypedPosition.NOWHERE);

    /// A kind of outlets. In a typed line, it stands at the beginning or the end of the topic.
    static final CommandOption KIND =
            suggested("kind", "option-kind", "choose-kind", SuggestionSource.OUTLET_KIND, TypedPosition.NOWHERE);

    static final CommandOption FROM =
            suggested("from", "option-from", "choose-from", SuggestionSource.DATE, TypedPosition.NOWHERE);

    static final CommandOption UNTIL =
            suggested("until", "option-until", "choose-until", SuggestionSource.DATE, TypedPosition.NOWHERE);

    static final CommandOption PLACE =
            suggested("place", "option-place", "choose-place", SuggestionSource.PLACE, TypedPosition.REST);

    static final CommandOption WORDS =
            new CommandOption("words", "option-words", "choose-words", new Values.Text(), false, TypedPosition.REST);

    /// A long text, typed after the command. Platforms with modals ask for it in a modal.
    static final CommandOption LONG_TEXT = WORDS.typedAt(TypedPosition.REST_TYPED_ONLY);

    static final CommandOption TO = new CommandOption(
            "to",
            "option-to",
            "choose-to",
            new Values.OneOf(
                    List.of(new OptionChoice("to-this-channel", HERE), new OptionChoice("to-direct-messages", ME))),
            false,
            TypedPosition.NOWHERE);

    static final CommandOption PERSON = new CommandOption(
            "person", "option-person", "choose-person", new Values.Person(), true, TypedPosition.REST);

    static final CommandOption ROLE = new CommandOption(
            "role",
            "option-role",
            "choose-role",
            new Values.OneOf(List.of(
                    new OptionChoice("role-admin", Role.ADMIN.id()),
                    new OptionChoice("role-editor", Role.EDITOR.id()),
                    new OptionChoice("role-none", "none"))),
            true,
            TypedPosition.FIRST_WORD);

    private CommandOptions() {}

    private static CommandOption suggested(
            String name, String label, String hint, SuggestionSource by, TypedPosition inLine) {
        return new CommandOption(name, label, hint, new Values.Suggested(by), false, inLine);
    }
}
