package digestbot.card;

import digestbot.card.DisplayList.DisplayItem;
import digestbot.content.views.PerspectiveShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A thin bar with the perspectives' shares of the articles, in their colours. Each part has the
/// perspective's name and number, or the number alone, if that fits.
final class PerspectiveShareBar {

    private static final double HEIGHT = 40;
    private static final double ABOVE = 16;
    private static final double RADIUS = 8;
    private static final double GAP = 4;
    private static final double SIZE = 23;
    private static final double PADDING = 14;

    /// The width of the smallest part, with the gap after it.
    private static final int UNIT = 8;

    /// A part of the bar.
    ///
    /// @param left its distance from the left end of the bar
    /// @param label empty if none fits
    private record Part(PerspectiveShare share, double left, double width, TextBlock label) {}

    private final List<Part> parts = new ArrayList<>();

    PerspectiveShareBar(List<PerspectiveShare> shares, Locale locale, double width) {
        if (shares.isEmpty()) {
            return;
        }
        int units = (int) ((width + GAP) / UNIT);
        List<Integer> divided = PerspectiveShare.divide(shares, units);
        int from = 0;
        for (int i = 0; i < shares.size(); i++) {
            int to = from + divided.get(i);
            double left = Math.rint(from * (width + GAP) / units);
            double own = Math.rint(to * (width + GAP) / units) - GAP - left;
            if (own > 0) {
                parts.add(new Part(shares.get(i), left, own, label(shares.get(i), locale, own - 2 * PADDING)));
            }
            from = to;
        }
    }

    private static TextBlock label(PerspectiveShare share, Locale locale, double room) {
        return Stream.of(share.text(), share.number())
                .map(text -> set(text, locale))
                .filter(label -> label.lastWidth() <= room)
                .findFirst()
                .orElseGet(() -> set("", locale));
    }

    private static TextBlock set(String text, Locale locale) {
        return new TextBlock(StyledText.of(text, TextStyle.STRONG), locale, SIZE, CardLayout.WIDTH, 1);
    }

    /// The height with the space above it; 0 if there is no bar.
    double height() {
        return parts.isEmpty() ? 0 : ABOVE + HEIGHT;
    }

    void draw(List<DisplayItem> marks, double x, double y) {
        for (Part part : parts) {
            double left = x + part.left();
            int colour = part.share().colour();
            marks.add(new DisplayItem.RoundedBox(
                    left, y + ABOVE, part.width(), HEIGHT, Math.min(RADIUS, part.width() / 2), colour));
            double top = y + ABOVE + (HEIGHT - part.label().height()) / 2;
            part.label().draw(marks, left + PADDING, top, CardColours.textOn(colour), colour);
        }
    }
}
