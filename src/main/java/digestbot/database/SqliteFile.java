package digestbot.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

final class SqliteFile implements DatabaseEngine {

    /// Pages, searches and the API need at most six at once, so that some are free for the bot.
    private static final int READERS = 8;

    /// The writer waits for it, so it is short.
    private static final int WAL_BUSY_TIMEOUT_MILLIS = 200;

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Handle writer;
    private final HikariDataSource readers;
    private final StatementCache statements = StatementCache.ofConnection();
    private final Jdbi readOnly;

    /// Creates or migrates the file if needed.
    ///
    /// @param beforeMigration receives the version to which existing tables are about to be
    ///     migrated
    static SqliteFile migrated(Path file, Consumer<String> beforeMigration) throws IOException {
        PrivateFiles.create(file); // SQLite would leave its permissions to the umask
        Migrations.ofSqlite(ConnectionSetup.writing(file)).run(beforeMigration);
        return new SqliteFile(file);
    }

    private SqliteFile(Path file) {
        this.file = file;
        writer = ConnectionSetup.create(ConnectionSetup.writing(file)).open();
        var pool = new HikariConfig();
        pool.setDataSource(ConnectionSetup.readOnly(file));
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setPoolName("readers");
        readers = new HikariDataSource(pool);
        readOnly = ConnectionSetup.create(readers);
    }

    /// Includes the files that SQLite may create beside the database.
    static List<Path> files(Path database) {
        return Stream.of("", "-wal", "-shm", "-journal")
                .map(suffix -> database.resolveSibling(database.getFileName() + suffix))
                .toList();
    }

    Path file() {
        return file;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return readOnly.inTransaction(handle ->
                work.apply(new Transaction(handle, SqlDialect.SQLITE, Optional.empty(), StatementCache.none())));
    }

    @Override
    public <T> Committed<T> write(Function<Transaction, T> work) {
        var transaction = new Transaction(writer, SqlDialect.SQLITE, Optional.empty(), statements);
        writing.lock();
        try {
            return new Committed<>(writer.inTransaction(_ -> work.apply(transaction)), transaction);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public <T> T writeUnordered(Function<Transaction, T> work) {
        return write(work).result();
    }

    @Override
    public void onNotification(String name, Runnable listener) {
        // Only one bot uses the file. Commands that write to it do not notify.
    }

    /// Moves the whole write-ahead log into the file and empties it, so that nothing remains that
    /// was overwritten. Returns false soon if a reader still uses an older state.
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

    /// Leaves no deleted data in the file. Writers wait for it.
    void vacuum() {
        writing.lock();
        try {
            writer.execute("VACUUM");
        } finally {
            writing.unlock();
        }
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
