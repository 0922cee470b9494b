package digestbot.sandbox;

import java.util.List;

/// A form that a client shows over its screen.
///
/// @param title the title above the form
/// @param fields the fields, top to bottom
public record ClientForm(String title, List<Field> fields) {

    /// A text field.
    ///
    /// @param id the id under which the client sends the text
    /// @param tall true if there is room for several lines
    /// @param most the maximum number of characters
    public record Field(String id, String label, String placeholder, boolean required, boolean tall, int most) {}
}
