package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import digestbot.library.intake.TimeLimitedFolder.FolderUnresponsiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The intake goes on whatever the disk does.
class HangingDiskTest {

    private final CountDownLatch answers = new CountDownLatch(1);
    private final LibraryFixture fixture = LibraryFixture.running();

    @BeforeEach
    void write() {
        fixture.write("a.md", LibraryFixture.digest("us-china", "2026-02-07"));
        fixture.write("b.md", LibraryFixture.digest("other", "2026-02-07"));
    }

    @AfterEach
    void close() {
        answers.countDown();
        fixture.close();
    }

    @Test
    @Tag("full")
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFifoThatTakesAFilesPlaceBetweenLookAndOpenHoldsUpNoOther() {
        fixture.onRead((disk, file) -> {
            if (file.path().equals("a.md")) {
                replaceByFifo(file);
            }
            return disk.read(file, 1000);
        });
        fixture.settle();
        assertThat(fixture.newest("other")).isPresent();
        assertThat(fixture.newest("us-china")).isEmpty();
        fixture.settle();
        assertThat(fixture.problems).isEmpty();
    }

    private static void replaceByFifo(ScannedFile file) {
        try {
            Files.delete(file.file());
            new ProcessBuilder("mkfifo", file.file().toString()).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatTheDiskDoesNotGiveIsToldOnceAndTakenWhenItDoes() {
        fixture.hanging.add("a.md");
        fixture.onRead((disk, file) -> {
            if (file.path().equals("a.md")) {
                hang();
            }
            return disk.read(file, 1000);
        });
        fixture.settle();
        fixture.settle();
        assertThat(fixture.newest("other")).isPresent();
        assertThat(fixture.problems).hasSize(1).first().asString().contains("the disk does not answer");
        answer("us-china");
    }

    @Test
    void aFolderThatHangsEndsTheLookWithAReasonAndIsLookedAtAgainOnceItAnswers() {
        fixture.hanging.add("the folder's listing");
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
        answer("us-china");
    }

    private void hang() {
        Awaitility.await().forever().until(() -> answers.getCount() == 0);
    }

    /// The disk answers, and the topic's digest is taken.
    private void answer(String topic) {
        fixture.hanging.clear();
        answers.countDown();
        Awaitility.await().ignoreExceptions().until(() -> {
            fixture.settle();
            return fixture.newest(topic).isPresent();
        });
    }
}
