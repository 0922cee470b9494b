package digestbot.config;

import digestbot.library.git.GitAddress;
import digestbot.library.git.GitSettings;
import java.time.Duration;
import java.util.Optional;

/// The section of the configuration about other places that digests come from.
final class SourcesSection {

    private static final String FOLDER = "git";
    private static final int MINUTES = 5;
    private static final int MOST_MINUTES = 1_440;

    private SourcesSection() {}

    /// Reads the section; empty if there is no repository.
    static Optional<GitSettings> read(YamlSection section) {
        Optional<GitSettings> git = git(section.section("git"));
        section.reportUnknownKeys();
        return git;
    }

    private static Optional<GitSettings> git(YamlSection section) {
        Optional<GitAddress> address = section.convert("url", "", GitAddress.FORMS, GitAddress::parse);
        Optional<String> branch = section.convert(
                "branch", "", "the name of a branch", text -> Optional.of(text).filter(GitSettings::isBranch));
        String folder = section.convert(
                        "folder",
                        FOLDER,
                        "the name of a folder, of letters, digits, `-`, `_` and `.`, a letter or digit first",
                        text -> Optional.of(text).filter(GitSettings::isName))
                .orElse(FOLDER);
        Optional<String> repositoryFolder = section.convert(
                "repository-folder",
                "",
                "the path of a folder in the repository, such as digests",
                text -> Optional.of(text).filter(GitSettings::isPath));
        int minutes = section.number("every", MINUTES, 1, MOST_MINUTES);
        section.reportUnknownKeys();
        return address.map(
                found -> new GitSettings(found, branch, folder, repositoryFolder, Duration.ofMinutes(minutes)));
    }
}
