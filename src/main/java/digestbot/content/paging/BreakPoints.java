package digestbot.content.paging;

import digestbot.markdown.Visibility;
import java.util.Arrays;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class BreakPoints {

    /// The kinds of break points, from the best to the worst. Each kind includes the ones before
    /// it.
    enum BreakLevel {
        /// After a top-level block or item.
        TOP_LEVEL,
        /// After a block or item within another.
        NESTED,
        /// Before a sentence or a line.
        SENTENCE,
        /// Before a word.
        WORD,
        /// Between user-perceived characters (Unicode's extended grapheme clusters).
        CHARACTER,
        /// Anywhere but within a surrogate pair.
        CODE_POINT
    }

    private static final Pattern CLUSTER = Pattern.compile("\\X");
    private static final String SENTENCE_ENDS = ".!?…";
    private static final String WIDE_SENTENCE_ENDS = "。！？";
    private static final String CLOSERS = "\"')]}”’»」』）】》";
    private static final int MAX_CLOSERS = 4;
    /// The longest indentation of a code line that is kept.
    private static final int MAX_INDENTATION = 80;
    /// The longest run of invisible characters that is kept.
    private static final int MAX_INVISIBLE = 8;

    private final String text;
    private final int[] units;
    private final int[] parts;
    private final BitSet code;
    private final int pageSize;
    private final int end;
    private final Matcher cluster;

    /// `units` holds the offsets after top-level blocks and items, `parts` the offsets after nested
    /// ones, and `code` the characters of code blocks. A page has at most `pageSize` characters.
    BreakPoints(String text, BitSet units, BitSet parts, BitSet code, int pageSize) {
        this.text = text;
        this.units = units.stream().toArray();
        this.parts = parts.stream().toArray();
        this.code = code;
        this.pageSize = pageSize;
        this.end = afterLastVisible();
        this.cluster = CLUSTER.matcher(text);
    }

    /// The position after the last visible character.
    int end() {
        return end;
    }

    /// The next break point after an offset; the end if none comes before it. Searches no further
    /// than one page.
    int next(BreakLevel level, int after) {
        int unit = nextOf(units, after);
        return switch (level) {
            case TOP_LEVEL -> unit;
            case NESTED -> Math.min(unit, nextOf(parts, after));
            case SENTENCE -> scan(after, next(BreakLevel.NESTED, after), false);
            case WORD -> scan(after, next(BreakLevel.NESTED, after), true);
            case CHARACTER -> Math.min(clusterEnd(after), next(BreakLevel.NESTED, after));
            case CODE_POINT -> Math.min(end, text.offsetByCodePoints(after, 1));
        };
    }

    /// The position at which the text continues after a cut. It skips space and long invisible
    /// runs, but a line of code keeps its indentation. Visible text follows it before the end.
    int resume(int cut) {
        int at = cut;
        while (at < end && isSpace(at)) {
            at++;
        }
        int lineStart = at;
        while (lineStart > cut && code.get(lineStart - 1) && text.charAt(lineStart - 1) != '\n') {
            lineStart--;
        }
        int seen = at;
        while (seen < end && !Visibility.isVisible(text.codePointAt(seen))) {
            seen += Character.charCount(text.codePointAt(seen));
        }
        if (seen - at > Math.min(MAX_INVISIBLE, pageSize / 8)) {
            return seen;
        }
        boolean indented = code.get(at) && at - lineStart <= Math.min(MAX_INDENTATION, pageSize / 8);
        return indented ? lineStart : at;
    }

    int withoutTrailingSpace(int from, int cut) {
        int to = cut;
        while (to > from && isSpace(to - 1)) {
            to--;
        }
        return to;
    }

    /// The number of code points in a slice, which is the least that a platform counts. For a slice
    /// longer than a page, the result may be any number larger than a page.
    int size(int from, int to) {
        return (to - from) / 2 > pageSize ? Integer.MAX_VALUE : text.codePointCount(from, to);
    }

    private int nextOf(int[] offsets, int after) {
        int found = Arrays.binarySearch(offsets, after + 1);
        int next = found >= 0 ? found : -found - 1;
        return next < offsets.length ? Math.min(end, offsets[next]) : end;
    }

    private int scan(int after, int limit, boolean words) {
        int horizon = Math.min(limit, horizon(after));
        for (int at = after + 1; at < horizon; at++) {
            if (startsSentence(at) || (words && !isSpace(at) && isSpace(at - 1))) {
                return at;
            }
        }
        return limit;
    }

    private boolean startsSentence(int at) {
        char before = text.charAt(at - 1);
        if (before == '\n') {
            return true;
        }
        if (isSpace(at) || code.get(at)) {
            return false;
        }
        int last = at;
        while (last > 0 && isSpace(last - 1)) {
            last--;
        }
        boolean spaced = last < at;
        int signs = last;
        while (last > 0 && signs - last < MAX_CLOSERS && CLOSERS.indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        return last > 0 && (spaced ? endsSentence(last - 1, at) : endsWideSentence(last - 1, at));
    }

    /// Treats a full stop before a lower-case letter, or after a single capital as in “U.S.”, as
    /// part of an abbreviation.
    private boolean endsSentence(int sign, int next) {
        char c = text.charAt(sign);
        if (WIDE_SENTENCE_ENDS.indexOf(c) >= 0) {
            return true;
        }
        boolean initial = sign > 0
                && Character.isUpperCase(text.charAt(sign - 1))
                && (sign == 1 || !Character.isLetter(text.charAt(sign - 2)));
        return SENTENCE_ENDS.indexOf(c) >= 0
                && !(c == '.' && (initial || Character.isLowerCase(text.codePointAt(next))));
    }

    private boolean endsWideSentence(int sign, int next) {
        char follows = text.charAt(next);
        return WIDE_SENTENCE_ENDS.indexOf(text.charAt(sign)) >= 0
                && WIDE_SENTENCE_ENDS.indexOf(follows) < 0
                && CLOSERS.indexOf(follows) < 0;
    }

    private int clusterEnd(int after) {
        return cluster.region(after, horizon(after)).lookingAt() ? Math.min(end, cluster.end()) : end;
    }

    /// An offset more than one page ahead; break points after it do not matter.
    private int horizon(int after) {
        return (int) Math.min(text.length(), after + 2L * pageSize + 2);
    }

    private int afterLastVisible() {
        int at = text.length();
        while (at > 0 && !Visibility.isVisible(text.codePointBefore(at))) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        return at;
    }

    private boolean isSpace(int at) {
        char c = text.charAt(at);
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
