package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ReadResult;
import digestbot.library.intake.FileSource.ScannedFile;
import digestbot.library.intake.TimeLimitedFolder.FolderUnresponsiveException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A disk that does not answer, as that of a dead network mount.
@Timeout(60)
class TimeLimitedFolderTest {

    private static final Duration LONGEST = Duration.ofMillis(200);
    private static final String LIST = "list";

    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final CountDownLatch listed = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final TimeLimitedFolder folder = new TimeLimitedFolder(new Disk(), LONGEST);

    private final class Disk implements FileSource {

        @Override
        public FolderListing list(Runnable progress) {
            answer(LIST);
            progress.run();
            listed.countDown();
            return new FolderListing(Optional.empty(), Map.of(), Map.of(), Map.of());
        }

        @Override
        public ReadResult read(ScannedFile scannedFile, long limit) {
            answer(scannedFile.path());
            return new ReadResult.Complete(new FileContent(new byte[0]));
        }

        private void answer(String what) {
            threads.add(Thread.currentThread());
            CountDownLatch latch = hanging.get(what);
            if (latch != null) {
                Awaitility.await().forever().until(() -> latch.getCount() == 0);
            }
        }
    }

    @AfterEach
    void answerAll() {
        hanging.values().forEach(CountDownLatch::countDown);
        folder.close();
    }

    @Test
    void aListingThatHangsEndsTheLookAndNoFurtherThreadIsLeftBehind() {
        hang(LIST);
        assertThatThrownBy(this::list)
                .isInstanceOf(FolderUnresponsiveException.class)
                .hasMessageStartingWith("the disk does not answer for the folder's listing within 0 s");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::list)
                    .isInstanceOf(FolderUnresponsiveException.class)
                    .hasMessageStartingWith("the disk still does not answer");
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void goesOnWhenTheDiskAnswersAtLast() {
        hang(LIST);
        assertThatThrownBy(this::list).isInstanceOf(FolderUnresponsiveException.class);
        Objects.requireNonNull(hanging.remove(LIST)).countDown();
        Awaitility.await().ignoreExceptions().until(() -> list().failure().isEmpty());
    }

    @Test
    void whatAListingThatWasGivenUpStillDoesIsNoProgress() {
        hang(LIST);
        var progress = new AtomicInteger();
        assertThatThrownBy(() -> folder.list(progress::incrementAndGet))
                .isInstanceOf(FolderUnresponsiveException.class);
        Objects.requireNonNull(hanging.remove(LIST)).countDown();
        Awaitility.await().until(() -> listed.getCount() == 0);
        assertThat(progress).hasValue(0);
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> folder.list(progress::incrementAndGet).failure().isEmpty());
        assertThat(progress).as("of a listing that somebody waits for").hasValue(1);
    }

    @Test
    void oneFileThatHangsHoldsUpNoOther() {
        hang("a.md");
        assertThat(read("a.md")).isInstanceOf(ReadResult.Unreadable.class);
        assertThat(read("b.md")).isInstanceOf(ReadResult.Complete.class);
        assertThat(read("a.md")).isInstanceOf(ReadResult.Unreadable.class);
        assertThat(list().failure()).isEmpty();
        assertThat(read("c.md")).isInstanceOf(ReadResult.Complete.class);
        assertThat(threads).as("one that hangs, one that goes on").hasSize(2);
    }

    @Test
    void whereSeveralFilesHangTheLookEnds() {
        hang("a.md");
        hang("b.md");
        assertThat(read("a.md")).isInstanceOf(ReadResult.Unreadable.class);
        assertThatThrownBy(() -> read("b.md")).isInstanceOf(FolderUnresponsiveException.class);
        assertThatThrownBy(this::list).isInstanceOf(FolderUnresponsiveException.class);
        assertThat(threads).hasSize(2);
    }

    @Test
    void aListingThatTakesLongAndGoesOnDoesNotHang() {
        var slow = new TimeLimitedFolder(new SlowFileSource(), LONGEST);
        assertThat(slow.list(() -> {}).failure()).isEmpty();
        slow.close();
    }

    private static final class SlowFileSource implements FileSource {

        @Override
        public FolderListing list(Runnable progress) {
            for (int i = 0; i < 6; i++) {
                long end = System.nanoTime() + LONGEST.toNanos() / 2;
                Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() > end);
                progress.run();
            }
            return new FolderListing(Optional.empty(), Map.of(), Map.of(), Map.of());
        }

        @Override
        public ReadResult read(ScannedFile scannedFile, long limit) {
            return new ReadResult.Unstable();
        }
    }

    private void hang(String what) {
        hanging.put(what, new CountDownLatch(1));
    }

    private FolderListing list() {
        return folder.list(() -> {});
    }

    private ReadResult read(String path) {
        return folder.read(new ScannedFile(path, Path.of(path), FileStamp.NONE, null), 100);
    }
}
