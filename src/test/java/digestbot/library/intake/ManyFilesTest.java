package digestbot.library.intake;

import static digestbot.library.intake.LibraryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileStore;
import digestbot.library.intake.FileSource.ScannedFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures the thread's processor time, which other work of the machine does not change.
@Tag("full")
class ManyFilesTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    Path base;

    /// The limit is far above the usual two seconds, but below that of work that grows with the square.
    @Test
    void takesTwoThousandFilesInAFewSeconds() {
        try (LibraryFixture fixture = LibraryFixture.unstarted(base)) {
            fixture.limit = 100_000;
            fixture.restart();
            LocalDate start = LocalDate.parse("2016-01-01");
            String text = "\n\n" + "Some words about tariffs, 钢铁 and minerals. ".repeat(150);
            for (int i = 0; i < 2_000; i++) {
                String day = start.plusDays(i).toString();
                fixture.write("%d/%d.md".formatted(i % 40, i), digest("us-china", day) + text);
            }
            fixture.look();
            fixture.pass(LibraryFixture.WAIT);
            assertThat(processorTime(fixture::look)).isLessThan(Duration.ofSeconds(15));
            assertThat(fixture.count("digest")).isEqualTo(2_000);
            assertThat(fixture.published).isEmpty();
        }
    }

    @Test
    void looksAtTenThousandUnchangedFilesForNextToNothing() {
        try (LibraryFixture fixture = LibraryFixture.unstarted(base)) {
            for (int i = 0; i < 10_000; i++) {
                fixture.write("%d/%d.md".formatted(i % 40, i), "no digest");
            }
            remember(fixture);
            Duration best = IntStream.range(0, 10)
                    .mapToObj(_ -> processorTime(fixture::look))
                    .min(Duration::compareTo)
                    .orElseThrow();
            assertThat(best).isLessThan(Duration.ofMillis(100));
            assertThat(fixture.format.parsed).hasValue(0);
        }
    }

    /// Notes all files as read.
    private static void remember(LibraryFixture fixture) {
        FileStore files = new FileStore();
        Optional<ContentHash> hash = Optional.of(new FileContent(new byte[0]).hash());
        Collection<ScannedFile> all =
                new DigestFolder(fixture.folder).list().files().values();
        fixture.database.writeWithoutResult(tx -> {
            files.start(tx, List.of(), Instant.EPOCH);
            for (ScannedFile file : all) {
                files.put(
                        tx,
                        new FileRecord(file.path(), file.stamp(), hash, OptionalLong.empty(), Optional.empty(), false));
            }
        });
    }

    private static Duration processorTime(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    }
}
