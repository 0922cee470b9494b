package digestbot.sandbox.telegram;

import java.util.List;

/// A text and what is special in it.
record FormattedText(String text, List<Entity> entities) {

    FormattedText {
        entities = List.copyOf(entities);
    }

    static FormattedText plain(String text) {
        return new FormattedText(text, List.of());
    }
}
