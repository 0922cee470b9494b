package digestbot.markdown;

/// The destination part of an inline link: `(address "title")`.
final class LinkDestination {

    private static final int MAX_TITLE_LENGTH = 1000;
    private static final int MAX_PARENTHESIS_DEPTH = 32;

    private LinkDestination() {}

    /// The end of the destination part that starts with `(` at a position, after its `)`; -1 if
    /// there is none.
    static int end(char[] chars, int at, int end) {
        if (at >= end || chars[at] != '(') {
            return -1;
        }
        int address = skipSpace(chars, at + 1, end);
        int after = address < end && chars[address] == '<' ? angled(chars, address, end) : bare(chars, address, end);
        if (after < 0) {
            return -1;
        }
        int title = skipSpace(chars, after, end);
        int close = title > after && title < end ? skipSpace(chars, titleEnd(chars, title, end), end) : title;
        return close < end && chars[close] == ')' ? close + 1 : -1;
    }

    /// Masks markup characters in the destination, and spaces inside `<…>`, at which the library
    /// stops.
    static void mask(char[] chars, int from, int to) {
        boolean angled = false;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            angled = c == '<' || (angled && c != '>');
            if (c == ' ' && angled) {
                chars[i] = EscapeCharacters.SPACE;
            } else if (c == '[' || c == ']' || c == '*' || c == '_' || c == '~' || c == '`') {
                EscapeCharacters.mask(chars, i);
            }
        }
    }

    private static int angled(char[] chars, int at, int end) {
        for (int i = at + 1; i < Math.min(end, at + WebAddress.MAX_LENGTH); i++) {
            if (chars[i] == '>') {
                return i + 1;
            }
            if (chars[i] == '<' || chars[i] == '\n' || chars[i] == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private static int bare(char[] chars, int at, int end) {
        int depth = 0;
        for (int i = at; i < Math.min(end, at + WebAddress.MAX_LENGTH); i++) {
            char c = chars[i];
            if (c <= ' ' || (c == ')' && depth == 0)) {
                return depth == 0 ? i : -1;
            }
            if (c == '\\') {
                i++;
            } else if (c == '(' && ++depth > MAX_PARENTHESIS_DEPTH) {
                return -1;
            } else if (c == ')') {
                depth--;
            }
        }
        return -1;
    }

    private static int titleEnd(char[] chars, int at, int end) {
        char quote = chars[at] == '(' ? ')' : chars[at];
        if (quote != '"' && quote != '\'' && quote != ')') {
            return at;
        }
        for (int i = at + 1; i < Math.min(end, at + MAX_TITLE_LENGTH); i++) {
            if (chars[i] == '\\') {
                i++;
            } else if (chars[i] == quote) {
                return i + 1;
            }
        }
        return at;
    }

    private static int skipSpace(char[] chars, int from, int end) {
        int at = from;
        while (at < end && (chars[at] == ' ' || chars[at] == '\t' || chars[at] == '\n')) {
            at++;
        }
        return at;
    }
}
