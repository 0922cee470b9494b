package digestbot.trial;

import digestbot.cli.common.DigestFileArguments;
import digestbot.database.PrivateFiles;
import digestbot.digest.ParseResult;
import digestbot.digest.parser.DigestParser;
import digestbot.library.intake.DigestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A working copy of a digest folder. Files can be added without touching the original; changes to
/// the original are copied too.
final class FolderCopy {

    private static final Logger LOG = LoggerFactory.getLogger(FolderCopy.class);

    private final Path original;
    final Path copy;
    private final Map<Path, FileState> seen = new HashMap<>();

    private record FileState(long bytes, FileTime changed) {}

    private FolderCopy(Path original, Path copy) {
        this.original = original;
        this.copy = copy;
    }

    static FolderCopy of(Path original, Path copy) throws IOException {
        PrivateFiles.createFolders(copy);
        FolderCopy made = new FolderCopy(original, copy);
        made.refresh();
        return made;
    }

    void follow(CountDownLatch ended) {
        Thread.ofVirtual().name("trial-folder").start(() -> {
            try {
                while (!ended.await(1, TimeUnit.SECONDS)) {
                    refresh();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized void refresh() {
        for (Path file : new DigestFolder(original).files()) {
            try {
                refresh(file);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("cannot copy {}: {}", file, e.getMessage());
            }
        }
    }

    private void refresh(Path file) throws IOException {
        FileState now = new FileState(Files.size(file), Files.getLastModifiedTime(file));
        if (!now.equals(seen.get(file))) {
            put(original.relativize(file), Files.readAllBytes(file));
            seen.put(file, now);
        }
    }

    /// The current time if there are no digests.
    Instant newest(int mostBytes) throws IOException {
        DigestParser parser = new DigestParser(mostBytes);
        Instant newest = Instant.EPOCH;
        for (Path file : new DigestFolder(copy).files()) {
            byte[] content = DigestFileArguments.read(file, mostBytes);
            if (parser.parse(content) instanceof ParseResult.Parsed) {
                Instant written = parser.writtenAt(content).orElse(Instant.EPOCH);
                newest = written.isAfter(newest) ? written : newest;
            }
        }
        return newest.equals(Instant.EPOCH) ? InstantSource.system().instant() : newest;
    }

    synchronized void put(Path name, byte[] content) throws IOException {
        Path target = copy.resolve(name);
        Path unfinished = target.resolveSibling(".unfinished");
        PrivateFiles.createFolders(unfinished.toAbsolutePath().resolveSibling(""));
        PrivateFiles.write(unfinished, content);
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
