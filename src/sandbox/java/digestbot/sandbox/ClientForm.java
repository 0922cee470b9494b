package digestbot.sandbox;

import java.util.List;

/// A form that a client shows over its screen.
///
/// @param title the title above the form
/// @param fields the fields, top to bottom
public record ClientForm(String title, List<Field> fields) {

    /// A field: a text, or a choice.
    ///
    /// @param id the id under which the client sends the value
    /// @param note a line below the label; empty for none
    /// @param tall true if there is room for several lines of text
    /// @param most the maximum number of characters
    /// @param text what a text field contains at first
    /// @param options the choices; empty for a text
    /// @param several true if several of them can be chosen
    public record Field(
            String id,
            String label,
            String note,
            String placeholder,
            boolean required,
            boolean tall,
            int most,
            String text,
            List<Option> options,
            boolean several) {}

    /// A choice.
    ///
    /// @param chosen true if it is chosen at first
    public record Option(String value, String label, boolean chosen) {}
}
