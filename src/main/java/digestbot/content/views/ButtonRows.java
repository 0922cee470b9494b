package digestbot.content.views;

import digestbot.content.Button;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of buttons whose labels are not cut off on a phone, where the buttons of a row are equally
/// wide.
final class ButtonRows {

    private static final int MAX_PER_ROW = 4;

    /// The width of the mark of the current view. It is added to each view, so that no button moves
    /// when another view is chosen.
    private static final int MARK_WIDTH = 2;

    /// A character as people see it, such as a flag, which is two of Unicode's.
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private static final int FIRST_WIDE = 0x1100;
    private static final int FIRST_PUNCTUATION = 0x2000;
    private static final int LAST_PUNCTUATION = 0x206F;

    private ButtonRows() {}

    /// As few rows as fit, of about equal length. If no two buttons fit, each has a row of its own.
    static List<List<Button>> of(List<Button> all) {
        return fitting(all, 0);
    }

    /// The same for buttons of which one has the mark of the current view.
    static List<List<Button>> ofViews(List<Button> all) {
        return fitting(all, MARK_WIDTH);
    }

    private static List<List<Button>> fitting(List<Button> all, int mark) {
        for (int perRow = MAX_PER_ROW; perRow > 1; perRow--) {
            List<List<Button>> rows = inRows(all, perRow);
            if (rows.stream().allMatch(row -> fits(row, mark))) {
                return rows;
            }
        }
        return inRows(all, 1);
    }

    private static List<List<Button>> inRows(List<Button> all, int perRow) {
        int rows = Math.ceilDiv(all.size(), perRow);
        List<List<Button>> result = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int from = Math.ceilDiv(all.size() * row, rows);
            int to = Math.ceilDiv(all.size() * (row + 1), rows);
            result.add(all.subList(from, to));
        }
        return result;
    }

    private static boolean fits(List<Button> row, int mark) {
        int widest =
                row.stream().mapToInt(button -> width(button.label())).max().orElse(0);
        return widest + mark <= maxWidth(row.size());
    }

    /// The widest label on a phone, in letters.
    private static int maxWidth(int buttonsInRow) {
        return switch (buttonsInRow) {
            case 1 -> Integer.MAX_VALUE;
            case 2 -> 20;
            case 3 -> 12;
            default -> 9;
        };
    }

    private static int width(String label) {
        return CHARACTER
                .matcher(label)
                .results()
                .mapToInt(character -> width(character.group().codePointAt(0)))
                .sum();
    }

    /// The width of a character in letters: emoji and Chinese characters are as wide as two.
    private static int width(int character) {
        boolean punctuation = character >= FIRST_PUNCTUATION && character <= LAST_PUNCTUATION;
        return character < FIRST_WIDE || punctuation ? 1 : 2;
    }
}
