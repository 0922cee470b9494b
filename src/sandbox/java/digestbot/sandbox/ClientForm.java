package digestbot.sandbox;

import java.util.List;

public record ClientForm(String title, List<Field> fields) {

    /// @param id the id under which the client sends the value
    /// @param tall true if there is room for several lines of text
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
