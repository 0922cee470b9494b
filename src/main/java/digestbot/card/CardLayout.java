package digestbot.card;

import digestbot.edition.CardText;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lays a day's overview out: the topic, its highlights, the sides below in columns. It is as high as what it says,
/// up to a height that a chat shows well; beyond that sides lose alike ([Cut]), and what is left out is counted.
final class CardLayout {

    static final int WIDTH = 1_200;

    /// Only so many sides that each shows no more than the beginning of one point make a sheet higher.
    static final int HEIGHT = 1_600;

    private static final double MARGIN = 56;
    private static final double INNER = WIDTH - 2 * MARGIN;
    private static final double BAR = 12;
    private static final double GAP = 34;
    private static final double MORE = 12;

    /// How high the highlights may be; the first alone also above sides that are not cut.
    private static final int[] HIGHLIGHTS = {760, 460, 300, 180};

    private final CardText text;
    private final Words words;
    private final Locale locale;
    private final TextSetting title;
    private final TextSetting subtitle;
    private final TextSetting correction;
    private final TextSetting others;
    private final TextSetting missing;
    private final PointSetting highlights;
    private final SideCards sides;

    private CardLayout(CardText text, Words words) {
        this.text = text;
        this.words = words;
        locale = Locale.forLanguageTag(words.language());
        title = set(text.title(), Ink.STRONG, 54, 2);
        subtitle = set(text.subtitle(), Ink.PLAIN, 28, 2);
        correction = set(text.correction().orElse(""), Ink.SLANTED, 26, 3);
        others = text.others().isEmpty()
                ? set("", Ink.PLAIN, 23, 1)
                : set(words.say(Phrase.CARD_OTHERS, String.join(" · ", text.others())), Ink.PLAIN, 23, 2);
        missing = set(words.say(Phrase.CARD_MISSING), Ink.PLAIN, 23, 2);
        highlights = new PointSetting(text.highlights(), locale, 31, INNER);
        sides = new SideCards(text.sides(), words, INNER);
    }

    /// The sheet, of the words that the language gives the bot.
    static Sheet of(CardText text, String language) {
        return new CardLayout(text, Words.of(language)).sheet();
    }

    private TextSetting set(String said, Ink ink, double size, int lines) {
        return new TextSetting(Passage.of(said, ink), locale, size, INNER, lines);
    }

    /// What is shown of the highlights and of the sides.
    private record Choice(Cut highlights, Cut sides) {}

    private Sheet sheet() {
        Choice choice = choice();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Box(0, 0, WIDTH, 1, 0, Colours.PAPER));
        double y = drawHead(marks);
        y = drawHighlights(marks, y, choice.highlights());
        sides.draw(marks, MARGIN, y, choice.sides());
        y += sides.height(choice.sides());
        y = drawNote(marks, others, y);
        boolean missed = marks.stream()
                .anyMatch(
                        mark -> mark instanceof Mark.Text drawn && drawn.plain().indexOf(Lettering.MISSING) >= 0);
        y = missed ? drawNote(marks, missing, y) : y;
        int height = (int) Math.ceil(y + MARGIN);
        marks.set(0, new Mark.Box(0, 0, WIDTH, height, 0, Colours.PAPER));
        return new Sheet(WIDTH, height, marks);
    }

    private Choice choice() {
        double room = HEIGHT - 2 * MARGIN - headHeight() - GAP - noteHeight();
        Choice last = new Choice(Cut.NOTHING, Cut.NOTHING);
        for (int most : HIGHLIGHTS) {
            Cut shown = shownHighlights(text.sides().isEmpty() ? room : most);
            List<Cut> cuts = most == HIGHLIGHTS[0] ? List.of(Cut.NOTHING) : Cut.all(sides.fewest());
            for (Cut cut : cuts) {
                last = new Choice(shown, cut);
                if (highlightsHeight(shown) + sides.height(cut) <= room) {
                    return last;
                }
            }
        }
        return last;
    }

    /// The first highlights that fit, or the beginning of the first one.
    private Cut shownHighlights(double room) {
        return Cut.all(highlights.count()).stream()
                .filter(cut -> highlightsHeight(cut) <= room)
                .findFirst()
                .orElseGet(() -> Cut.all(0).getLast());
    }

    private double headHeight() {
        return title.height() + subtitle.height() + (correction.isEmpty() ? 0 : 12 + correction.height());
    }

    /// Room for the note on missing glyphs is kept also where it is not needed.
    private double noteHeight() {
        return (others.isEmpty() ? 0 : 20 + others.height()) + 20 + missing.height();
    }

    private double highlightsHeight(Cut cut) {
        if (highlights.count() == 0) {
            return 0;
        }
        return highlights.height(cut) + moreHeight(cut) + GAP;
    }

    private TextSetting moreHighlights(Cut cut) {
        int more = highlights.count() - highlights.shown(cut);
        return set(more == 0 ? "" : "… " + words.say(Phrase.MORE_POINTS, more), Ink.PLAIN, 27, 1);
    }

    private double moreHeight(Cut cut) {
        TextSetting more = moreHighlights(cut);
        return more.isEmpty() ? 0 : MORE + more.height();
    }

    private double drawHead(List<Mark> marks) {
        int parts = text.sides().size();
        for (int i = 0; i < parts; i++) {
            int left = WIDTH * i / parts;
            int right = WIDTH * (i + 1) / parts;
            marks.add(new Mark.Box(
                    left, 0, right - left, BAR, 0, text.sides().get(i).colour()));
        }
        double y = MARGIN;
        title.draw(marks, MARGIN, y, Colours.INK, Colours.PAPER);
        y += title.height();
        subtitle.draw(marks, MARGIN, y, Colours.QUIET, Colours.PAPER);
        y += subtitle.height();
        if (!correction.isEmpty()) {
            correction.draw(marks, MARGIN, y + 12, Colours.INK, Colours.PAPER);
            y += 12 + correction.height();
        }
        return y + GAP;
    }

    private double drawHighlights(List<Mark> marks, double y, Cut cut) {
        if (highlights.count() == 0) {
            return y;
        }
        highlights.draw(marks, MARGIN, y, cut, Colours.QUIET, Colours.PAPER);
        double below = y + highlights.height(cut);
        moreHighlights(cut).draw(marks, MARGIN + 30, below + MORE, Colours.QUIET, Colours.PAPER);
        return Math.ceil(below + moreHeight(cut) + GAP);
    }

    private static double drawNote(List<Mark> marks, TextSetting note, double y) {
        if (note.isEmpty()) {
            return y;
        }
        note.draw(marks, MARGIN, y + 20, Colours.QUIET, Colours.PAPER);
        return y + 20 + note.height();
    }
}
