package digestbot.content.card;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.card.StyledText.TextStyle;
import digestbot.content.views.CardText;
import digestbot.i18n.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// The perspectives' cards in columns and rows. All cards in a row have the same height.
final class PerspectiveCardGrid {

    private static final double GAP = 24;

    private final List<PerspectiveCard> cards;
    private final int columns;
    private final double width;

    /// `width` is the total width of all columns.
    PerspectiveCardGrid(List<CardText.CardPerspective> perspectives, Texts texts, double width) {
        columns = columns(perspectives.size());
        this.width = Math.floor((width - (columns - 1) * GAP) / columns);
        double size = size(columns);
        cards = perspectives.stream()
                .map(perspective -> new PerspectiveCard(perspective, texts, this.width, size))
                .toList();
    }

    /// Two rows of two are more readable than one row of four.
    static int columns(int perspectives) {
        return switch (perspectives) {
            case 0, 1 -> 1;
            case 2, 4 -> 2;
            case 3, 5, 6, 9 -> 3;
            default -> 4;
        };
    }

    private static double size(int columns) {
        return switch (columns) {
            case 1 -> 31;
            case 2 -> 29;
            case 3 -> 26;
            default -> 22;
        };
    }

    /// The number of points of the shortest perspective that has any.
    int fewest() {
        return cards.stream()
                .mapToInt(PerspectiveCard::count)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
    }

    double height(PointLimit cut) {
        double height = 0;
        for (List<PerspectiveCard> row : rows()) {
            height += head(row) + body(row, cut) + GAP;
        }
        return Math.max(0, height - GAP);
    }

    void draw(List<DisplayItem> marks, double x, double y, PointLimit cut) {
        double top = y;
        for (List<PerspectiveCard> row : rows()) {
            double head = head(row);
            double height = head + body(row, cut);
            for (int i = 0; i < row.size(); i++) {
                var place = new PerspectiveCard.Place(x + i * (width + GAP), top, head, height);
                row.get(i).draw(marks, place, beside(), cut);
            }
            top += height + GAP;
        }
    }

    private List<List<PerspectiveCard>> rows() {
        return IntStream.range(0, (cards.size() + columns - 1) / columns)
                .mapToObj(row -> cards.subList(row * columns, Math.min(cards.size(), (row + 1) * columns)))
                .toList();
    }

    /// Whether the number of articles stands beside the name. All cards do the same.
    private boolean beside() {
        return cards.stream().allMatch(PerspectiveCard::hasRoomBeside);
    }

    private double head(List<PerspectiveCard> row) {
        return row.stream().mapToDouble(card -> card.headHeight(beside())).max().orElse(0);
    }

    private static double body(List<PerspectiveCard> row, PointLimit cut) {
        return row.stream().mapToDouble(card -> card.bodyHeight(cut)).max().orElse(0);
    }

    /// One perspective's card: its name on its colour, its points below, and the number of further
    /// points.
    private static final class PerspectiveCard {

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

        /// `head` is the height of the part that holds the name.
        record Place(double x, double y, double head, double height) {}

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

        /// `beside` is true if the number of articles stands beside the name.
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
                        marks,
                        right,
                        top + (name.height() - articles.height()) / 2,
                        CardColours.textOn(ground),
                        ground);
            } else {
                articles.draw(marks, x, top + name.height(), CardColours.textOn(ground), ground);
            }
        }

        boolean hasRoomBeside() {
            return name.count() == 1 && name.lastWidth() + articles.lastWidth() + 2 * size <= width - 2 * padding;
        }

        private TextBlock note(PointLimit cut) {
            return notes.computeIfAbsent(count() - points.shown(cut), this::note);
        }

        private TextBlock note(int more) {
            String said = count() == 0 ? texts.format("nothing-reported") : "… " + texts.format("more-points", more);
            TextStyle style = count() == 0 ? TextStyle.SLANTED : TextStyle.PLAIN;
            return new TextBlock(StyledText.of(said, style), locale, size * 0.9, width - 2 * padding, 2);
        }
    }
}
