package digestbot.library.git;

import digestbot.config.Key;
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
        @Key(name = "url", expected = GitAddress.FORMS) GitAddress address,

        @Key(parse = "branch", expected = "the name of a branch")
        Optional<String> branch,

        @Key(
                def = "git",
                parse = "folder",
                expected = "the name of a folder, of letters, digits, `-`, `_` and `.`, a letter or digit first")
        String folder,

        @Key(parse = "path", expected = "the path of a folder in the repository, such as digests")
        Optional<String> repositoryFolder,

        @Key(def = "5", min = 1, max = 1_440) Duration every) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*(/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*");

    /// A name that git accepts for a branch, and never takes for an option.
    static Optional<String> branch(String text) {
        return path(text).filter(name -> !name.endsWith(".lock") && !name.contains("/."));
    }

    /// The name of a folder, other than the folder of pushed digests.
    static Optional<String> folder(String text) {
        return Optional.of(text)
                .filter(name -> NAME.matcher(name).matches() && !name.endsWith(".md") && !name.equals("pushed"));
    }

    /// A path below a folder, which leads nowhere else.
    static Optional<String> path(String text) {
        return Optional.of(text)
                .filter(path -> path.length() <= 200
                        && !path.contains("..")
                        && PATH.matcher(path).matches()
                        && !path.startsWith("."));
    }
}
