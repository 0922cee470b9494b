package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Read-only access, possibly while a bot runs. It never creates or migrates a database. It uses
/// one connection without a pool, which opens fast. Not thread-safe.
public final class ReadOnlyDatabase implements AutoCloseable {

    private final DatabaseLocation location;
    private final Handle handle;
    private final SqlDialect dialect;

    private ReadOnlyDatabase(DatabaseLocation location, Handle handle, SqlDialect dialect) {
        this.location = location;
        this.handle = handle;
        this.dialect = dialect;
    }

    /// Opens the database.
    ///
    /// @throws IllegalStateException if the database does not exist or cannot be opened; the
    ///     message names it
    public static ReadOnlyDatabase open(DatabaseLocation location) {
        if (location instanceof SqliteLocation(var file) && !Files.exists(file)) {
            throw new IllegalStateException("database %s not found".formatted(file));
        }
        try {
            return switch (location) {
                case SqliteLocation(var file) ->
                    new ReadOnlyDatabase(
                            location,
                            ConnectionSetup.create(ConnectionSetup.readOnly(file))
                                    .open(),
                            SqlDialect.SQLITE);
                case PostgresLocation server ->
                    new ReadOnlyDatabase(location, PostgresServer.openReadOnly(server), SqlDialect.POSTGRESQL);
            };
        } catch (JdbiException e) {
            throw new IllegalStateException("cannot open the database " + location + ": " + SqlErrors.reason(e), e);
        }
    }

    /// Runs the work on a snapshot of the last committed state.
    ///
    /// @throws IllegalStateException if the database cannot be read, for example because it is from
    ///     another version; the message names it
    public <T> T read(Function<Transaction, T> work) {
        try {
            return handle.inTransaction(
                    inside -> work.apply(new Transaction(inside, dialect, Optional.empty(), StatementCache.none())));
        } catch (JdbiException e) {
            throw new IllegalStateException("cannot read the database " + location + ": " + SqlErrors.reason(e), e);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
