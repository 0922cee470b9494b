package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.library.intake.DigestFolder.FolderListing;
import digestbot.library.intake.DigestFolder.ScannedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DigestFolderTest {

    @TempDir
    Path base;

    Path root;
    DigestFolder folder;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectories(base.resolve("digests"));
        folder = new DigestFolder(root);
    }

    @Test
    void findsDigestsInSubfoldersWhateverTheCaseAndScript() throws IOException {
        write("a.md");
        write("2026/02/B.MD");
        write("2026/新闻-ä́ 🗞.Md");
        write("notes.txt");
        write("a.md.bak");
        write("md");
        assertThat(folder.list(() -> {}).files()).containsOnlyKeys("a.md", "2026/02/B.MD", "2026/新闻-ä́ 🗞.Md");
        assertThat(folder.files())
                .containsExactly(root.resolve("2026/02/B.MD"), root.resolve("2026/新闻-ä́ 🗞.Md"), root.resolve("a.md"));
    }

    @Test
    void givesTheEarlierListingUntilAFolderChanges() throws IOException {
        write("a.md");
        Path subfolder = write("2026/b.md").getParent();
        Files.setLastModifiedTime(subfolder, FileTime.fromMillis(0));
        Optional<FolderListing> earlier = Optional.of(folder.list(() -> {}));
        Files.writeString(subfolder.resolve("b.md"), "rewritten");
        assertThat(folder.list(earlier, () -> {})).isSameAs(earlier.get());
        write("2026/c.md");
        assertThat(folder.list(earlier, () -> {}).files()).containsOnlyKeys("a.md", "2026/b.md", "2026/c.md");
    }

    @Test
    void leavesHiddenAndTemporaryFilesAlone() throws IOException {
        write(".a.md");
        write(".git/b.md");
        write("~c.md");
        write("#d.md");
        write("e.md~");
        write("#f.md#");
        write(".g.md.swp");
        write(".md");
        assertThat(folder.list(() -> {}).files()).isEmpty();
    }

    @Test
    void followsNoLinkThatLeadsOutside() throws IOException {
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.writeString(outside.resolve("secret.md"), "secret");
        Files.createSymbolicLink(root.resolve("a.md"), outside.resolve("secret.md"));
        Files.createSymbolicLink(root.resolve("b.md"), Path.of("../outside/secret.md"));
        Files.createSymbolicLink(root.resolve("c"), outside);
        Files.createSymbolicLink(root.resolve("d.md"), root.resolve("c/secret.md"));
        Files.createSymbolicLink(root.resolve("e.md"), Path.of("/proc/self/environ"));
        assertThat(folder.list(() -> {}).files()).isEmpty();
        assertThat(folder.list(() -> {}).unreadable()).isEmpty();
    }

    @Test
    void followsALinkToAFileWithinTheFolder() throws IOException {
        write(".store/1.md");
        Files.createSymbolicLink(root.resolve("latest.md"), Path.of(".store/1.md"));
        FolderListing listing = folder.list(() -> {});
        assertThat(listing.files()).containsOnlyKeys("latest.md");
        assertThat(seen("latest.md").stamp().size()).isEqualTo(4);
        assertThat(folder.read(seen("latest.md"), 100)).isPresent();
    }

    @Test
    void followsNoLoopAndNoLinkToNowhere() throws IOException {
        Files.createSymbolicLink(root.resolve("a.md"), Path.of("b.md"));
        Files.createSymbolicLink(root.resolve("b.md"), Path.of("a.md"));
        Files.createSymbolicLink(root.resolve("c.md"), Path.of("gone.md"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("."));
        write("d.md");
        assertThat(folder.list(() -> {}).files()).containsOnlyKeys("d.md");
        assertThat(folder.list(() -> {}).unreadable()).isEmpty();
    }

    @Test
    @Tag("full")
    void opensNoFifoAndNoFolderThatIsNamedLikeADigest() throws Exception {
        shell("mkfifo a.md");
        Files.createSymbolicLink(root.resolve("b.md"), Path.of("a.md"));
        Files.createSymbolicLink(root.resolve("c.md"), Path.of("/dev/zero"));
        write("d.md/e.md");
        Files.createSymbolicLink(root.resolve("f.md"), Path.of("d.md"));
        write("g.md");
        assertThat(folder.list(() -> {}).files()).containsOnlyKeys("g.md");
    }

    @Test
    void isTheFolderThatALinkLeadsTo() throws IOException {
        write("a.md");
        Path link = Files.createSymbolicLink(base.resolve("link"), root);
        assertThat(new DigestFolder(link).list(() -> {}).files()).containsOnlyKeys("a.md");
    }

    @Test
    void saysWhyItCannotBeLookedAt() throws IOException {
        assertThat(new DigestFolder(base.resolve("gone")).list(() -> {}).failure())
                .contains("does not exist");
        assertThat(new DigestFolder(Files.createFile(base.resolve("file")))
                        .list(() -> {})
                        .failure())
                .contains("is not a folder");
    }

    @Test
    @Tag("full")
    void reportsNamesThatTheLocaleCannotShow() throws Exception {
        // Java makes the same text of both.
        shell("touch \"$(printf '\\377.md')\" \"$(printf '\\376.md')\" \"$(printf '\\376.jpg')\"");
        FolderListing listing = folder.list(() -> {});
        assertThat(listing.files()).isEmpty();
        assertThat(listing.unreadable()).containsOnlyKeys("\uFFFD.md");
    }

    @Test
    void givesUpAFileThatChangesOrGoesWhileItIsRead() throws IOException {
        Path file = write("a.md");
        ScannedFile seen = seen("a.md");
        Files.writeString(file, "longer text");
        assertThat(folder.read(seen, 100)).isEmpty();
        Files.delete(file);
        assertThat(folder.read(seen, 100)).isEmpty();
    }

    @Test
    void readsNothingThroughALinkThatTookAFilesPlace() throws IOException {
        Path file = write("a.md");
        ScannedFile seen = seen("a.md");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        assertThat(folder.read(seen, 100)).isEmpty();
    }

    @Test
    void waitsForAFileToBeTheSameForLongEnough() throws IOException {
        write("a.md");
        ScannedFile seen = seen("a.md");
        var writeDetector = new FolderImport.WriteDetector(Duration.ofMillis(300));
        var start = Instant.parse("2026-02-07T12:00:00Z");
        assertThat(writeDetector.isComplete(seen, start)).isFalse();
        assertThat(writeDetector.isComplete(seen, start.plusMillis(299))).isFalse();
        assertThat(writeDetector.isComplete(seen, start.plusMillis(300))).isTrue();
        // A clock that was set back starts the wait anew.
        assertThat(writeDetector.isComplete(seen, start.minusSeconds(60))).isFalse();
        assertThat(writeDetector.isComplete(seen, start.minusSeconds(59))).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Tag("full")
    void isNotKeptWaitingByAFifoThatTakesAFilesPlaceBeforeItIsOpened() throws Exception {
        Path file = write("a.md");
        ScannedFile seen = seen("a.md");
        Files.delete(file);
        shell("mkfifo a.md");
        assertThat(folder.read(seen, 100)).isEmpty();
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/tty"));
        assertThat(isRead(seen)).isFalse();
    }

    private boolean isRead(ScannedFile file) {
        try {
            return folder.read(file, 100).isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoFileOpen() throws IOException {
        write("a.md");
        ScannedFile seen = seen("a.md");
        long before = open();
        for (int i = 0; i < 50; i++) {
            assertThat(folder.read(seen, 100)).isPresent();
        }
        assertThat(open()).isLessThan(before + 25);
    }

    private static long open() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private ScannedFile seen(String path) {
        return Objects.requireNonNull(folder.list(() -> {}).files().get(path));
    }

    private Path write(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "text");
    }

    private void shell(String line) throws Exception {
        var shell =
                new ProcessBuilder("sh", "-c", line).directory(root.toFile()).start();
        assertThat(shell.waitFor()).as("exit of %s", line).isZero();
    }
}
