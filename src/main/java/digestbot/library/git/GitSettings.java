package digestbot.library.git;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The settings of a repository that has digests.
///
/// @param branch empty for the one that the repository shows first
/// @param folder the name of the checkout, a subfolder of the digest folder
/// @param repositoryFolder the folder of the repository that has the digests; empty for all of it
/// @param every the time between two updates
public record GitSettings(
        GitAddress address, Optional<String> branch, String folder, Optional<String> repositoryFolder, Duration every) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// Tells whether git accepts the name as that of a branch, and never takes it for an option.
    public static boolean isBranch(String text) {
        return isPath(text) && !text.endsWith(".lock") && !text.contains("/.");
    }

    /// Tells whether the text is the name of a folder, other than that of pushed digests.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.endsWith(".md") && !text.equals("pushed");
    }

    /// Tells whether the text is a path below a folder, which leads nowhere else.
    public static boolean isPath(String text) {
        return text.length() <= 200
                && !text.contains("..")
                && Pattern.matches("[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*", text)
                && !text.startsWith(".");
    }
}
