package digestbot.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.cluster.SeatTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.git.GitAddress;
import digestbot.library.git.GitCheckout;
import digestbot.library.git.GitServer;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.ops.health.JobMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class GitJobTest {

    @TempDir
    Path base;

    /// A job that never works raises the alarm that all jobs have.
    @Test
    void aFailureIsSeenAndEndsWithTheNextSuccess() throws IOException {
        Path digests = Files.createDirectories(base.resolve("digests"));
        var monitor = new JobMonitor(Clocks.of(InstantSource.system()));
        try (GitServer repository = GitServer.in(base);
                Database database = TestDatabase.open(base.resolve("d.sqlite"));
                JobScheduler schedule = JobScheduler.start(monitor);
                FolderImport intake = intake(database, digests)) {
            var settings = new GitSettings(
                    GitAddress.parse(repository.address()).orElseThrow(),
                    Optional.empty(),
                    "git",
                    Optional.empty(),
                    Duration.ofHours(1));
            try (Intake.GitJob _ = Intake.GitJob.start(
                    schedule, new GitCheckout(settings, digests, InstantSource.system()), intake, settings.every())) {
                await().until(() -> error(monitor).isPresent());
                assertThat(error(monitor))
                        .hasValueSatisfying(why -> assertThat(why).startsWith("git fetch failed: "));
                repository.commit("one.md", "digest");
                schedule.runNow("git");
                await().until(() -> error(monitor).isEmpty());
                assertThat(digests.resolve("git/one.md")).hasContent("digest");
            }
            assertThat(monitor.all()).isEmpty();
        }
    }

    private static Optional<String> error(JobMonitor monitor) {
        return monitor.all().getFirst().lastError();
    }

    private static FolderImport intake(Database database, Path digests) {
        var settings = FirstStartPolicies.settings(digests, 1000, Duration.ZERO);
        return new FolderImport(
                database,
                new Library(new DigestParser()::parse),
                settings,
                new SilentPublications((_, _) -> {}),
                (_, _, _) -> {},
                SeatTerm.PERMANENT,
                InstantSource.system());
    }
}
