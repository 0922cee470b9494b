package digestbot.content.card;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.card.StyledText.TextRun;
import java.util.List;
import java.util.Locale;

/// One passage with its own font size, such as a title, and the space above it. An empty passage
/// takes no space.
final class TextBlock {

    private final StyledText passage;
    private final List<List<TextRun>> lines;
    private final LineBreaker breaking;
    private final double size;
    private final double leading;
    private final double above;

    TextBlock(StyledText passage, Locale locale, double size, double width, int maxLines) {
        this(passage, locale, size, width, maxLines, 0);
    }

    TextBlock(StyledText passage, Locale locale, double size, double width, int maxLines, double above) {
        this.passage = passage;
        this.breaking = new LineBreaker(locale, size);
        this.size = size;
        this.leading = size * 1.3;
        this.above = above;
        this.lines = passage.isBlank() ? List.of() : breaking.lines(passage, width, maxLines, false);
    }

    double height() {
        return lines.isEmpty() ? 0 : above + lines.size() * leading;
    }

    int count() {
        return lines.size();
    }

    double lastWidth() {
        return lines.isEmpty() ? 0 : breaking.width(lines.getLast(), passage.wide());
    }

    /// `y` is the top of the space above. Returns the bottom of the last line.
    double draw(List<DisplayItem> marks, double x, double y, int colour, int ground) {
        double top = lines.isEmpty() ? y : y + above;
        for (List<TextRun> line : lines) {
            marks.add(new DisplayItem.TextItem(
                    x, top + leading / 2 + size * 0.36, size, colour, ground, line, passage.wide()));
            top += leading;
        }
        return top;
    }
}
