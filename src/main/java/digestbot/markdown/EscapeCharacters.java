package digestbot.markdown;

/// Replaces characters that must not act as markup with placeholders, and restores them.
///
/// Each placeholder is one character, so that positions and lengths are kept; medieval punctuation
/// is used so that CommonMark's flanking rules for emphasis still apply. If a text really contains
/// such a character, it is first replaced with a noncharacter, so that nothing is lost.
final class EscapeCharacters {

    /// The placeholder of a removed character.
    static final char NOTHING = '\ufdef';

    /// The placeholder of a space that does not end a word.
    static final char SPACE = '\ufdee';

    private static final String PLAIN = "!#&*+-.)<>[\\]_`~:\n=";
    private static final String PLACEHOLDERS = "\u2e30\u2e31\u2e32\u2e33\u2e34\u2e35\u2e36\u2e37\u2e38\u2e39"
            + "\u2e43\u2e44\u2e45\u2e46\u2e47\u2e48\u2e49\u2e4a\u2e4b";
    private static final char NONCHARACTERS = '\ufdd0';

    private EscapeCharacters() {}

    /// The characters of the text, without noncharacters and without anything that equals a
    /// placeholder.
    static char[] prepare(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= 0x2e30 && PLACEHOLDERS.indexOf(c) >= 0) {
                chars[i] = (char) (NONCHARACTERS + PLACEHOLDERS.indexOf(c));
            } else if (c >= NONCHARACTERS && c <= NOTHING) {
                chars[i] = '\ufffd';
            } else if (c == 0) {
                chars[i] = '\ufffd';
            }
        }
        return chars;
    }

    /// Masks the character at a position if it could act as markup.
    static void mask(char[] chars, int at) {
        int kind = PLAIN.indexOf(chars[at]);
        if (kind >= 0) {
            chars[at] = PLACEHOLDERS.charAt(kind);
        }
    }

    /// Masks all markup characters in the range, except line feeds.
    static void mask(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] != '\n') {
                mask(chars, i);
            }
        }
    }

    /// Restores the original text.
    static String unmask(CharSequence text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x2e30) {
                out.append(c);
            } else if (c == SPACE) {
                out.append(' ');
            } else if (c >= NONCHARACTERS && c < NONCHARACTERS + PLACEHOLDERS.length()) {
                out.append(PLACEHOLDERS.charAt(c - NONCHARACTERS));
            } else if (c != NOTHING) {
                int kind = PLACEHOLDERS.indexOf(c);
                out.append(kind < 0 ? c : PLAIN.charAt(kind));
            }
        }
        return out.toString();
    }
}
