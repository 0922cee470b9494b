package digestbot.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.cluster.SeatTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Topic;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.intake.FirstStartPolicies;
import digestbot.library.intake.FolderImport;
import digestbot.ops.health.JobMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderJobTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(200);

    @TempDir
    Path base;

    final List<String> published = new CopyOnWriteArrayList<>();
    final JobScheduler schedule = JobScheduler.start(new JobMonitor(Clocks.of(InstantSource.system())));
    Path folder;
    Database database;
    Library library;
    FolderImport intake;
    Optional<Intake.FolderJob> job = Optional.empty();
    volatile Runnable onPublication = () -> {};

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectories(base.resolve("digests"));
        database = TestDatabase.open(base.resolve("d.sqlite"));
        library = new Library(FolderJobTest::parse);
        intake = intake();
    }

    private FolderImport intake() {
        Duration unchanged = Duration.ofMillis(300);
        var settings = FirstStartPolicies.settings(folder, 1000, unchanged);
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
                SeatTerm.PERMANENT,
                InstantSource.system());
    }

    @AfterEach
    void close() {
        job.ifPresent(Intake.FolderJob::close);
        schedule.close();
        database.close();
    }

    @Test
    void publishesNewFilesAlsoInNewFoldersAndInFoldersThatTookAnothersName() throws IOException {
        start(OFTEN);
        Files.writeString(folder.resolve("a.part"), "First");
        Files.move(folder.resolve("a.part"), folder.resolve("a.md"), StandardCopyOption.ATOMIC_MOVE);
        await().untilAsserted(() -> assertThat(published).containsExactly("First"));

        Files.createDirectories(folder.resolve("2026/02"));
        Files.writeString(folder.resolve("2026/02/a.md"), "Deep");
        await().untilAsserted(() -> assertThat(published).containsExactly("First", "Deep"));

        Files.move(folder.resolve("2026"), folder.resolve("2025"));
        Files.createDirectories(folder.resolve("2026/02"));
        Files.writeString(folder.resolve("2026/02/c.md"), "Other");
        await().untilAsserted(() -> assertThat(published).contains("Other"));
    }

    @Test
    void findsTheFolderWhenItAppears() throws IOException {
        Files.delete(folder);
        start(OFTEN);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("a.md"), "There");
        await().untilAsserted(() -> assertThat(published).containsExactly("There"));
    }

    /// The next scan comes when the file may be complete.
    @Test
    void waitsNoLongerForAFileThanItTakesToBeComplete() throws IOException {
        start(NEVER);
        Files.writeString(folder.resolve("a.md"), "Complete");
        schedule.runNow(Intake.FolderJob.NAME);
        await().untilAsserted(() -> assertThat(published).containsExactly("Complete"));
    }

    @Test
    void stopsWithTheFilesAtHand() throws IOException {
        for (int i = 0; i < 500; i++) {
            Files.writeString(folder.resolve(i + ".md"), "Number " + i);
        }
        onPublication = () -> intake.close();
        start(NEVER);
        await().until(() -> !published.isEmpty());
        job.ifPresent(Intake.FolderJob::close);
        schedule.close();
        assertThat(published.size()).as("files of 500 that were imported").isLessThan(500);
    }

    private void start(Duration every) {
        job = Optional.of(Intake.FolderJob.start(schedule, intake, every));
        await().until(() -> database.read(tx -> tx.handle()
                                .createQuery("SELECT count(*) FROM first_scan")
                                .mapTo(Integer.class)
                                .one())
                        == 1
                || Files.notExists(folder));
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
