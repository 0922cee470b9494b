package digestbot.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The SQLite file: one writer at a time, any number of readers that see the last committed state.
///
/// When [#write] returns, the change is on disk (`synchronous=FULL`). Thread-safe. A nested write
/// transaction of the same thread is a bug and is rejected.
public final class Database implements AutoCloseable {

    private static final int READERS = 4;

    /// SQLite's extended result codes have the primary one in their last byte.
    private static final int PRIMARY = 0xff;

    /// The busy timeout while the write-ahead log is truncated. The writer waits for it, so it is
    /// short.
    private static final int WAL_BUSY_TIMEOUT_MILLIS = 200;

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final StorageHealth storageHealth;
    private final Handle writer;
    private final HikariDataSource readers;
    private final Jdbi readOnly;

    /// The file cannot be opened, or its tables cannot be migrated. The message names the file and
    /// the reason.
    public static final class DatabaseUnavailableException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private DatabaseUnavailableException(String message, Exception cause) {
            super(message, cause);
        }
    }

    private Database(Path file, Consumer<String> beforeMigration, InstantSource clock) throws SQLException {
        this.file = file;
        storageHealth = new StorageHealth(clock);
        SQLiteDataSource source = ConnectionSetup.writing(file);
        Migrations migrations = new Migrations(source);
        migrations.nextVersion().ifPresent(beforeMigration);
        migrations.run();
        writer = Jdbi.create(source).open();
        var pool = new HikariConfig();
        pool.setDataSource(ConnectionSetup.readOnly(file));
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setPoolName("readers");
        readers = new HikariDataSource(pool);
        readOnly = Jdbi.create(readers);
    }

    /// Opens the file, and creates or migrates it if needed.
    ///
    /// @throws DatabaseUnavailableException if that fails
    public static Database open(Path file) {
        return open(file, _ -> {}, InstantSource.system());
    }

    /// Opens the file with a backup before a migration. If the backup fails, nothing is migrated.
    ///
    /// @throws DatabaseUnavailableException if that fails
    public static Database open(Path file, Backups backups, InstantSource clock) {
        return open(file, backups::beforeMigration, clock);
    }

    private static Database open(Path file, Consumer<String> beforeMigration, InstantSource clock) {
        try {
            makePrivate(file);
            return new Database(file, beforeMigration, clock);
        } catch (SQLException | IOException | RuntimeException e) {
            // The message of a file system's exception is only the path.
            String reason = root(e) instanceof SQLException
                    ? ConnectionSetup.reason(e)
                    : e instanceof IOException ? e.toString() : e.getMessage();
            throw new DatabaseUnavailableException("cannot open the database " + file + ": " + reason, e);
        }
    }

    /// Creates the file for its owner only: SQLite would create it with the permissions that the
    /// umask leaves, and gives each journal the permissions of the file.
    private static void makePrivate(Path file) throws IOException {
        Path real = PrivateFiles.resolveLink(file); // SQLite creates its journals beside the target of a link
        PrivateFiles.create(real, real.toAbsolutePath().resolveSibling(""));
        files(real).forEach(PrivateFiles::closeToOthers);
    }

    /// The database file and the files that SQLite may create beside it.
    public static List<Path> files(Path database) {
        return Stream.of("", "-wal", "-shm", "-journal")
                .map(suffix -> database.resolveSibling(database.getFileName() + suffix))
                .toList();
    }

    /// Runs the work on a snapshot of the last committed state.
    public <T> T read(Function<Transaction, T> work) {
        return readOnly.inTransaction(handle -> work.apply(new Transaction(handle)));
    }

    /// Runs the work as the only writer and commits it, or rolls it back if it throws.
    public <T> T write(Function<Transaction, T> work) {
        Transaction transaction = new Transaction(writer);
        T result;
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("write transactions cannot be nested");
        }
        writing.lock();
        try {
            result = writer.inTransaction(_ -> work.apply(transaction));
        } catch (RuntimeException e) {
            if (isStorageFailure(e)) {
                storageHealth.failed(ConnectionSetup.reason(e));
            }
            throw e;
        } finally {
            writing.unlock();
        }
        transaction.actions().forEach(Runnable::run);
        return result;
    }

    /// Like [#write], for work without a result.
    public void writeWithoutResult(Consumer<Transaction> work) {
        this.<Boolean>write(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    /// Moves the whole write-ahead log into the file and empties it, so that it contains nothing
    /// that was overwritten. Gives up soon if a reader still uses an older state.
    ///
    /// @return true if it is empty
    boolean truncateWal() {
        writing.lock();
        try {
            try {
                writer.execute("PRAGMA busy_timeout = " + WAL_BUSY_TIMEOUT_MILLIS);
                return writer.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                        .map((row, _) -> row.getInt("busy") == 0)
                        .one();
            } finally {
                writer.execute("PRAGMA busy_timeout = " + ConnectionSetup.BUSY_TIMEOUT_MILLIS);
            }
        } finally {
            writing.unlock(); // even after a failure, others must be able to write
        }
    }

    /// Runs `VACUUM`, which leaves no deleted data in the file. Writers wait for it.
    void vacuum() {
        writing.lock();
        try {
            writer.execute("VACUUM");
        } finally {
            writing.unlock();
        }
    }

    Path file() {
        return file;
    }

    /// The record of write failures.
    public StorageHealth storageHealth() {
        return storageHealth;
    }

    /// The cause at the bottom of a failure; the messages above it may contain a whole statement.
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /// Tells whether the storage failed (disk full, I/O error) rather than the statement; the same
    /// work may succeed later.
    public static boolean isStorageFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException refused) {
                return switch (SQLiteErrorCode.getErrorCode(refused.getResultCode().code & PRIMARY)) {
                    case SQLITE_FULL,
                            SQLITE_IOERR,
                            SQLITE_READONLY,
                            SQLITE_CANTOPEN,
                            SQLITE_CORRUPT,
                            SQLITE_NOMEM,
                            SQLITE_BUSY -> true;
                    default -> false;
                };
            }
        }
        return false;
    }

    @Override
    public void close() {
        readers.close();
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
    }
}
