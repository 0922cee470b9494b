package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;

/// The buttons below an edition: overview, each side, sources.
final class ViewButtons {

    private static final int MOST_IN_A_ROW = 4;
    private static final int LONGEST_LABEL = 40;

    private final long number;
    private final Digest digest;
    private final Styles styles;
    private final Words words;

    ViewButtons(long number, Digest digest, Styles styles, Words words) {
        this.number = number;
        this.digest = digest;
        this.styles = styles;
        this.words = words;
    }

    /// The buttons in rows of about equal length.
    ///
    /// @param shown the view they stand below
    /// @param sides all ordinals in the edition's order
    List<List<Button>> rows(View shown, List<Integer> sides) {
        List<Button> all = new ArrayList<>();
        all.add(button(words.say(Phrase.OVERVIEW_BUTTON), new View.Overview(), shown));
        sides.forEach(ordinal -> all.add(button(sideLabel(ordinal), new View.OneSide(ordinal), shown)));
        if (!digest.sources().isEmpty() || shown instanceof View.Sources) {
            String label = words.say(Phrase.SOURCES_BUTTON, digest.sources().size());
            all.add(button(label, new View.Sources(), shown));
        }
        int rows = Math.ceilDiv(all.size(), MOST_IN_A_ROW);
        List<List<Button>> result = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int from = Math.ceilDiv(all.size() * row, rows);
            int to = Math.ceilDiv(all.size() * (row + 1), rows);
            result.add(all.subList(from, to));
        }
        return result;
    }

    private Button button(String label, View view, View shown) {
        return new Button(
                Shortened.to(LONGEST_LABEL, label),
                new Button.Action.Ask(new Press.Show(number, view, 0)),
                view.equals(shown));
    }

    private String sideLabel(int ordinal) {
        SideStyle style = styles.side(digest.topic().id(), digest.perspectives().get(ordinal), ordinal);
        return (style.emoji() + " " + style.shortName()).strip();
    }
}
