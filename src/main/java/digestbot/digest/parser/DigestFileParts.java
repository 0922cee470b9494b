package digestbot.digest.parser;

/// A file's text in its two parts.
///
/// @param frontMatter the YAML between the two lines `---`; it starts on line 2
/// @param bodyLine the line on which the body starts, from 1
record DigestFileParts(String frontMatter, String body, int bodyLine) {

    /// The maximum length of front matter. Longer front matter is a mistake, and the limit also
    /// bounds the input of the YAML library.
    private static final int MAX_FRONT_MATTER_LENGTH = 64 * 1024;

    /// The lines of the text must end with LF.
    static DigestFileParts of(String text) throws UnreadableFileException {
        int firstEnd = lineEnd(text, 0);
        if (!isFence(text, 0, firstEnd)) {
            throw new UnreadableFileException(
                    1,
                    "there is no front matter: the first line must be `---`, then topic, date and the rest, then `---`",
                    true);
        }
        int line = 2;
        int from = firstEnd + 1;
        while (from <= text.length()) {
            int to = lineEnd(text, from);
            if (isFence(text, from, to)) {
                return parts(text, firstEnd + 1, from, to, line);
            }
            from = to + 1;
            line++;
        }
        throw new UnreadableFileException(1, "the front matter is never closed: put a line `---` after its last key");
    }

    private static DigestFileParts parts(String text, int start, int end, int fenceEnd, int line)
            throws UnreadableFileException {
        if (end - start > MAX_FRONT_MATTER_LENGTH) {
            throw new UnreadableFileException(
                    1,
                    "the front matter has " + (end - start) + " characters, more than the " + MAX_FRONT_MATTER_LENGTH
                            + " allowed: shorten it");
        }
        return new DigestFileParts(
                text.substring(start, end), text.substring(Math.min(fenceEnd + 1, text.length())), line + 1);
    }

    private static int lineEnd(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    private static boolean isFence(String text, int from, int to) {
        return text.startsWith("---", from) && text.substring(from + 3, to).isBlank();
    }
}
