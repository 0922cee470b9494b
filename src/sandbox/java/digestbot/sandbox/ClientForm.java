package digestbot.sandbox;

import java.util.List;

public record ClientForm(String title, List<Field> fields) {

    /// A field. The client sends its value under the id; a tall one has room for several lines.
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
