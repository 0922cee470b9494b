package digestbot.card;

import digestbot.edition.CardText;
import digestbot.text.Words;
import java.util.List;
import java.util.stream.IntStream;

/// The sides' cards in columns; of many, in several rows. Cards of one row are as high as the highest of them.
final class SideCards {

    private static final double GAP = 24;

    private final List<SideCard> cards;
    private final int columns;
    private final double width;

    /// @param width of all columns together
    SideCards(List<CardText.Side> sides, Words words, double width) {
        columns = columns(sides.size());
        this.width = Math.floor((width - (columns - 1) * GAP) / columns);
        double size = size(columns);
        cards = sides.stream()
                .map(side -> new SideCard(side, words, this.width, size))
                .toList();
    }

    /// Two rows of two can be read better than one of four.
    static int columns(int sides) {
        return switch (sides) {
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

    /// What the side with the fewest points has, of those that have any.
    int fewest() {
        return cards.stream()
                .mapToInt(SideCard::count)
                .filter(count -> count > 0)
                .min()
                .orElse(0);
    }

    /// How many points are shown of each side.
    List<Integer> shown(Cut cut) {
        return cards.stream().map(card -> card.shown(cut)).toList();
    }

    double height(Cut cut) {
        double height = 0;
        for (List<SideCard> row : rows()) {
            height += head(row) + body(row, cut) + GAP;
        }
        return Math.max(0, height - GAP);
    }

    void draw(List<Mark> marks, double x, double y, Cut cut) {
        double top = y;
        for (List<SideCard> row : rows()) {
            double head = head(row);
            double height = head + body(row, cut);
            for (int i = 0; i < row.size(); i++) {
                var place = new SideCard.Place(x + i * (width + GAP), top, head, height);
                row.get(i).draw(marks, place, beside(), cut);
            }
            top += height + GAP;
        }
    }

    private List<List<SideCard>> rows() {
        return IntStream.range(0, (cards.size() + columns - 1) / columns)
                .mapToObj(row -> cards.subList(row * columns, Math.min(cards.size(), (row + 1) * columns)))
                .toList();
    }

    /// On all cards alike.
    private boolean beside() {
        return cards.stream().allMatch(SideCard::hasRoomBeside);
    }

    private double head(List<SideCard> row) {
        return row.stream().mapToDouble(card -> card.headHeight(beside())).max().orElse(0);
    }

    private static double body(List<SideCard> row, Cut cut) {
        return row.stream().mapToDouble(card -> card.bodyHeight(cut)).max().orElse(0);
    }
}
