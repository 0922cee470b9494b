package digestbot.card;

import digestbot.card.DisplayList.DisplayItem;
import digestbot.card.StyledText.TextRun;
import java.util.List;
import java.util.Locale;

/// One passage with a size and colour of its own, such as a title.
final class TextBlock {

    private final StyledText passage;
    private final List<List<TextRun>> lines;
    private final LineBreaker breaking;
    private final double size;
    private final double leading;

    TextBlock(StyledText passage, Locale locale, double size, double width, int maxLines) {
        this.passage = passage;
        this.breaking = new LineBreaker(locale, size);
        this.size = size;
        this.leading = size * 1.3;
        this.lines = passage.isBlank() ? List.of() : breaking.lines(passage, width, maxLines, false);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    double height() {
        return lines.size() * leading;
    }

    int count() {
        return lines.size();
    }

    double lastWidth() {
        return lines.isEmpty() ? 0 : breaking.width(lines.getLast(), passage.wide());
    }

    /// `y` is the top of the first line.
    void draw(List<DisplayItem> marks, double x, double y, int colour, int ground) {
        double top = y;
        for (List<TextRun> line : lines) {
            marks.add(new DisplayItem.TextItem(
                    x, top + leading / 2 + size * 0.36, size, colour, ground, line, passage.wide()));
            top += leading;
        }
    }
}
