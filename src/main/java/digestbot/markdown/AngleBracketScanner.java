package digestbot.markdown;

/// Finds the end of an autolink or an HTML tag.
final class AngleBracketScanner {

    private static final int MAX_TAG_LENGTH = 1000;
    private static final int MAX_MAIL_ADDRESS_LENGTH = 254;

    private AngleBracketScanner() {}

    /// The position of the `>` of an autolink to a page or a mail address; -1 if none starts here.
    static int autolinkEnd(char[] chars, int at, int end) {
        boolean page = startsWith(chars, at + 1, end, "http://") || startsWith(chars, at + 1, end, "https://");
        int longest = at + 2 + (page ? WebAddress.MAX_LENGTH : MAX_MAIL_ADDRESS_LENGTH);
        boolean mail = false;
        for (int i = at + 1; i < Math.min(end, longest); i++) {
            char c = chars[i];
            if (c == '>') {
                return page || mail ? i : -1;
            }
            if (c <= ' ' || c == '<' || (!page && !isOfMailAddress(c))) {
                return -1;
            }
            mail |= c == '@' && i > at + 1;
        }
        return -1;
    }

    private static boolean isOfMailAddress(char c) {
        return c < 0x7f && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '+' || c == '@');
    }

    /// The end of the HTML tag that starts here, after its `>`; -1 if none starts here.
    static int tagEnd(char[] chars, int at, int end) {
        int name = at + 1 < end && chars[at + 1] == '/' ? at + 2 : at + 1;
        if (name >= end || !isLetter(chars[name])) {
            return -1;
        }
        char quote = 0;
        for (int i = name; i < Math.min(end, at + MAX_TAG_LENGTH); i++) {
            char c = chars[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i + 1;
            } else if (c == '<') {
                return -1;
            } else if ((c == '"' || c == '\'') && chars[i - 1] == '=') {
                quote = c;
            }
        }
        return -1;
    }

    private static boolean startsWith(char[] chars, int at, int end, String lowerCase) {
        if (at + lowerCase.length() > end) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase(chars[at + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
