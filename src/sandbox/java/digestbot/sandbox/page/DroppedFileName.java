package digestbot.sandbox.page;

import java.util.Locale;

/// The name of a file that is dropped onto the page.
final class DroppedFileName {

    private static final int LONGEST = 80;

    private DroppedFileName() {}

    /// A plain name without folders, hidden names and problematic characters.
    ///
    /// @throws IllegalArgumentException if it is not the name of a digest; the message is a
    ///     sentence
    static String of(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        if (!last.toLowerCase(Locale.ROOT).endsWith(".md")) {
            throw new IllegalArgumentException("Not a digest: the name of the file must end in .md.");
        }
        String stem = last.substring(0, last.length() - ".md".length())
                .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
                .replaceFirst("^[.-]+", "");
        String kept =
                stem.substring(0, stem.offsetByCodePoints(0, Math.min(LONGEST, stem.codePointCount(0, stem.length()))));
        return (kept.isEmpty() ? "digest" : kept) + ".md";
    }
}
