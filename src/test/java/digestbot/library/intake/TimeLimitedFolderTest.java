package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.Waiting;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import digestbot.library.intake.TimeLimitedFolder.FolderUnresponsiveException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/// A disk that does not answer, like that of a dead network mount. Only requests that hang time out
/// soon.
class TimeLimitedFolderTest {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final String LIST = "the folder's listing";

    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final TimeLimitedFolder folder = new TimeLimitedFolder(new Disk(), LONGEST) {
        @Override
        Duration timeout(String what) {
            return hanging.containsKey(what) ? SOON : super.timeout(what);
        }
    };

    private final class Disk implements FileSource {

        @Override
        public FolderListing list(Optional<FolderListing> earlier, Runnable progress) {
            answer(LIST);
            progress.run();
            return nothing();
        }

        @Override
        public Optional<FileContent> read(ScannedFile scannedFile, long limit) {
            answer(scannedFile.path());
            return Optional.of(new FileContent(new byte[0]));
        }

        private void answer(String what) {
            threads.add(Thread.currentThread());
            CountDownLatch latch = hanging.get(what);
            if (latch != null) {
                Waiting.at(latch);
            }
        }
    }

    private static FolderListing nothing() {
        return new FolderListing(Optional.empty(), Path.of("/"), Map.of(), Map.of(), Map.of());
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
                .hasMessageStartingWith("the disk does not answer for the folder's listing within 90 s");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::list)
                    .isInstanceOf(FolderUnresponsiveException.class)
                    .hasMessageStartingWith("the disk still does not answer");
        }
        awaitThreads(1);
    }

    @Test
    void whatAListingThatWasGivenUpStillDoesIsNoProgressAndTheNextOneGoesOn() throws Exception {
        hang(LIST);
        var progress = new AtomicInteger();
        assertThatThrownBy(() -> folder.list(progress::incrementAndGet))
                .isInstanceOf(FolderUnresponsiveException.class);
        Objects.requireNonNull(hanging.remove(LIST)).countDown();
        awaitThreads(1).getFirst().join();
        assertThat(progress).as("progress that nobody waits for").hasValue(0);
        assertThat(folder.list(progress::incrementAndGet).failure()).isEmpty();
        assertThat(progress).as("of a listing that somebody waits for").hasValue(1);
    }

    @Test
    void oneFileThatHangsHoldsUpNoOther() throws IOException {
        hang("a.md");
        assertThatThrownBy(() -> read("a.md")).isInstanceOf(IOException.class);
        assertThat(read("b.md")).isPresent();
        assertThatThrownBy(() -> read("a.md")).isInstanceOf(IOException.class);
        assertThat(list().failure()).isEmpty();
        assertThat(read("c.md")).isPresent();
        awaitThreads(2);
    }

    @Test
    void whereSeveralFilesHangTheLookEnds() {
        hang("a.md");
        hang("b.md");
        assertThatThrownBy(() -> read("a.md")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("b.md")).isInstanceOf(FolderUnresponsiveException.class);
        assertThatThrownBy(this::list).isInstanceOf(FolderUnresponsiveException.class);
        awaitThreads(2);
    }

    /// The listing makes one step each time before the look has waited for it in vain.
    @Test
    void aListingThatTakesLongAndGoesOnDoesNotHang() {
        var turns = new AtomicInteger();
        var steps = new AtomicInteger();
        FileSource slow = new FileSource() {
            @Override
            public FolderListing list(Optional<FolderListing> earlier, Runnable progress) {
                while (steps.get() < 6) {
                    int done = steps.get();
                    Awaitility.await().until(turns::get, turn -> turn > done);
                    progress.run();
                    steps.incrementAndGet();
                }
                return nothing();
            }

            @Override
            public Optional<FileContent> read(ScannedFile scannedFile, long limit) {
                return Optional.empty();
            }
        };
        var watched = new TimeLimitedFolder(slow, LONGEST) {
            @Override
            Duration timeout(String what) {
                int turn = turns.incrementAndGet();
                Awaitility.await().until(steps::get, step -> step >= Math.min(turn, 6));
                return turn < 6 ? Duration.ofNanos(1) : LONGEST;
            }
        };
        assertThat(watched.list(() -> {}).failure()).isEmpty();
        watched.close();
        assertThat(steps).as("steps of the listing").hasValue(6);
    }

    private void hang(String what) {
        hanging.put(what, new CountDownLatch(1));
    }

    /// The threads that asked the disk: one for each request that hangs, and one that goes on. A
    /// thread may begin after its request was given up.
    private List<Thread> awaitThreads(int number) {
        return Waiting.exactly(number, () -> threads);
    }

    private FolderListing list() {
        return folder.list(() -> {});
    }

    private Optional<FileContent> read(String path) throws IOException {
        return folder.read(new ScannedFile(path, Path.of(path), FileStamp.NONE, null), 100);
    }
}
