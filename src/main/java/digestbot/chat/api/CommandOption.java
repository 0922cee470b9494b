package digestbot.chat.api;

import java.util.List;

/// An option of a command: how platforms with command forms ask for it, and its position in a typed
/// command.
///
/// @param name the name for platforms, the same in every language
/// @param label the name in a person's language
/// @param hint a description of the value
public record CommandOption(
        String name, String label, String hint, Values values, boolean required, TypedPosition typedPosition) {

    /// The values that an option may have.
    public sealed interface Values {

        record Text() implements Values {}

        /// Any text; values are suggested while it is typed.
        record Suggested(Suggestions.SuggestionSource source) implements Values {}

        /// One of a few fixed values.
        record OneOf(List<OptionChoice> choices) implements Values {}

        record Person() implements Values {}
    }

    public record OptionChoice(String label, String value) {}

    /// The place of a value in a typed line.
    public enum TypedPosition {
        /// The first word, or several in quotes.
        FIRST_WORD,
        /// The rest of the line.
        REST,
        /// An ISO date at the end of the line.
        DATE_AT_END,
        /// Cannot be typed; only command forms have the option.
        NOWHERE,
        /// The rest of the line; no form asks for it, because it is too long for one.
        REST_TYPED_ONLY
    }

    /// The same option with another hint.
    CommandOption withHint(String other) {
        return new CommandOption(name, label, other, values, required, typedPosition);
    }

    /// The same option, which is required in a form.
    CommandOption asRequired() {
        return new CommandOption(name, label, hint, values, true, typedPosition);
    }

    /// The same option at another position of a typed line.
    CommandOption typedAt(TypedPosition other) {
        return new CommandOption(name, label, hint, values, required, other);
    }

    /// Tells whether a form asks for the option.
    public boolean isInForm() {
        return typedPosition != TypedPosition.REST_TYPED_ONLY;
    }
}
