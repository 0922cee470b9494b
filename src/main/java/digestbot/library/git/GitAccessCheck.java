package digestbot.library.git;

import java.time.Duration;
import java.util.List;

/// Checks whether git is installed and may read the repository.
public final class GitAccessCheck {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private GitAccessCheck() {}

    /// The version of git, and the commit that would be checked out.
    public record GitAccess(String version, String commit) {}

    /// Asks git and the server.
    ///
    /// @throws GitException if one of them fails; the message is for operators
    public static GitAccess of(GitSettings settings) {
        try (GitProgram git = new GitProgram(settings.address())) {
            String version = git.run(LIMIT, List.of("--version")).strip();
            String source = GitCheckout.source(settings);
            String found = git.run(
                            LIMIT,
                            List.of(
                                    "ls-remote",
                                    "--quiet",
                                    "--",
                                    settings.address().url(),
                                    source))
                    .lines()
                    .filter(line -> line.endsWith("\t" + source))
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .findFirst()
                    .orElseThrow(() -> new GitException(settings.branch()
                            .map("the repository has no branch %s"::formatted)
                            .orElse("the repository has no commit")));
            return new GitAccess(version, found);
        }
    }
}
