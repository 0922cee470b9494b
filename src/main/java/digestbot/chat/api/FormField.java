package digestbot.chat.api;

import java.util.List;

/// A field of a form, see [Reply.OpenForm].
public sealed interface FormField {

    /// The name of the field's value.
    String id();

    /// At most 45 characters.
    String label();

    /// A choice of one.
    ///
    /// @param choices 2 to 10, one of them chosen
    record OneOf(String id, String label, List<FormChoice> choices) implements FormField {
        public OneOf {
            choices = List.copyOf(choices);
        }
    }

    /// A choice of several.
    ///
    /// @param required true if at least one must be chosen
    /// @param choices 1 to 25
    record AnyOf(String id, String label, boolean required, List<FormChoice> choices) implements FormField {
        public AnyOf {
            choices = List.copyOf(choices);
        }
    }

    /// A short text, which may be left empty.
    ///
    /// @param note a line below the label, at most 100 characters
    /// @param text the text in the field
    /// @param hint an example, shown while the field is empty
    record ShortText(String id, String label, String note, String text, String hint, int maxLength)
            implements FormField {}

    /// One of the choices.
    ///
    /// @param value what is sent if it is chosen
    /// @param label at most 100 characters
    record FormChoice(String value, String label, boolean chosen) {}
}
