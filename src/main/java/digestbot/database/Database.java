package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The bot's database, a SQLite file or a database of a PostgreSQL server: one writer at a time,
/// any number of readers that see the last committed state. When [#write] returns, the change is on
/// disk. Thread-safe. A nested write transaction of the same thread is rejected.
public final class Database implements AutoCloseable {

    private final DatabaseEngine engine;
    private final StorageHealth storageHealth;
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);

    /// The database cannot be opened or migrated. The message names the database and the reason.
    public static final class DatabaseUnavailableException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        DatabaseUnavailableException(String message, Exception cause) {
            super(message, cause);
        }

        /// Whether the tables belong to another version, so that a later attempt would fail too.
        public boolean isOfAnotherVersion() {
            return getCause() instanceof Migrations.OtherVersionException;
        }
    }

    Database(DatabaseEngine engine, InstantSource clock) {
        this.engine = engine;
        storageHealth = new StorageHealth(clock);
    }

    /// Creates or migrates the database if needed.
    ///
    /// @throws DatabaseUnavailableException if that fails
    public static Database open(DatabaseLocation location) {
        return open(location, Optional.empty(), InstantSource.system());
    }

    /// Makes a backup of a file before a migration. If the backup fails, nothing is migrated.
    public static Database open(DatabaseLocation location, Optional<BackupFolder> backups, InstantSource clock) {
        try {
            DatabaseEngine engine = switch (location) {
                case SqliteLocation(Path file) ->
                    SqliteFile.migrated(file, version -> backups.ifPresent(made -> made.beforeMigration(version)));
                case PostgresLocation server -> PostgresServer.migrated(server);
            };
            return new Database(engine, clock);
        } catch (IOException | RuntimeException e) {
            throw unavailable(location, e);
        }
    }

    /// Checks the tables without changing anything.
    ///
    /// @throws DatabaseUnavailableException if [#open] would refuse the tables of an existing
    ///     database
    public static void requireUsable(DatabaseLocation location) {
        try {
            IntegrityCheck.migrations(location).usable();
        } catch (RuntimeException e) {
            throw unavailable(location, e);
        }
    }

    private static DatabaseUnavailableException unavailable(DatabaseLocation location, Exception e) {
        // The message of a file system's exception is only the path.
        String reason = SqlErrors.sqlReason(e)
                .orElseGet(() -> e instanceof IOException ? e.toString() : String.valueOf(e.getMessage()));
        return new DatabaseUnavailableException("cannot open the database " + location + ": " + reason, e);
    }

    public static Database open(Path file) {
        return open(new SqliteLocation(file));
    }

    public static List<Path> files(Path database) {
        return SqliteFile.files(database);
    }

    public <T> T read(Function<Transaction, T> work) {
        return engine.read(work);
    }

    /// Runs the work as the only writer and commits it, or rolls it back if it throws. PostgreSQL
    /// may run the work again after a conflict, so it must have no effects outside the database.
    public <T> T write(Function<Transaction, T> work) {
        if (writing.get()) {
            throw new IllegalStateException("write transactions cannot be nested");
        }
        DatabaseEngine.Committed<T> committed;
        writing.set(true);
        try {
            committed = engine.write(work);
        } catch (RuntimeException e) {
            if (isStorageFailure(e)) {
                storageHealth.failed(SqlErrors.reason(e), SqlErrors.isConnectionFailure(e));
            }
            throw e;
        } finally {
            writing.set(false);
        }
        storageHealth.succeeded();
        committed.transaction().actions().forEach(Runnable::run);
        return committed.result();
    }

    public void writeWithoutResult(Consumer<Transaction> work) {
        this.<Boolean>write(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    /// Runs short work that needs no order with other writes, such as the renewal of a lease. On a
    /// server, it does not wait for the other writers.
    public <T> T writeUnordered(Function<Transaction, T> work) {
        return engine.writeUnordered(work);
    }

    /// Calls the listener soon after another process committed a transaction that called
    /// [Transaction#notifyProcesses] with that name. May also call it for no reason, and may miss a
    /// notification while the server cannot be reached. A SQLite file has no notifications.
    public void onNotification(String name, Runnable listener) {
        engine.onNotification(name, listener);
    }

    Optional<SqliteFile> sqliteFile() {
        return engine instanceof SqliteFile file ? Optional.of(file) : Optional.empty();
    }

    public StorageHealth storageHealth() {
        return storageHealth;
    }

    /// The innermost cause; the messages above it may contain a whole statement.
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /// Whether the storage failed (disk full, I/O error, no connection) rather than the
    /// statement; the same work may succeed later.
    public static boolean isStorageFailure(Throwable failure) {
        return SqlErrors.isStorageFailure(failure);
    }

    @Override
    public void close() {
        engine.close();
    }
}
