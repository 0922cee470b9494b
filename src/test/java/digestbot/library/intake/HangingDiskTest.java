package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import digestbot.library.intake.TimeLimitedFolder.FolderUnresponsiveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The intake goes on whatever the disk does.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingDiskTest {

    @TempDir
    Path base;

    private final CountDownLatch answers = new CountDownLatch(1);
    private LibraryFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = LibraryFixture.running(base);
        fixture.write("a.md", LibraryFixture.digest("us-china", "2026-02-07"));
        fixture.write("b.md", LibraryFixture.digest("other", "2026-02-07"));
    }

    @AfterEach
    void close() {
        answers.countDown();
        fixture.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Tag("full")
    void aFifoThatTakesAFilesPlaceBetweenLookAndOpenHoldsUpNoOther() {
        before("a.md", scannedFile -> {
            try {
                Files.delete(scannedFile.file());
                new ProcessBuilder("mkfifo", scannedFile.file().toString())
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        fixture.settle();
        assertThat(fixture.newest("other")).isPresent();
        assertThat(fixture.newest("us-china")).isEmpty();
        fixture.settle();
        assertThat(fixture.problems).isEmpty();
    }

    @Test
    void aFileThatTheDiskDoesNotGiveIsToldOnceAndTakenWhenItDoes() {
        fixture.silence = Duration.ofMillis(200);
        before("a.md", _ -> hang());
        fixture.settle();
        fixture.settle();
        assertThat(fixture.newest("other")).isPresent();
        assertThat(fixture.problems).hasSize(1).first().asString().contains("the disk does not answer");
        answers.countDown();
        Awaitility.await().until(() -> {
            fixture.settle();
            return fixture.newest("us-china").isPresent();
        });
    }

    @Test
    void aFolderThatHangsEndsTheLookWithAReasonAndIsLookedAtAgainOnceItAnswers() {
        fixture.silence = Duration.ofMillis(200);
        fixture.disk = disk -> new FileSource() {
            @Override
            public FolderListing list(Runnable progress) {
                hang();
                return disk.list(progress);
            }

            @Override
            public FileSource.ReadResult read(ScannedFile scannedFile, long limit) {
                return disk.read(scannedFile, limit);
            }
        };
        fixture.restart();
        assertThatThrownBy(fixture::look).isInstanceOf(FolderUnresponsiveException.class);
        assertThatThrownBy(fixture::look).isInstanceOf(FolderUnresponsiveException.class);
        answers.countDown();
        Awaitility.await().ignoreExceptions().until(() -> {
            fixture.settle();
            return fixture.newest("us-china").isPresent();
        });
    }

    private void hang() {
        Awaitility.await().forever().until(() -> answers.getCount() == 0);
    }

    /// Something happens right before that file is opened.
    private void before(String path, Consumer<ScannedFile> event) {
        fixture.disk = disk -> new FileSource() {
            @Override
            public FolderListing list(Runnable progress) {
                return disk.list(progress);
            }

            @Override
            public FileSource.ReadResult read(ScannedFile scannedFile, long limit) {
                if (scannedFile.path().equals(path)) {
                    event.accept(scannedFile);
                }
                return disk.read(scannedFile, limit);
            }
        };
        fixture.restart();
    }
}
