package digestbot.sandbox;

import java.util.List;

/// A form that a client shows over its screen.
public record ClientForm(String title, List<Field> fields) {

    /// A field for a text.
    ///
    /// @param id the id under which the client sends the value
    /// @param note a line below the label; empty for none
    /// @param tall true if there is room for several lines of text
    /// @param text what it contains at first
    public record Field(
            String id,
            String label,
            String note,
            String placeholder,
            boolean required,
            boolean tall,
            int most,
            String text) {}
}
