package digestbot.content.card;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.card.StyledText.TextStyle;
import digestbot.content.views.CardText;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Lays out the fixed-size picture of a link's preview: topic and day, the news, as many other
/// highlights as fit, and at the bottom the perspectives' shares and the picture's origin.
final class PreviewLayout {

    private static final double TOP = 48;
    private static final int[] HEADLINES = {64, 56, 48};
    private static final int MAX_LINES = 4;

    private PreviewLayout() {}

    static DisplayList of(CardText text, String language) {
        Locale locale = Locale.forLanguageTag(Texts.of(language).language());
        List<DisplayItem> marks = new ArrayList<>();
        marks.add(new DisplayItem.RoundedBox(
                0, 0, CardRenderer.PREVIEW_WIDTH, CardRenderer.PREVIEW_HEIGHT, 0, CardColours.PAPER));
        TextBlock kicker = set(text.title() + " · " + text.subtitle(), TextStyle.PLAIN, 28, 1, locale);
        double y = kicker.draw(marks, CardLayout.MARGIN, TOP, CardColours.MUTED, CardColours.PAPER) + 12;
        TextBlock headline = IntStream.of(HEADLINES)
                .mapToObj(size -> set(text.headline(), TextStyle.STRONG, size, MAX_LINES, locale))
                .filter(block -> block.count() < MAX_LINES)
                .findFirst()
                .orElseGet(() -> set(text.headline(), TextStyle.STRONG, 48, MAX_LINES, locale));
        y = headline.draw(marks, CardLayout.MARGIN, y, CardColours.INK, CardColours.PAPER);

        TextBlock origin = set(text.origin(), TextStyle.STRONG, 28, 1, locale);
        double bottom = CardRenderer.PREVIEW_HEIGHT - TOP - origin.height();
        origin.draw(marks, CardLayout.MARGIN, bottom, CardColours.MUTED, CardColours.PAPER);
        var shares = new CardLayout.PerspectiveShareBar(text.shares(), locale, CardLayout.INNER);
        bottom -= shares.height() + (origin.height() > 0 ? 20 : 0);
        shares.draw(marks, CardLayout.MARGIN, bottom);

        int first = text.isFirstHighlight() ? 1 : 0;
        var points = new PointColumn(
                text.highlights().subList(first, text.highlights().size()), locale, 31, CardLayout.INNER);
        double top = y + 24;
        double room = bottom - top;
        PointLimit.all(points.count()).stream()
                .filter(cut -> points.count() > 0 && points.height(cut) <= room)
                .findFirst()
                .ifPresent(
                        cut -> points.draw(marks, CardLayout.MARGIN, top, cut, CardColours.MUTED, CardColours.PAPER));
        return new DisplayList(CardRenderer.PREVIEW_WIDTH, CardRenderer.PREVIEW_HEIGHT, marks);
    }

    private static TextBlock set(String said, TextStyle style, double size, int lines, Locale locale) {
        return new TextBlock(StyledText.of(said, style), locale, size, CardLayout.INNER, lines);
    }
}
