package digestbot.sandbox.telegram;

import java.util.List;

public record FormattedText(String text, List<Entity> entities) {

    public FormattedText {
        entities = List.copyOf(entities);
    }
}
