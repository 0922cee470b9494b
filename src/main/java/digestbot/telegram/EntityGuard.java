package digestbot.telegram;

/// Keeps Telegram from reading mentions, commands, hashtags or foreign links into text that only says them.
///
/// The server looks for these in the text after the markup is gone, and beyond the edges of formatted runs, so the
/// guard looks at all that was written before. The rules are those of TDLib's `find_entities`, on the safe side. A WORD
/// JOINER is invisible and belongs to none of these patterns; zero-width joiners do belong to links and hashtags.
final class EntityGuard {

    /// U+2060.
    static final char WORD_JOINER = '\u2060';

    private EntityGuard() {}

    /// Tells whether a word joiner must stand between what was written and the next character.
    static boolean separates(CharSequence written, int next) {
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

    /// Tells whether the character completes what the server may turn into a link of its own, which
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
