package digestbot.card;

import digestbot.card.DisplayList.DisplayItem;
import digestbot.content.views.CardText;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One perspective's card: its name on its colour, its points below, and the number of further
/// points.
final class PerspectiveCard {

    private static final double RADIUS = 16;
    private static final double GAP = 12;

    private final CardText.CardPerspective perspective;
    private final Texts texts;
    private final Locale locale;
    private final double width;
    private final double size;
    private final double padding;
    private final TextBlock name;
    private final TextBlock articles;
    private final PointColumn points;
    private final Map<Integer, TextBlock> notes = new HashMap<>();

    /// @param size the size of its letters
    PerspectiveCard(CardText.CardPerspective perspective, Texts texts, double width, double size) {
        this.perspective = perspective;
        this.texts = texts;
        this.locale = Locale.forLanguageTag(texts.language());
        this.width = width;
        this.size = size;
        this.padding = size;
        double inner = width - 2 * padding;
        name = new TextBlock(StyledText.of(perspective.name(), TextStyle.STRONG), locale, size * 1.1, inner, 2);
        articles = new TextBlock(
                StyledText.of(perspective.articleCountText(), TextStyle.PLAIN), locale, size * 0.85, inner, 1);
        points = new PointColumn(perspective.points(), locale, size, inner);
    }

    /// The position of a card, its height, and the height of the part with its name.
    record Place(double x, double y, double head, double height) {}

    /// The number of points.
    int count() {
        return points.count();
    }

    double headHeight(boolean beside) {
        return Math.ceil(name.height() + (beside ? 0 : articles.height()) + size * 0.9);
    }

    double bodyHeight(PointLimit cut) {
        double text = count() == 0 ? note(cut).height() : points.height(cut);
        double more = count() > points.shown(cut) ? GAP + note(cut).height() : 0;
        return Math.ceil(text + more + 2 * padding * 0.8);
    }

    /// The number of points shown.
    int shown(PointLimit cut) {
        return points.shown(cut);
    }

    /// @param place the position of the card
    /// @param beside true if the number of articles is next to the name
    void draw(List<DisplayItem> marks, Place place, boolean beside, PointLimit cut) {
        double x = place.x();
        double y = place.y();
        double head = place.head();
        double height = place.height();
        int ground = perspective.colour();
        marks.add(new DisplayItem.RoundedBox(x, y, width, height, RADIUS, CardColours.CARD));
        marks.add(new DisplayItem.RoundedBox(x, y, width, head + 2 * RADIUS, RADIUS, ground));
        marks.add(new DisplayItem.RoundedBox(x, y + head, width, 2 * RADIUS, 0, CardColours.CARD));
        drawHead(marks, x + padding, y, head, beside);
        double top = y + head + padding * 0.8;
        if (count() > 0) {
            points.draw(marks, x + padding, top, cut, ground, CardColours.CARD);
            top += points.height(cut) + GAP;
        }
        if (count() == 0 || count() > points.shown(cut)) {
            note(cut)
                    .draw(
                            marks,
                            x + padding + (count() == 0 ? 0 : size * 0.95),
                            top,
                            CardColours.MUTED,
                            CardColours.CARD);
        }
    }

    private void drawHead(List<DisplayItem> marks, double x, double y, double head, boolean beside) {
        int ground = perspective.colour();
        double inHead = name.height() + (beside ? 0 : articles.height());
        double top = y + (head - inHead) / 2;
        name.draw(marks, x, top, CardColours.textOn(ground), ground);
        if (beside) {
            double right = x + width - 2 * padding - articles.lastWidth();
            articles.draw(
                    marks, right, top + (name.height() - articles.height()) / 2, CardColours.textOn(ground), ground);
        } else {
            articles.draw(marks, x, top + name.height(), CardColours.textOn(ground), ground);
        }
    }

    /// Tells whether the number of articles has room after the name.
    boolean hasRoomBeside() {
        return name.count() == 1 && name.lastWidth() + articles.lastWidth() + 2 * size <= width - 2 * padding;
    }

    /// The note that nothing is reported, or the number of omitted points.
    private TextBlock note(PointLimit cut) {
        return notes.computeIfAbsent(count() - points.shown(cut), this::note);
    }

    private TextBlock note(int more) {
        String said = count() == 0
                ? texts.format(DigestPhrase.NOTHING_REPORTED)
                : "… " + texts.format(DigestPhrase.MORE_POINTS, more);
        TextStyle style = count() == 0 ? TextStyle.SLANTED : TextStyle.PLAIN;
        return new TextBlock(StyledText.of(said, style), locale, size * 0.9, width - 2 * padding, 2);
    }
}
