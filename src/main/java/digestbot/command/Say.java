package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;

/// Makes the content of answers from the bot's own words.
final class Say {

    private static final int LABEL = 40;

    private Say() {}

    /// One paragraph and rows of buttons.
    static Content text(String text, List<List<Button>> buttons) {
        return Content.of(List.of(Panel.plain(List.of(paragraph(text)))), buttons);
    }

    static Content text(String text) {
        return text(text, List.of());
    }

    static Block paragraph(String text) {
        return new Block.Paragraph(List.of(new Inline.Text(text)));
    }

    /// Two buttons a row.
    static List<List<Button>> inPairs(List<Button> buttons) {
        List<List<Button>> rows = new ArrayList<>();
        for (int i = 0; i < buttons.size(); i += 2) {
            rows.add(buttons.subList(i, Math.min(i + 2, buttons.size())));
        }
        return rows;
    }

    /// A name that fits on a button.
    static String label(String name) {
        return name.codePointCount(0, name.length()) <= LABEL
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LABEL - 1)) + "…";
    }
}
