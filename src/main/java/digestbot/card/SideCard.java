package digestbot.card;

import digestbot.edition.CardText;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One side's card: its name on its colour, its points below, and how many more there are.
final class SideCard {

    private static final double RADIUS = 16;
    private static final double GAP = 12;

    private final CardText.Side side;
    private final Words words;
    private final Locale locale;
    private final double width;
    private final double size;
    private final double padding;
    private final TextSetting name;
    private final TextSetting articles;
    private final PointSetting points;
    private final Map<Integer, TextSetting> notes = new HashMap<>();

    /// @param size of its letters
    SideCard(CardText.Side side, Words words, double width, double size) {
        this.side = side;
        this.words = words;
        this.locale = Locale.forLanguageTag(words.language());
        this.width = width;
        this.size = size;
        this.padding = size;
        double inner = width - 2 * padding;
        name = new TextSetting(Passage.of(side.name(), Ink.STRONG), locale, size * 1.1, inner, 2);
        articles = new TextSetting(Passage.of(side.articles(), Ink.PLAIN), locale, size * 0.85, inner, 1);
        points = new PointSetting(side.points(), locale, size, inner);
    }

    /// Where a card stands, how high it is, and how high the part of it with its name.
    record Place(double x, double y, double head, double height) {}

    /// How many points it reports.
    int count() {
        return points.count();
    }

    double headHeight(boolean beside) {
        return Math.ceil(name.height() + (beside ? 0 : articles.height()) + size * 0.9);
    }

    double bodyHeight(Cut cut) {
        double text = count() == 0 ? note(cut).height() : points.height(cut);
        double more = count() > points.shown(cut) ? GAP + note(cut).height() : 0;
        return Math.ceil(text + more + 2 * padding * 0.8);
    }

    /// How many of its points are on the sheet.
    int shown(Cut cut) {
        return points.shown(cut);
    }

    /// @param place where it stands
    /// @param beside whether numbers of articles stand behind names
    void draw(List<Mark> marks, Place place, boolean beside, Cut cut) {
        double x = place.x();
        double y = place.y();
        double head = place.head();
        double height = place.height();
        int ground = side.colour();
        marks.add(new Mark.Box(x, y, width, height, RADIUS, Colours.CARD));
        marks.add(new Mark.Box(x, y, width, head + 2 * RADIUS, RADIUS, ground));
        marks.add(new Mark.Box(x, y + head, width, 2 * RADIUS, 0, Colours.CARD));
        drawHead(marks, x + padding, y, head, beside);
        double top = y + head + padding * 0.8;
        if (count() > 0) {
            points.draw(marks, x + padding, top, cut, ground, Colours.CARD);
            top += points.height(cut) + GAP;
        }
        if (count() == 0 || count() > points.shown(cut)) {
            note(cut).draw(marks, x + padding + (count() == 0 ? 0 : size * 0.95), top, Colours.QUIET, Colours.CARD);
        }
    }

    private void drawHead(List<Mark> marks, double x, double y, double head, boolean beside) {
        int ground = side.colour();
        double inHead = name.height() + (beside ? 0 : articles.height());
        double top = y + (head - inHead) / 2;
        name.draw(marks, x, top, Colours.on(ground), ground);
        if (beside) {
            double right = x + width - 2 * padding - articles.lastWidth();
            articles.draw(marks, right, top + (name.height() - articles.height()) / 2, Colours.on(ground), ground);
        } else {
            articles.draw(marks, x, top + name.height(), Colours.on(ground), ground);
        }
    }

    /// Whether the number of articles has room behind the name.
    boolean hasRoomBeside() {
        return name.count() == 1 && name.lastWidth() + articles.lastWidth() + 2 * size <= width - 2 * padding;
    }

    /// That nothing is reported, or how much more.
    private TextSetting note(Cut cut) {
        return notes.computeIfAbsent(count() - points.shown(cut), this::note);
    }

    private TextSetting note(int more) {
        String said = count() == 0 ? words.say(Phrase.NOTHING_REPORTED) : "… " + words.say(Phrase.MORE_POINTS, more);
        Ink ink = count() == 0 ? Ink.SLANTED : Ink.PLAIN;
        return new TextSetting(Passage.of(said, ink), locale, size * 0.9, width - 2 * padding, 2);
    }
}
