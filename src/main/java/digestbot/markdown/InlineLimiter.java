package digestbot.markdown;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Scans the inline markup of a block once and masks everything that would make the Markdown
/// library backtrack:
///
/// - backticks without a matching run, and everything within code;
/// - brackets that form no link, links that are longer than any address, and references after the
///   200th;
/// - all raw HTML: a tag remains as text, a comment is removed;
/// - runs of `*`, `_` or `~` longer than 4, and those after the 256th.
final class InlineLimiter {

    private static final int MAX_RUN_LENGTH = 4;
    private static final int MAX_RUNS = 256;
    private static final int MAX_REFERENCES = 200;
    private static final int MAX_BRACKET_DEPTH = 16;
    private static final int MAX_LABEL_LENGTH = 200;

    private final char[] chars;
    private final BitSet structure;
    private final Set<String> labels;
    private final Set<String> usedLabels = new TreeSet<>();
    private final Map<Integer, Integer> nextBackticks = new HashMap<>();
    private final Map<Integer, Integer> counterparts = new HashMap<>();
    private final ArrayDeque<Integer> openers = new ArrayDeque<>();

    private int end;
    private int runs;
    private int references;
    private int noCommentEndAfter;

    InlineLimiter(char[] chars, BitSet structure, Set<String> labels) {
        this.chars = chars;
        this.structure = structure;
        this.labels = labels;
    }

    /// The reference labels used so far.
    Set<String> usedLabels() {
        return usedLabels;
    }

    /// Masks the whole range, so that it becomes plain text.
    void maskAll(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!structure.get(i) && chars[i] != '\n') {
                EscapeCharacters.mask(chars, i);
            }
        }
    }

    void limit(int from, int to) {
        end = to;
        runs = 0;
        noCommentEndAfter = Integer.MAX_VALUE;
        pairBackticks(from);
        int at = from;
        while (at < end) {
            at = structure.get(at) ? at + 1 : step(at);
        }
        while (!openers.isEmpty()) {
            EscapeCharacters.mask(chars, openers.pop());
        }
    }

    private int step(int at) {
        return switch (chars[at]) {
            case '\\' -> escape(at);
            case '`' -> scanBackticks(at);
            case '<' -> angle(at);
            case '[' -> open(at);
            case ']' -> close(at);
            case '*', '_', '~' -> run(at);
            default -> at + 1;
        };
    }

    /// Finds for each run of backticks the next one of the same length.
    private void pairBackticks(int from) {
        nextBackticks.clear();
        counterparts.clear();
        int at = end;
        while (at > from) {
            at--;
            if (chars[at] == '`') {
                int last = at;
                while (at > from && chars[at - 1] == '`') {
                    at--;
                }
                Integer next = nextBackticks.put(last + 1 - at, at);
                if (next != null) {
                    counterparts.put(at, next);
                }
            }
        }
    }

    private int escape(int at) {
        int next = at + 2;
        if (at + 1 < end && chars[at + 1] == '`') {
            // The rest of the run matches no complete run.
            while (next < end && chars[next] == '`') {
                EscapeCharacters.mask(chars, next++);
            }
        }
        return next;
    }

    private int scanBackticks(int at) {
        int length = runLength(at);
        Integer counterpart = counterparts.get(at);
        if (counterpart == null) {
            EscapeCharacters.mask(chars, at, at + length);
            return at + length;
        }
        maskAll(at + length, counterpart);
        return counterpart + length;
    }

    private int run(int at) {
        int length = runLength(at);
        if (length > MAX_RUN_LENGTH || ++runs > MAX_RUNS) {
            EscapeCharacters.mask(chars, at, at + length);
        }
        return at + length;
    }

    private int runLength(int at) {
        int to = at;
        while (to < end && chars[to] == chars[at]) {
            to++;
        }
        return to - at;
    }

    private int angle(int at) {
        if (startsWith(at, "<!--")) {
            return comment(at);
        }
        int close = AngleBracketScanner.autolinkEnd(chars, at, end);
        if (close > 0) {
            LinkDestination.mask(chars, at + 1, close);
            return close + 1;
        }
        int tagEnd = AngleBracketScanner.tagEnd(chars, at, end);
        maskAll(at, tagEnd > 0 ? tagEnd : at + 1);
        return tagEnd > 0 ? tagEnd : at + 1;
    }

    private int comment(int at) {
        for (int i = at + 4; i + 2 < end && at < noCommentEndAfter; i++) {
            if (startsWith(i, "-->")) {
                for (int j = at; j < i + 3; j++) {
                    chars[j] = chars[j] == '\n' || structure.get(j) ? chars[j] : EscapeCharacters.NOTHING;
                }
                return i + 3;
            }
        }
        noCommentEndAfter = Math.min(at, noCommentEndAfter);
        EscapeCharacters.mask(chars, at);
        return at + 1;
    }

    private boolean startsWith(int at, String what) {
        if (at + what.length() > end) {
            return false;
        }
        for (int i = 0; i < what.length(); i++) {
            if (chars[at + i] != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int open(int at) {
        if (openers.size() == MAX_BRACKET_DEPTH) {
            EscapeCharacters.mask(chars, openers.removeLast());
        }
        openers.push(at);
        return at + 1;
    }

    private int close(int at) {
        Integer opener = openers.poll();
        if (opener == null) {
            EscapeCharacters.mask(chars, at);
            return at + 1;
        }
        int linkEnd = LinkDestination.end(chars, at + 1, end);
        if (linkEnd > 0) {
            LinkDestination.mask(chars, at + 2, linkEnd - 1);
            return linkEnd;
        }
        return reference(opener, at);
    }

    /// Keeps the brackets of `[text][label]`, `[label][]` and `[label]` if the label is known.
    private int reference(int opener, int at) {
        boolean second = at + 1 < end && chars[at + 1] == '[';
        int labelEnd = at;
        int labelStart = opener + 1;
        if (second) {
            int close = at + 2;
            while (close < end && close - at < MAX_LABEL_LENGTH && chars[close] != ']' && chars[close] != '[') {
                close++;
            }
            if (close < end && chars[close] == ']') {
                labelStart = close == at + 2 ? labelStart : at + 2;
                labelEnd = close == at + 2 ? labelEnd : close;
                if (isLabel(labelStart, labelEnd)) {
                    return close + 1;
                }
            }
        }
        boolean definition = at + 1 < end && chars[at + 1] == ':';
        if (second || definition || !isLabel(labelStart, labelEnd)) {
            EscapeCharacters.mask(chars, opener);
            EscapeCharacters.mask(chars, at);
        }
        return at + 1;
    }

    private boolean isLabel(int from, int to) {
        if (labels.isEmpty() || to - from > MAX_LABEL_LENGTH) {
            return false;
        }
        String label = LinkDefinitions.normalise(EscapeCharacters.unmask(new String(chars, from, to - from)));
        boolean known = labels.contains(label) && references < MAX_REFERENCES;
        if (known) {
            references++;
            usedLabels.add(label);
        }
        return known;
    }
}
