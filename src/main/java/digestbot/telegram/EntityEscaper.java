package digestbot.telegram;

/// Prevents Telegram from detecting mentions, commands, hashtags or links in literal text.
///
/// The server detects entities after removing the markup, across the boundaries of formatted runs,
/// so all preceding text is considered. The rules follow TDLib's `find_entities` conservatively. A
/// WORD JOINER is invisible and belongs to none of these patterns; zero-width joiners do belong to
/// links and hashtags.
final class EntityEscaper {

    /// The character U+2060.
    static final char WORD_JOINER = '\u2060';

    private EntityEscaper() {}

    /// Tells whether a word joiner is needed between the written text and the next character.
    static boolean needsSeparator(CharSequence written, int next) {
        int length = written.length();
        if (length == 0) {
            return false;
        }
        int before = length < 2 ? ' ' : written.charAt(length - 2);
        return switch (written.charAt(length - 1)) {
            case '@' -> Character.isLetterOrDigit(next) || next == '_';
            case '#' -> isTagLetter(next) && !isAsciiWord(before);
            case '$' -> next >= 'A' && next <= 'Z' && !isAsciiWord(before);
            case '/' -> isAsciiWord(next) && !isAsciiWord(before) && before != '/';
            case ':' -> next == '/' && !endsWithWebScheme(written, length - 1);
            default -> false;
        };
    }

    /// Tells whether the character completes text that the server may turn into a link, which
    /// counts as an entity.
    static boolean mayCompleteLink(CharSequence written, int next) {
        int length = written.length();
        if (length >= 3 && Character.isLetter(next) && written.charAt(length - 2) == '.') {
            return Character.isLetter(written.charAt(length - 1))
                    && !Character.isWhitespace(written.charAt(length - 3));
        }
        return next == '/' && length >= 2 && written.charAt(length - 1) == '/' && written.charAt(length - 2) == ':';
    }

    private static boolean endsWithWebScheme(CharSequence written, int end) {
        String tail = written.subSequence(Math.max(0, end - 5), end).toString();
        return tail.regionMatches(true, tail.length() - 4, "http", 0, 4) || tail.equalsIgnoreCase("https");
    }

    private static boolean isTagLetter(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == 0xb7 || c == 0x200c || (c >= 0xd80 && c <= 0xdff);
    }

    private static boolean isAsciiWord(int c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
