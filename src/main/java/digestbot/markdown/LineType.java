package digestbot.markdown;

/// The type of a line on its own, in the terms of the CommonMark specification.
///
/// Every method takes the text and the range of one line (the end is exclusive), so that nothing is
/// copied.
final class LineType {

    private LineType() {}

    /// The position of the first character that is not a space or tab, or the line's end.
    static int skipSpace(CharSequence text, int from, int to) {
        int at = from;
        while (at < to && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The number of columns between two positions with only spaces and tabs between them; a tab
    /// extends to the next multiple of 4.
    static int columns(CharSequence text, int from, int to, int start) {
        int column = start;
        for (int i = from; i < to; i++) {
            column += text.charAt(i) == '\t' ? 4 - column % 4 : 1;
        }
        return column - start;
    }

    /// The length of the list marker at a position, without the space after it; 0 if there is none.
    static int listMarker(CharSequence text, int from, int to) {
        int at = from;
        char first = from < to ? text.charAt(from) : 0;
        if (first == '-' || first == '*' || first == '+') {
            at++;
        } else {
            while (at < to && at - from < 9 && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == from || at == to || (text.charAt(at) != '.' && text.charAt(at) != ')')) {
                return 0;
            }
            at++;
        }
        return at == to || isSpace(text.charAt(at)) ? at - from : 0;
    }

    /// The level of the ATX heading that starts at a position; 0 if there is none.
    static int atxLevel(CharSequence text, int from, int to) {
        int level = runLength(text, from, to, '#');
        return level >= 1 && level <= 6 && (from + level == to || isSpace(text.charAt(from + level))) ? level : 0;
    }

    /// The length of the code fence that starts at a position; 0 if there is none.
    static int fence(CharSequence text, int from, int to) {
        char c = from < to ? text.charAt(from) : 0;
        if (c != '`' && c != '~') {
            return 0;
        }
        int length = runLength(text, from, to, c);
        if (length < 3) {
            return 0;
        }
        for (int i = from + length; c == '`' && i < to; i++) {
            if (text.charAt(i) == '`') {
                return 0;
            }
        }
        return length;
    }

    /// Tells whether a line that closes a code fence starts at a position.
    static boolean closesFence(CharSequence text, int from, int to, char mark, int atLeast) {
        int length = runLength(text, from, to, mark);
        return length >= atLeast && skipSpace(text, from + length, to) == to;
    }

    /// Tells whether the text from a position to the line's end is a thematic break.
    static boolean isRule(CharSequence text, int from, int to) {
        char mark = from < to ? text.charAt(from) : 0;
        int marks = 0;
        if (mark != '*' && mark != '-' && mark != '_') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == mark) {
                marks++;
            } else if (!isSpace(c)) {
                return false;
            }
        }
        return marks >= 3;
    }

    /// The heading level of a setext underline; 0 if the line is not one.
    static int setextLevel(CharSequence text, int from, int to) {
        char mark = from < to ? text.charAt(from) : 0;
        if (mark != '=' && mark != '-') {
            return 0;
        }
        return closesFence(text, from, to, mark, 1) ? mark == '=' ? 1 : 2 : 0;
    }

    static int runLength(CharSequence text, int from, int to, char of) {
        int at = from;
        while (at < to && text.charAt(at) == of) {
            at++;
        }
        return at - from;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
