package digestbot.sandbox;

import java.util.List;

public record ClientForm(String title, List<Field> fields) {

    /// The client sends the field's value under the id; a tall field has room for several lines.
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
