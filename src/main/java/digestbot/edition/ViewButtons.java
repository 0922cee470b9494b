package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Outlets;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;

/// The buttons below an edition: overview, each side, two sides side by side, sources.
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

    /// The buttons in rows of about equal length: of several sides first, then what there is across them; below
    /// them the other languages, and the way to say that something is wrong, beside a single one.
    ///
    /// @param shown the view they stand below
    /// @param sides all ordinals in the edition's order
    List<List<Button>> rows(View shown, List<Integer> sides, List<Editions.Numbered> others) {
        List<List<Button>> rows = new ArrayList<>(views(shown, sides));
        List<Button> languages = LanguageButtons.of(digest, shown, others);
        Button mistake = Button.ask(words.say(Phrase.MISTAKE_BUTTON), new Press.Mistake(number, shown));
        if (languages.size() == 1) {
            rows.add(List.of(languages.getFirst(), mistake));
        } else {
            rows.addAll(inRows(languages));
            rows.add(List.of(mistake));
        }
        return rows;
    }

    private List<List<Button>> views(View shown, List<Integer> sides) {
        List<Button> across = new ArrayList<>();
        if (sides.size() > 1) {
            across.add(button(words.say(Phrase.SIDE_BY_SIDE_BUTTON), new View.SideBySide(), shown));
        }
        if (!digest.sources().isEmpty() || shown instanceof View.Sources) {
            String label = words.say(Phrase.SOURCES_BUTTON, digest.sources().size());
            across.add(button(label, new View.Sources(), shown));
        }
        List<Button> first = new ArrayList<>();
        first.add(button(words.say(Phrase.OVERVIEW_BUTTON), new View.Overview(), shown));
        sides.forEach(ordinal -> first.add(button(sideLabel(ordinal), new View.OneSide(ordinal), shown)));
        if (sides.size() < 2) {
            first.addAll(across);
            return inRows(first);
        }
        List<List<Button>> rows = new ArrayList<>(inRows(first));
        rows.add(across);
        return rows;
    }

    /// What a reader can do about the outlets of the list of sources.
    ///
    /// @param hidden how many articles are from outlets that they hide
    List<List<Button>> outlets(View.Sources shown, int hidden) {
        if (Outlets.of(digest).isEmpty()) {
            return List.of();
        }
        List<Button> row = new ArrayList<>();
        row.add(Button.ask(words.say(Phrase.HIDE_OUTLET_BUTTON), new SettingsPress.HideOutlets(number, 0)));
        if (hidden > 0 && !shown.all()) {
            row.add(Button.ask(
                    words.say(Phrase.SHOW_HIDDEN_BUTTON), new Press.Show(number, new View.Sources(true), 0)));
        }
        return List.of(row);
    }

    private static List<List<Button>> inRows(List<Button> all) {
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
        return styles.side(digest, ordinal).label();
    }
}
