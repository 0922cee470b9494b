package digestbot.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jdbi.v3.core.JdbiException;

/// Copies a whole database while others write to it.
///
/// `VACUUM INTO` reads one snapshot on a connection of its own, so it does not block writers.
/// SQLite's backup interface, which the driver offers as `backup to`, starts again after every
/// write by others.
final class DatabaseCopy {

    /// The suffix of an incomplete copy.
    static final String PART = ".part";

    private DatabaseCopy() {}

    /// Makes the copy, which only the user of this process may read. When this returns, it is on
    /// disk; if it fails, nothing remains of it.
    ///
    /// @param target the file, which is replaced if it exists; its folder is created
    /// @throws IllegalStateException if that fails; the message names the target
    static void make(Path database, Path target) {
        Path whole = target.toAbsolutePath();
        Path folder = whole.resolveSibling("");
        Path part = folder.resolve(whole.getFileName() + PART);
        try {
            PrivateFiles.createFolders(folder);
            Files.deleteIfExists(part);
            PrivateFiles.create(part);
            JdbiSetup.create(ConnectionSetup.readOnly(database))
                    .useHandle(handle -> handle.execute("VACUUM INTO ?", part.toString()));
            force(part, StandardOpenOption.WRITE);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder, StandardOpenOption.READ);
        } catch (IOException | JdbiException e) {
            remove(part);
            throw new IllegalStateException("cannot copy %s to %s: %s".formatted(database, target, reason(e)), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException ? e.toString() : SqlErrors.reason(e);
    }

    /// Forces a file or folder to disk (fsync).
    static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
            Files.deleteIfExists(part.resolveSibling(part.getFileName() + "-journal"));
        } catch (IOException _) {
            // Nothing more can be done.
        }
    }
}
