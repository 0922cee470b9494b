package digestbot.content.card;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.card.StyledText.TextStyle;
import digestbot.content.views.CardText;
import digestbot.content.views.PerspectiveShare;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Lays out a digest card: topic, the perspectives' shares of the articles, highlights, and the
/// perspectives in columns. The height follows the content up to a maximum; beyond it, all
/// perspectives are shortened equally ([PointLimit]) and the omitted points are counted.
final class CardLayout {

    static final int WIDTH = 1_200;

    /// The maximum height. Only a card with so many perspectives that each is already reduced to
    /// one point can be higher.
    static final int HEIGHT = 1_600;

    static final double MARGIN = 56;
    static final double INNER = WIDTH - 2 * MARGIN;
    private static final double BAR = 12;
    static final double GAP = 34;
    private static final double MORE = 12;

    /// The heights that the highlights may have. The first one is used only if the perspectives
    /// below are not cut.
    private static final int[] HIGHLIGHTS = {760, 460, 300, 180};

    private final CardText text;
    private final Texts texts;
    private final Locale locale;
    private final TextBlock title;
    private final TextBlock subtitle;
    private final PerspectiveShareBar shares;
    private final TextBlock correction;
    private final TextBlock others;
    private final TextBlock missing;
    private final TextBlock origin;
    private final PointColumn highlights;
    private final PerspectiveCardGrid perspectives;

    private CardLayout(CardText text, Texts texts) {
        this.text = text;
        this.texts = texts;
        locale = Locale.forLanguageTag(texts.language());
        title = set(text.title(), TextStyle.STRONG, 54, 2, 0);
        subtitle = set(text.subtitle(), TextStyle.PLAIN, 28, 2, 0);
        shares = new PerspectiveShareBar(text.shares(), locale, INNER);
        correction = set(text.correction().orElse(""), TextStyle.SLANTED, 26, 3, 12);
        String headings = String.join(" · ", text.others());
        others = set(headings.isEmpty() ? "" : texts.format("card-others", headings), TextStyle.PLAIN, 23, 2, 20);
        missing = set(texts.format("card-missing"), TextStyle.PLAIN, 23, 2, 20);
        origin = set(text.origin(), TextStyle.PLAIN, 23, 1, 20);
        highlights = new PointColumn(text.highlights(), locale, 31, INNER);
        perspectives = new PerspectiveCardGrid(text.perspectives(), texts, INNER);
    }

    static DisplayList of(CardText text, String language) {
        return new CardLayout(text, Texts.of(language)).sheet();
    }

    private TextBlock set(String said, TextStyle style, double size, int lines, double above) {
        return new TextBlock(StyledText.of(said, style), locale, size, INNER, lines, above);
    }

    private record PointChoice(PointLimit highlights, PointLimit perspectives) {}

    private DisplayList sheet() {
        PointChoice choice = choice();
        List<DisplayItem> marks = new ArrayList<>();
        marks.add(new DisplayItem.RoundedBox(0, 0, WIDTH, 1, 0, CardColours.PAPER));
        double y = drawHead(marks);
        y = drawHighlights(marks, y, choice.highlights());
        perspectives.draw(marks, MARGIN, y, choice.perspectives());
        y += perspectives.height(choice.perspectives());
        y = others.draw(marks, MARGIN, y, CardColours.MUTED, CardColours.PAPER);
        boolean missed = marks.stream()
                .anyMatch(mark -> mark instanceof DisplayItem.TextItem drawn
                        && drawn.plain().indexOf(FontSet.MISSING) >= 0);
        y = missed ? missing.draw(marks, MARGIN, y, CardColours.MUTED, CardColours.PAPER) : y;
        y = origin.draw(marks, MARGIN, y, CardColours.MUTED, CardColours.PAPER);
        int height = (int) Math.ceil(y + MARGIN);
        marks.set(0, new DisplayItem.RoundedBox(0, 0, WIDTH, height, 0, CardColours.PAPER));
        return new DisplayList(WIDTH, height, marks);
    }

    private PointChoice choice() {
        double room = HEIGHT - 2 * MARGIN - headHeight() - GAP - noteHeight();
        PointChoice last = new PointChoice(PointLimit.NO_LIMIT, PointLimit.NO_LIMIT);
        for (int most : HIGHLIGHTS) {
            PointLimit shown = shownHighlights(text.perspectives().isEmpty() ? room : most);
            List<PointLimit> cuts =
                    most == HIGHLIGHTS[0] ? List.of(PointLimit.NO_LIMIT) : PointLimit.all(perspectives.fewest());
            for (PointLimit cut : cuts) {
                last = new PointChoice(shown, cut);
                if (highlightsHeight(shown) + perspectives.height(cut) <= room) {
                    return last;
                }
            }
        }
        return last;
    }

    private PointLimit shownHighlights(double room) {
        return PointLimit.all(highlights.count()).stream()
                .filter(cut -> highlightsHeight(cut) <= room)
                .findFirst()
                .orElseGet(() -> PointLimit.all(0).getLast());
    }

    private double headHeight() {
        return title.height() + subtitle.height() + shares.height() + correction.height();
    }

    /// The height of the notes. Room for the note on missing glyphs is reserved even if the note is
    /// not needed.
    private double noteHeight() {
        return others.height() + missing.height() + origin.height();
    }

    private double highlightsHeight(PointLimit cut) {
        if (highlights.count() == 0) {
            return 0;
        }
        return highlights.height(cut) + moreHighlights(cut).height() + GAP;
    }

    private TextBlock moreHighlights(PointLimit cut) {
        int more = highlights.count() - highlights.shown(cut);
        return set(more == 0 ? "" : "… " + texts.format("more-points", more), TextStyle.PLAIN, 27, 1, MORE);
    }

    private double drawHead(List<DisplayItem> marks) {
        // The bar with the shares uses the perspectives' colours as well.
        int parts = text.shares().isEmpty() ? text.perspectives().size() : 0;
        for (int i = 0; i < parts; i++) {
            int left = WIDTH * i / parts;
            int right = WIDTH * (i + 1) / parts;
            marks.add(new DisplayItem.RoundedBox(
                    left, 0, right - left, BAR, 0, text.perspectives().get(i).colour()));
        }
        double y = title.draw(marks, MARGIN, MARGIN, CardColours.INK, CardColours.PAPER);
        y = subtitle.draw(marks, MARGIN, y, CardColours.MUTED, CardColours.PAPER);
        shares.draw(marks, MARGIN, y);
        y += shares.height();
        return correction.draw(marks, MARGIN, y, CardColours.INK, CardColours.PAPER) + GAP;
    }

    private double drawHighlights(List<DisplayItem> marks, double y, PointLimit cut) {
        if (highlights.count() == 0) {
            return y;
        }
        highlights.draw(marks, MARGIN, y, cut, CardColours.MUTED, CardColours.PAPER);
        double below = y + highlights.height(cut);
        below = moreHighlights(cut).draw(marks, MARGIN + 30, below, CardColours.MUTED, CardColours.PAPER);
        return Math.ceil(below + GAP);
    }

    /// A thin bar with the perspectives' shares of the articles, in their colours. Each part is
    /// labelled with the perspective's name and number, or the number alone, if they fit.
    static final class PerspectiveShareBar {

        private static final double HEIGHT = 40;
        private static final double ABOVE = 16;
        private static final double RADIUS = 8;
        private static final double GAP = 4;
        private static final double SIZE = 23;
        private static final double PADDING = 14;

        /// The width of the smallest part, including the gap after it.
        private static final int UNIT = 8;

        /// `left` is the distance from the left end of the bar. The label is empty if nothing fits.
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

        /// The height of the bar and the space above it; 0 without a bar.
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
}
