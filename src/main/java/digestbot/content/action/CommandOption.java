package digestbot.content.action;

import digestbot.audience.Role;
import java.util.List;

/// An option of a command: how platforms with command forms ask for it, and its position in a typed
/// command.
public record CommandOption(Kind kind, String hint, boolean required, TypedPosition typedPosition) {

    public sealed interface Values {

        record Text() implements Values {}

        /// Any text; values are suggested while it is typed.
        record Suggested(SuggestionSource source) implements Values {}

        record OneOf(List<OptionChoice> choices) implements Values {}

        record Person() implements Values {}

        record ServerRole() implements Values {}
    }

    public record OptionChoice(String label, String value) {}

    public enum SuggestionSource {
        TOPIC,
        /// A perspective of the typed topic; of any topic if none was typed.
        PERSPECTIVE,
        /// A day with a digest of the typed topic; of any topic if none was typed. A value is an
        /// ISO date.
        DATE,
        /// A time zone. A value is its id.
        PLACE
    }

    public enum TypedPosition {
        /// The first word, or several in quotes.
        FIRST_WORD,
        REST,
        DATE_AT_END,
        /// Cannot be typed: only command forms have the option.
        NOWHERE,
        /// The rest of the line. Forms leave the option out, because the text is too long for them.
        REST_TYPED_ONLY,
        /// The platform adds the value without asking anybody.
        ADDED
    }

    public enum Kind {
        /// Suggestions for the other options depend on the topic.
        TOPIC("topic", "choose-topic-or-none", TypedPosition.REST),
        PERSPECTIVE("perspective", "choose-perspective", TypedPosition.FIRST_WORD),
        DATE("date", "choose-date", TypedPosition.NOWHERE),
        PLACE("place", "choose-place", TypedPosition.REST),
        WORDS("words", "choose-words", TypedPosition.REST),
        /// A long text, typed after the command. Platforms with modals ask for the text in a modal.
        LONG_TEXT("words", "choose-words", TypedPosition.REST_TYPED_ONLY),
        TO("to", "choose-to", TypedPosition.NOWHERE),
        PERSON("person", "choose-person", TypedPosition.REST),
        PERSON_NAME("person-name", "", TypedPosition.ADDED),
        SERVER_ROLE("mention", "choose-mention", TypedPosition.NOWHERE),
        SERVER_ROLE_NAME("mention-name", "", TypedPosition.ADDED),
        ROLE("role", "choose-role", TypedPosition.FIRST_WORD);

        private final String optionName;
        private final String hint;
        private final TypedPosition position;

        Kind(String optionName, String hint, TypedPosition position) {
            this.optionName = optionName;
            this.hint = hint;
            this.position = position;
        }

        public String optionName() {
            return optionName;
        }
    }

    static CommandOption of(Typed typed) {
        Kind kind = typed.value();
        return new CommandOption(
                kind,
                typed.hint().isEmpty() ? kind.hint : typed.hint(),
                typed.required(),
                typed.at().length == 0 ? kind.position : typed.at()[0]);
    }

    public String name() {
        return kind.optionName;
    }

    /// The text key of the name in a person's language.
    public String label() {
        return "option-" + name();
    }

    public Values values() {
        return switch (kind) {
            case TOPIC -> new Values.Suggested(SuggestionSource.TOPIC);
            case PERSPECTIVE -> new Values.Suggested(SuggestionSource.PERSPECTIVE);
            case DATE -> new Values.Suggested(SuggestionSource.DATE);
            case PLACE -> new Values.Suggested(SuggestionSource.PLACE);
            case WORDS, LONG_TEXT, PERSON_NAME, SERVER_ROLE_NAME -> new Values.Text();
            case PERSON -> new Values.Person();
            case SERVER_ROLE -> new Values.ServerRole();
            case TO ->
                new Values.OneOf(List.of(
                        new OptionChoice("to-this-channel", "here"), new OptionChoice("to-direct-messages", "me")));
            case ROLE ->
                new Values.OneOf(List.of(
                        new OptionChoice("role-admin", Role.ADMIN.id()),
                        new OptionChoice("role-editor", Role.EDITOR.id()),
                        new OptionChoice("role-none", "none")));
        };
    }

    public boolean isInForm() {
        return switch (typedPosition) {
            case FIRST_WORD, REST, DATE_AT_END, NOWHERE -> true;
            case REST_TYPED_ONLY, ADDED -> false;
        };
    }
}
