package digestbot.chat.api;

import java.util.List;

/// An option of a command: how platforms with command forms ask for it, and its position in a typed
/// command.
///
/// @param name the name for platforms, the same in every language
/// @param label the text key of the name in a person's language
public record CommandOption(
        String name, String label, String hint, Values values, boolean required, TypedPosition typedPosition) {

    public sealed interface Values {

        record Text() implements Values {}

        /// Any text; values are suggested while it is typed.
        record Suggested(Suggestions.SuggestionSource source) implements Values {}

        record OneOf(List<OptionChoice> choices) implements Values {}

        record Person() implements Values {}
    }

    public record OptionChoice(String label, String value) {}

    public enum TypedPosition {
        /// The first word, or several in quotes.
        FIRST_WORD,
        REST,
        DATE_AT_END,
        /// Cannot be typed; only command forms have the option.
        NOWHERE,
        /// The rest of the line; no form asks for it, because it is too long for one.
        REST_TYPED_ONLY
    }

    CommandOption withHint(String other) {
        return new CommandOption(name, label, other, values, required, typedPosition);
    }

    CommandOption asRequired() {
        return new CommandOption(name, label, hint, values, true, typedPosition);
    }

    CommandOption typedAt(TypedPosition other) {
        return new CommandOption(name, label, hint, values, required, other);
    }

    public boolean isInForm() {
        return typedPosition != TypedPosition.REST_TYPED_ONLY;
    }
}
