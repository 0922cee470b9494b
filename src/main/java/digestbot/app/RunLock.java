package digestbot.app;

import digestbot.cluster.ClusterStatus;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.PrivateFiles;
import digestbot.database.ReadOnlyDatabase;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Allows one running bot per SQLite file. The lock ends with the process, even if the process is
/// killed.
///
/// The operating system holds the lock on a separate file next to the database, because closing any
/// handle to the database would drop SQLite's locks. A database on a server has no lock, because
/// several nodes may use it; it counts as locked while one of them is alive.
public final class RunLock implements AutoCloseable {

    private final Closeable lock;

    private RunLock(Closeable lock) {
        this.lock = lock;
    }

    /// Takes the lock; empty if a bot has it.
    ///
    /// @throws IOException if the lock's file cannot be created or locked, or is a link
    public static Optional<RunLock> tryAcquire(DatabaseLocation database) throws IOException {
        return switch (database) {
            case SqliteLocation(Path file) -> tryAcquire(file);
            case PostgresLocation server -> isHeld(server) ? Optional.empty() : Optional.of(new RunLock(() -> {}));
        };
    }

    private static Optional<RunLock> tryAcquire(Path database) throws IOException {
        Path file = lockFile(database);
        PrivateFiles.createFolders(file.resolveSibling(""));
        PrivateFiles.create(file);
        FileChannel channel = PrivateFiles.openToWrite(file);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
            return taken ? Optional.of(new RunLock(channel)) : Optional.empty();
        } catch (OverlappingFileLockException _) {
            return Optional.empty(); // this process itself holds the lock
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /// Whether a bot runs on the database. Keeps no lock and creates no file.
    ///
    /// @throws IOException if the lock's file cannot be checked
    public static boolean isHeld(DatabaseLocation database) throws IOException {
        return switch (database) {
            case SqliteLocation(Path file) -> isHeld(file);
            case PostgresLocation server -> isHeld(server);
        };
    }

    private static boolean isHeld(PostgresLocation server) {
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(server)) {
            return !database.read(ClusterStatus::liveNodes).isEmpty();
        }
    }

    private static boolean isHeld(Path database) throws IOException {
        Path file = lockFile(database);
        if (Files.notExists(file)) {
            return false;
        }
        try (FileChannel channel = PrivateFiles.openToWrite(file);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException _) {
            return true; // this process itself holds the lock
        }
    }

    static Path lockFile(Path database) {
        Path absolute = database.toAbsolutePath();
        return absolute.resolveSibling(absolute.getFileName() + ".lock");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
