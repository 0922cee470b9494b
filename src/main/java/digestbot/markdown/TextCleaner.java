package digestbot.markdown;

/// Removes characters that could break the message around a text. The parser of digests and the
/// constructors of types that carry what people type, such as `Command` and `Chat`, call it.
///
/// Removed are control characters, the explicit bidirectional embeddings, overrides and isolates
/// (an unclosed one reverses the rest of the message), noncharacters, and byte order marks; a lone
/// surrogate becomes U+FFFD; line breaks, tabs and runs of spaces become one space. Of a run of
/// combining marks and invisible format characters, which pile up on one letter and over the lines
/// around it, only the first eight are kept: no language and no emoji needs more.
public final class TextCleaner {

    private static final int MAX_MARKS = 8;

    private static final int MARKS = 1 << Character.NON_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.FORMAT;

    private TextCleaner() {}

    public static String line(String text) {
        return inline(text).strip();
    }

    /// The text on one line, cut to a number of code points with an ellipsis.
    public static String line(String text, int maxLength) {
        String line = line(text);
        if (line.length() <= maxLength || line.codePointCount(0, line.length()) <= maxLength) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, maxLength - 1)).stripTrailing() + "…";
    }

    /// The text on one line; leading and trailing spaces are kept, because more text may follow.
    static String inline(String text) {
        return clean(text, false);
    }

    public static String lines(String text) {
        return clean(text, true);
    }

    private static String clean(String text, boolean keepLines) {
        var out = new StringBuilder(text.length());
        int marks = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (isUnwanted(point)) {
                continue;
            }
            marks = isMark(point) ? marks + 1 : 0;
            if (isSpace(point)) {
                appendSpace(out, point, keepLines);
            } else if (Character.getType(point) == Character.SURROGATE) {
                out.append('\ufffd');
            } else if (marks <= MAX_MARKS) {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    private static boolean isMark(int point) {
        return point > 0xff && (MARKS >> Character.getType(point) & 1) != 0;
    }

    private static void appendSpace(StringBuilder out, int point, boolean keepLines) {
        if (keepLines) {
            out.append(point == '\n' || point == '\t' ? (char) point : ' ');
        } else if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private static boolean isSpace(int point) {
        return (point >= '\t' && point <= '\r') || point == ' ' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    private static boolean isUnwanted(int point) {
        return (Character.isISOControl(point) && !isSpace(point))
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0xfeff
                || (point >= 0xfff9 && point <= 0xfffb)
                || (point >= 0xfdd0 && point <= 0xfdef)
                || (point & 0xfffe) == 0xfffe;
    }
}
