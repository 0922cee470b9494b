package digestbot.digest.parser;

/// Finds the end of a link's destination in an entry of a source list.
///
/// It is the first `)` before a space or the end that pairs its parentheses, or else the first `)`
/// before a space or the end. An escaped parenthesis and one within `<…>` does not end it.
final class SourceLinkEnd {

    private SourceLinkEnd() {}

    /// The position of the `)` after the link that starts at a place; the text's end if it is missing.
    ///
    /// @param mark the sign of emphasis that may follow the `)`; empty if there is none
    static int of(String text, int from, String mark) {
        int depth = 0;
        int first = -1;
        boolean spaced = false;
        for (int i = addressEnd(text, from); i < text.length(); i++) {
            char c = text.charAt(i);
            spaced |= Character.isWhitespace(c);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                boolean ends = endsAt(text, i + 1, mark);
                if (ends && depth == 0 && !spaced) {
                    return i;
                }
                first = ends && first < 0 ? i : first;
                depth = Math.max(0, depth - 1);
            }
            if (spaced && first >= 0) {
                return first;
            }
        }
        return first >= 0 ? first : text.length();
    }

    /// The place after `<…>`; the start if the destination has another form.
    private static int addressEnd(String text, int from) {
        int start = from;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int close = text.startsWith("<", start) ? text.indexOf('>', start) : -1;
        return close < 0 ? start : close + 1;
    }

    private static boolean endsAt(String text, int next, String mark) {
        return next == text.length()
                || !isOfAddress(text.charAt(next))
                || (!mark.isEmpty() && text.startsWith(mark, next));
    }

    private static boolean isOfAddress(char c) {
        return !Character.isWhitespace(c) && c != '–' && c != '—';
    }
}
