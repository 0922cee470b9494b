package digestbot.content.card;

import digestbot.content.card.StyledText.TextRun;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Breaks text into lines: between words, and in Chinese between characters unless punctuation
/// forbids it. A word wider than the line is split. `size` is the size of the letters in pixels.
record LineBreaker(Locale locale, double size) {

    private static final double MIN_KEPT = 0.4;

    private record LineRange(int from, int to) {}

    /// Cuts text of more than `maxLines` lines after the last whole sentence that fits, or else
    /// after a word. If `more` text follows that is not shown, the end of the text says so.
    List<List<TextRun>> lines(StyledText passage, double width, int maxLines, boolean more) {
        boolean cut = more || passage.cut();
        List<LineRange> all = lineRanges(passage, width);
        if (all.size() <= maxLines && !cut) {
            return spans(passage, all);
        }
        int end = all.size() <= maxLines
                ? passage.text().length()
                : all.get(maxLines - 1).to();
        for (int at = all.size() <= maxLines ? end : sentenceEnd(passage.text(), end);
                at > 0;
                at = wordBefore(passage.text(), at)) {
            StyledText shown = passage.shortened(at);
            List<LineRange> fitting = lineRanges(shown, width);
            if (fitting.size() <= maxLines) {
                return spans(shown, fitting);
            }
        }
        return spans(passage, all.subList(0, Math.min(maxLines, all.size())));
    }

    private static List<List<TextRun>> spans(StyledText passage, List<LineRange> lines) {
        return lines.stream()
                .map(range -> passage.spans(range.from(), range.to()))
                .toList();
    }

    /// The end of the last whole sentence; the given end if that would leave too little.
    private int sentenceEnd(String text, int end) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(locale);
        sentences.setText(text);
        int last = sentences.isBoundary(end) ? end : sentences.preceding(end);
        return last >= end * MIN_KEPT ? last : end;
    }

    private int wordBefore(String text, int end) {
        BreakIterator words = BreakIterator.getLineInstance(locale);
        words.setText(text);
        int before = words.preceding(Math.min(end, text.length()));
        // Splits a single long word.
        return before > 0 || end < 2 ? Math.max(0, before) : end - Character.charCount(text.codePointBefore(end));
    }

    private List<LineRange> lineRanges(StyledText passage, double width) {
        double[] offsets = offsets(passage);
        String text = passage.text();
        BreakIterator breaks = BreakIterator.getLineInstance(locale);
        breaks.setText(text);
        List<LineRange> lines = new ArrayList<>();
        int start = 0;
        int fits = 0;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            if (offsets[trimmed(text, start, next)] - offsets[start] > width && fits > start) {
                lines.add(new LineRange(start, trimmed(text, start, fits)));
                start = fits;
            }
            while (offsets[trimmed(text, start, next)] - offsets[start] > width) {
                int within = within(text, offsets, start, width);
                lines.add(new LineRange(start, within));
                start = within;
            }
            fits = next;
            if (text.charAt(next - 1) == '\n') {
                lines.add(new LineRange(start, trimmed(text, start, next)));
                start = next;
            }
        }
        if (start < text.length()) {
            lines.add(new LineRange(start, trimmed(text, start, text.length())));
        }
        return lines;
    }

    /// The end of the part of a word that fits, which has at least one character.
    private static int within(String text, double[] offsets, int start, double width) {
        int at = start + Character.charCount(text.codePointAt(start));
        while (at < text.length()
                && offsets[at + Character.charCount(text.codePointAt(at))] - offsets[start] <= width) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static int trimmed(String text, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /// The start of each character in pixels; the last entry is the end of the text.
    private double[] offsets(StyledText passage) {
        FontSet lettering = FontSet.get();
        String text = passage.text();
        double[] offsets = new double[text.length() + 1];
        double at = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            offsets[i] = at;
            at += point == '\n'
                    ? 0
                    : size * lettering.advance(point, passage.styles().get(i), passage.wide());
            for (int j = i + 1; j <= next; j++) {
                offsets[j] = at;
            }
            i = next;
        }
        return offsets;
    }

    /// The width in pixels.
    double width(List<TextRun> spans, boolean wide) {
        FontSet lettering = FontSet.get();
        return spans.stream()
                .mapToDouble(span -> span.text()
                        .codePoints()
                        .mapToDouble(point -> size * lettering.advance(point, span.style(), wide))
                        .sum())
                .sum();
    }
}
