package digestbot.cli.doctor;

import digestbot.health.CheckFinding;
import digestbot.library.git.GitCheckout;
import digestbot.library.git.GitCheckout.GitAccess;
import digestbot.library.git.GitCheckout.GitException;
import digestbot.library.git.GitSettings;
import java.nio.file.Path;

/// Checks git and the access to the repository.
final class GitCheck {

    private static final int SHOWN = 10;

    private GitCheck() {}

    static CheckFinding of(GitSettings settings) {
        try (var checkout = new GitCheckout(settings, Path.of(""))) {
            GitAccess access = checkout.access();
            return CheckFinding.ok("%s reads %s%s, now at commit %s"
                    .formatted(
                            access.version(),
                            settings.address(),
                            settings.branch()
                                    .map(branch -> ", branch " + branch)
                                    .orElse(""),
                            access.commit().substring(0, SHOWN)));
        } catch (GitException e) {
            return CheckFinding.failed(
                    "Git source %s: %s".formatted(settings.address(), e.getMessage()),
                    "check sources.git in the configuration, and the access of the bot's user; docs/push.md explains it");
        }
    }
}
