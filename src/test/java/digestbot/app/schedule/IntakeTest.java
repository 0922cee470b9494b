package digestbot.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.Waiting;
import digestbot.cluster.LeaderPart.RunningPart;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Topic;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.git.GitAddress;
import digestbot.library.git.GitServer;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.ops.health.JobMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(20);

    @TempDir
    Path base;

    final List<String> published = new CopyOnWriteArrayList<>();
    final JobMonitor monitor = new JobMonitor(Clocks.of(GivenTime.CLOCK));
    final JobScheduler schedule = new JobScheduler(monitor, Duration.ofMinutes(1));
    Path folder;
    Database database;
    Library library;
    FolderImport intake;
    Intake leader;
    Optional<RunningPart> part = Optional.empty();
    volatile Runnable onPublication = () -> {};

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectories(base.resolve("digests"));
        database = TestDatabase.open(base.resolve("d.sqlite"));
        library = new Library(IntakeTest::parse);
        intake = intake();
    }

    private FolderImport intake() {
        var settings = FirstStartPolicies.settings(folder, 1000, Duration.ofMillis(20));
        return new FolderImport(
                database,
                library,
                settings,
                new SilentPublications((tx, number) -> {
                    String title =
                            library.digest(tx, number).orElseThrow().digest().title();
                    tx.afterCommit(() -> {
                        published.add(title);
                        onPublication.run();
                    });
                }),
                (_, _, _) -> {},
                LeaderTerm.PERMANENT,
                GivenTime.CLOCK);
    }

    @AfterEach
    void close() {
        stop();
        schedule.close();
        database.close();
    }

    private void stop() {
        part.ifPresent(RunningPart::stop);
        part = Optional.empty();
    }

    @Test
    void publishesNewFilesAlsoInNewFoldersAndInFoldersThatTookAnothersName() throws IOException {
        start(OFTEN);
        appears("a.md", "First");
        awaitPublished("First");

        Files.createDirectories(folder.resolve("2026/02"));
        appears("2026/02/a.md", "Deep");
        awaitPublished("First", "Deep");

        Files.move(folder.resolve("2026"), folder.resolve("2025"));
        Files.createDirectories(folder.resolve("2026/02"));
        appears("2026/02/c.md", "Other");
        awaitPublished("First", "Deep", "Other");
    }

    @Test
    void findsTheFolderWhenItAppears() throws IOException {
        Files.delete(folder);
        start(OFTEN);
        Files.createDirectories(folder);
        appears("a.md", "There");
        awaitPublished("There");
    }

    /// The next scan comes when the file may be complete.
    @Test
    void waitsNoLongerForAFileThanItTakesToBeComplete() throws IOException {
        start(NEVER);
        appears("a.md", "Complete");
        leader.scanNow();
        awaitPublished("Complete");
    }

    @Test
    void stopsWithTheFilesAtHand() throws IOException {
        for (int i = 0; i < 500; i++) {
            Files.writeString(folder.resolve(i + ".md"), "Number " + i);
        }
        onPublication = () -> intake.close();
        start(NEVER);
        await().untilAsserted(() -> assertThat(published).isNotEmpty());
        stop();
        schedule.close();
        assertThat(published.size()).as("files of 500 that were imported").isLessThan(500);
    }

    /// A job that never works raises the alarm that all jobs have.
    @Test
    @Tag("full")
    void aFailureOfTheRepositoryIsSeenAndEndsWithTheNextSuccess() throws IOException {
        try (GitServer repository = GitServer.in(base)) {
            var address = GitAddress.parse(repository.address()).orElseThrow();
            start(NEVER, Optional.of(new GitSettings(address, Optional.empty(), "git", Optional.empty(), NEVER)));
            await().untilAsserted(() -> assertThat(gitError())
                    .hasValueSatisfying(why -> assertThat(why).startsWith("git fetch failed: ")));
            repository.commit("one.md", "digest");
            schedule.runNow("git");
            await().untilAsserted(() -> assertThat(gitError()).isEmpty());
            assertThat(folder.resolve("git/one.md")).hasContent("digest");
            stop();
            assertThat(monitor.all()).isEmpty();
        }
    }

    private Optional<String> gitError() {
        return monitor.all().stream()
                .filter(job -> job.name().equals("git"))
                .findFirst()
                .flatMap(JobMonitor.JobStatus::lastError);
    }

    private void start(Duration every) {
        start(every, Optional.empty());
    }

    private void start(Duration every, Optional<GitSettings> git) {
        var planner = new Planner(database, new OutboxEvents(), library, GivenTime.CLOCK);
        leader = new Intake(schedule, planner, folder, every, git, _ -> intake, List.of());
        part = Optional.of(leader.start(LeaderTerm.PERMANENT));
        if (Files.exists(folder)) {
            Waiting.exactly(
                    1,
                    () -> database.<List<Map<String, Object>>>read(tx -> tx.handle()
                            .createQuery("SELECT * FROM first_scan")
                            .mapToMap()
                            .list()));
        }
    }

    /// A file that is written in its place may look complete before it is.
    private void appears(String path, String text) throws IOException {
        Path part = Files.writeString(folder.resolve("a.part"), text);
        Files.move(part, folder.resolve(path), StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitPublished(String... titles) {
        assertThat(Waiting.exactly(titles.length, () -> published)).containsExactly(titles);
    }

    private static ParseResult parse(byte[] content) {
        String title = new String(content, StandardCharsets.UTF_8);
        Digest digest = new Digest(
                new DigestKey("topic", LocalDate.parse("2026-02-07"), "en", title),
                new Topic("topic", "Topic"),
                title,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Map.of());
        return new ParseResult.Parsed(digest, List.of());
    }
}
