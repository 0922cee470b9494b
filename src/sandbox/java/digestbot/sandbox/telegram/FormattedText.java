package digestbot.sandbox.telegram;

import java.util.List;

/// A text with its entities.
public record FormattedText(String text, List<Entity> entities) {

    public FormattedText {
        entities = List.copyOf(entities);
    }
}
