package digestbot.markdown;

import java.util.ArrayList;
import java.util.List;

/// Collects inlines and merges adjacent texts.
final class InlineList {

    private final List<Inline> inlines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    void addText(String more) {
        text.append(more);
    }

    void add(Inline inline) {
        endText();
        inlines.add(inline);
    }

    /// All inlines.
    List<Inline> whole() {
        endText();
        return inlines;
    }

    /// All inlines, without leading and trailing spaces and line breaks.
    List<Inline> trimmed() {
        endText();
        while (!inlines.isEmpty() && isBlank(inlines.getFirst())) {
            inlines.removeFirst();
        }
        while (!inlines.isEmpty() && isBlank(inlines.getLast())) {
            inlines.removeLast();
        }
        if (!inlines.isEmpty() && inlines.getFirst() instanceof Inline.Text(String first)) {
            inlines.set(0, new Inline.Text(first.stripLeading()));
        }
        if (!inlines.isEmpty() && inlines.getLast() instanceof Inline.Text(String last)) {
            inlines.set(inlines.size() - 1, new Inline.Text(last.stripTrailing()));
        }
        return inlines;
    }

    private static boolean isBlank(Inline inline) {
        return inline instanceof Inline.LineBreak || (inline instanceof Inline.Text(String only) && only.isBlank());
    }

    private void endText() {
        String clean = TextCleaner.inline(text.toString());
        text.setLength(0);
        if (!clean.isEmpty()) {
            inlines.add(new Inline.Text(clean));
        }
    }
}
