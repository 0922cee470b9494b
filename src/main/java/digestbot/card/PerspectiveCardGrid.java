package digestbot.card;

import digestbot.card.DisplayList.DisplayItem;
import digestbot.content.views.CardText;
import digestbot.i18n.Texts;
import java.util.List;
import java.util.stream.IntStream;

/// The perspectives' cards in columns and rows. All cards of a row have the same height.
final class PerspectiveCardGrid {

    private static final double GAP = 24;

    private final List<PerspectiveCard> cards;
    private final int columns;
    private final double width;

    /// @param width the width of all columns together
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

    /// The number of points of the perspective with the fewest, among those that have any.
    int fewest() {
        return cards.stream()
                .mapToInt(PerspectiveCard::count)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
    }

    /// The number of points shown of each perspective.
    List<Integer> shown(PointLimit cut) {
        return cards.stream().map(card -> card.shown(cut)).toList();
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

    /// Tells whether the number of articles is beside the name, which is the same on all cards.
    private boolean beside() {
        return cards.stream().allMatch(PerspectiveCard::hasRoomBeside);
    }

    private double head(List<PerspectiveCard> row) {
        return row.stream().mapToDouble(card -> card.headHeight(beside())).max().orElse(0);
    }

    private static double body(List<PerspectiveCard> row, PointLimit cut) {
        return row.stream().mapToDouble(card -> card.bodyHeight(cut)).max().orElse(0);
    }
}
