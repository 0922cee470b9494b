package digestbot.digest.words;

import java.util.ArrayList;
import java.util.List;

/// A line of a text with marked places, shortened around the first of them.
public final class MarkedText {

    private static final int LENGTH = 180;
    private static final int BEFORE = 60;
    private static final String ELLIPSIS = "…";

    private MarkedText() {}

    /// Part of a line. It is never empty.
    public record Piece(String text, boolean marked) {}

    public record Range(int start, int end) {}

    /// `ranges` are in order and do not touch.
    public static List<Piece> pieces(String text, List<Range> ranges) {
        int first = ranges.isEmpty() ? 0 : ranges.getFirst().start();
        int from = first <= BEFORE || text.length() <= LENGTH ? 0 : wordFrom(text, first - BEFORE, first);
        int to = text.length() - from <= LENGTH ? text.length() : whole(text, from + LENGTH);
        List<Piece> pieces = new ArrayList<>();
        int at = from;
        add(pieces, from > 0 ? ELLIPSIS : "", false);
        for (Range range : ranges) {
            if (range.end() <= to) {
                add(pieces, text.substring(at, range.start()), false);
                add(pieces, text.substring(range.start(), range.end()), true);
                at = range.end();
            }
        }
        add(pieces, text.substring(at, to) + (to < text.length() ? ELLIPSIS : ""), false);
        return pieces;
    }

    private static void add(List<Piece> pieces, String text, boolean marked) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, marked));
        }
    }

    /// The start of the next word after a position; that position if no word begins before the end.
    private static int wordFrom(String text, int from, int end) {
        int space = text.indexOf(' ', from);
        return space >= 0 && space < end ? space + 1 : whole(text, from);
    }

    /// The position, moved so that it does not split a code point.
    public static int whole(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
