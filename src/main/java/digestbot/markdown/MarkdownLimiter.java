package digestbot.markdown;

import java.nio.CharBuffer;
import java.util.BitSet;
import java.util.Set;

/// Limits the input of the Markdown library, which needs quadratic time and deep recursion for some
/// inputs.
///
/// Markup beyond a limit is masked, so that it becomes plain text. The limits are:
///
/// - containers (quotes, lists) opened by one line: at most 6, and none to the right of column 40,
///   which bounds the depth that lines can build up together;
/// - code fences: at most 16 characters long;
/// - headings inside raw HTML blocks ([HtmlBlocks]): none;
/// - a leaf (the text of one paragraph, or more if the end is uncertain): at most 32 Ki characters
///   on at most 32 lines, beyond which lines are joined, and the limits of [InlineLimiter].
///
/// Works in one pass over the lines, in linear time.
final class MarkdownLimiter {

    private static final int MAX_CONTAINERS_PER_LINE = 6;
    private static final int MAX_CONTAINER_COLUMN = 40;
    private static final int MAX_FENCE_LENGTH = 16;
    private static final int MAX_LEAF_LENGTH = 32 * 1024;
    private static final int MAX_LINES = 32;

    private final char[] chars;
    private final CharSequence view;
    private final InlineLimiter inlineLimiter;
    private final HtmlBlocks htmlBlocks;
    /// Container markers, which are not part of the inline text.
    private final BitSet structure = new BitSet();

    private int leafStart;
    private boolean leafIsNumbered;
    private char fenceMark;
    private int fenceLength;
    private boolean fenceIsContained;

    private MarkdownLimiter(char[] chars, Set<String> labels) {
        this.chars = chars;
        this.view = CharBuffer.wrap(chars);
        this.inlineLimiter = new InlineLimiter(chars, structure, labels);
        this.htmlBlocks = new HtmlBlocks(view);
    }

    /// The text with its excessive markup masked (same length), preceded by the link definitions
    /// that it uses.
    static String limit(String text, LinkDefinitions definitions) {
        var limiter = new MarkdownLimiter(EscapeCharacters.prepare(text), definitions.labels());
        limiter.limitLines();
        Set<String> used = limiter.inlineLimiter.usedLabels();
        String limited = new String(limiter.chars);
        return used.isEmpty() ? limited : definitions.lines(used) + "\n" + limited;
    }

    private void limitLines() {
        int from = 0;
        while (from < chars.length) {
            int to = from;
            while (to < chars.length && chars[to] != '\n') {
                to++;
            }
            limitLine(from, to);
            from = to + 1;
        }
        endLeaf(chars.length);
    }

    private void limitLine(int from, int to) {
        int firstMark = LineType.skipSpace(view, from, to);
        int content = skipContainers(firstMark, to, LineType.columns(view, from, firstMark, 0));
        int next = Math.min(to + 1, chars.length);
        if (fenceMark == 0 && htmlBlocks.contains(content, to, true)) {
            maskHeading(content, to);
        }
        if (fenceMark != 0 && fenceIsContained && firstMark == from && firstMark < to && chars[firstMark] != '>') {
            fenceMark = 0;
        }
        if (fenceMark != 0) {
            limitCode(content, to);
            leafStart = next;
        } else if (LineType.fence(view, content, to) > 0) {
            endLeaf(from);
            openFence(content, to);
            fenceIsContained = content > from;
            leafStart = next;
        } else if (content == to || LineType.isRule(view, content, to)) {
            endLeaf(from);
            leafStart = next;
        } else if (startsLeaf(from, firstMark, content, to)) {
            endLeaf(from);
            leafStart = content;
            leafIsNumbered = LineType.isDigit(chars[firstMark]);
        }
    }

    /// Masks a heading inside a raw HTML block, which the library reads as Markdown.
    private void maskHeading(int content, int to) {
        if (LineType.atxLevel(view, content, to) > 0 || LineType.setextLevel(view, content, to) > 0) {
            EscapeCharacters.mask(chars, content);
        }
    }

    /// Skips the quote and list markers at the start of a line, masks the first one beyond the
    /// limit, and returns the position after them.
    private int skipContainers(int firstMark, int to, int firstColumn) {
        int at = firstMark;
        int column = firstColumn;
        for (int depth = 0; at < to && !LineType.isRule(view, at, to); depth++) {
            int length = chars[at] == '>' ? 1 : LineType.listMarker(view, at, to);
            if (length == 0) {
                break;
            }
            if (depth == MAX_CONTAINERS_PER_LINE || column > MAX_CONTAINER_COLUMN) {
                EscapeCharacters.mask(chars, at + length - 1);
                break;
            }
            structure.set(at, at + length);
            int after = LineType.skipSpace(view, at + length, to);
            column += length + LineType.columns(view, at + length, after, column + length);
            at = after;
        }
        return at;
    }

    /// Tells whether the line certainly ends the paragraph above it: a heading or list item with an
    /// indentation of at most three columns.
    private boolean startsLeaf(int from, int firstMark, int content, int to) {
        if (LineType.columns(view, from, firstMark, 0) > 3) {
            return false;
        }
        if (LineType.atxLevel(view, content, to) > 0) {
            return true;
        }
        char mark = chars[firstMark];
        return content > firstMark
                && mark != '>'
                && (!LineType.isDigit(mark)
                        || leafIsNumbered
                        || (mark == '1' && !LineType.isDigit(chars[firstMark + 1])));
    }

    private void openFence(int content, int to) {
        int length = LineType.fence(view, content, to);
        if (length > MAX_FENCE_LENGTH) {
            EscapeCharacters.mask(chars, content, to);
            return;
        }
        fenceMark = chars[content];
        fenceLength = length;
        EscapeCharacters.mask(chars, content + length, to);
    }

    private void limitCode(int content, int to) {
        boolean closes = LineType.closesFence(view, content, to, fenceMark, fenceLength)
                && LineType.runLength(view, content, to, fenceMark) <= MAX_FENCE_LENGTH;
        if (closes) {
            fenceMark = 0;
        } else {
            EscapeCharacters.mask(chars, content, to);
        }
    }

    private void endLeaf(int end) {
        joinLines(end);
        if (end - leafStart > MAX_LEAF_LENGTH) {
            inlineLimiter.maskAll(leafStart, end);
        } else if (end > leafStart) {
            inlineLimiter.limit(leafStart, end);
        }
        leafIsNumbered = false;
    }

    /// Joins the lines of a block beyond the limit into one, and removes container markers from
    /// them.
    private void joinLines(int end) {
        int lines = 0;
        for (int i = leafStart; i < end - 1; i++) {
            if (chars[i] == '\n' && ++lines >= MAX_LINES) {
                EscapeCharacters.mask(chars, i);
                for (int mark = i + 1; mark < end && (structure.get(mark) || LineType.isSpace(chars[mark])); mark++) {
                    chars[mark] = structure.get(mark) ? EscapeCharacters.NOTHING : ' ';
                }
            }
        }
    }
}
