package digestbot.content.card;

import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;

/// Text ready for layout: drawable characters only, bounded in length.
///
/// @param text the text; its lines end with `\n`
/// @param styles the style of each UTF-16 unit
/// @param wide true for Chinese text
/// @param cut true if the text was truncated
record StyledText(String text, List<TextStyle> styles, boolean wide, boolean cut) {

    record TextRun(String text, TextStyle style) {}

    static final int MAX_LENGTH = 1_200;

    static StyledText of(String text, TextStyle style) {
        var building = new Builder();
        building.add(text, style);
        return building.done();
    }

    static StyledText of(List<Inline> inlines) {
        var building = new Builder();
        inlines.forEach(inline -> building.add(inline, TextStyle.PLAIN));
        return building.done();
    }

    StyledText inStrong() {
        return new StyledText(
                text, styles.stream().map(style -> style.and(TextStyle.STRONG)).toList(), wide, cut);
    }

    boolean isBlank() {
        return text.isBlank();
    }

    StyledText shortened(int length) {
        String kept = text.substring(0, length).stripTrailing();
        boolean sentence = !kept.isEmpty() && ".!?。！？".indexOf(kept.charAt(kept.length() - 1)) >= 0;
        String shown = kept + (sentence && !wide ? " …" : "…");
        List<TextStyle> shownInks = new ArrayList<>(styles.subList(0, kept.length()));
        while (shownInks.size() < shown.length()) {
            shownInks.add(TextStyle.PLAIN);
        }
        return new StyledText(shown, shownInks, wide, false);
    }

    List<TextRun> spans(int from, int to) {
        List<TextRun> spans = new ArrayList<>();
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || !styles.get(i).equals(styles.get(start))) {
                spans.add(new TextRun(text.substring(start, i), styles.get(start)));
                start = i;
            }
        }
        return spans;
    }

    private static final class Builder {

        private final StringBuilder text = new StringBuilder();
        private final List<TextStyle> styles = new ArrayList<>();
        private boolean cut;

        void add(Inline inline, TextStyle style) {
            if (cut) {
                return;
            }
            switch (inline) {
                case Inline.Text(String run) -> add(run, style);
                case Inline.Code(String run) -> add(run, style);
                case Inline.Moment moment -> add(moment.text(), style);
                case Inline.LineBreak() -> add("\n", style);
                case Inline.Citations _ -> {}
                case Inline.Emphasis(var content) -> content.forEach(each -> add(each, style.and(TextStyle.SLANTED)));
                case Inline.Strong(var content) -> content.forEach(each -> add(each, style.and(TextStyle.STRONG)));
                case Inline.Strikethrough(var content) ->
                    content.forEach(each -> add(each, style.and(TextStyle.STRUCK)));
                case Inline.Link(var _, var content) -> content.forEach(each -> add(each, style));
            }
        }

        void add(String run, TextStyle style) {
            int room = 2 * MAX_LENGTH - text.length();
            cut |= run.length() > room;
            String taken = run.length() > room ? run.substring(0, Math.max(0, room)) : run;
            String legible = FontSet.get().legible(taken);
            for (int i = 0; i < legible.length(); i++) {
                char c = legible.charAt(i);
                boolean doubled =
                        c == ' ' && (text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1)));
                if (!doubled) {
                    text.append(c);
                    styles.add(style);
                }
            }
        }

        StyledText done() {
            int end = text.length();
            if (end > MAX_LENGTH) {
                cut = true;
                end = MAX_LENGTH;
            }
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            String all = text.substring(0, end);
            return new StyledText(all, List.copyOf(styles.subList(0, end)), FontSet.isWide(all), cut);
        }
    }

    record TextStyle(boolean strong, boolean slanted, boolean struck) {

        static final TextStyle PLAIN = new TextStyle(false, false, false);
        static final TextStyle STRONG = new TextStyle(true, false, false);
        static final TextStyle SLANTED = new TextStyle(false, true, false);
        static final TextStyle STRUCK = new TextStyle(false, false, true);

        TextStyle and(TextStyle other) {
            return new TextStyle(strong || other.strong, slanted || other.slanted, struck || other.struck);
        }
    }
}
