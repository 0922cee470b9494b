package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import java.io.Closeable;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// A lock of the PostgreSQL server that one process holds for as long as it runs. It ends with the
/// connection, however that ends.
public final class SessionLock implements Closeable {

    /// An arbitrary constant that no other program in the same database may use.
    private static final long KEY = 0x6469676573747275L;

    private final Handle handle;

    private SessionLock(Handle handle) {
        this.handle = handle;
    }

    /// Takes the lock; empty if another process holds it.
    ///
    /// @throws Database.DatabaseUnavailableException if the server cannot be reached
    public static Optional<SessionLock> tryAcquire(PostgresLocation location) {
        Handle handle = connect(location);
        if (call(handle, "pg_try_advisory_lock")) {
            return Optional.of(new SessionLock(handle));
        }
        handle.close();
        return Optional.empty();
    }

    /// Tells whether a process holds the lock.
    ///
    /// @throws Database.DatabaseUnavailableException if the server cannot be reached
    public static boolean isHeld(PostgresLocation location) {
        try (Handle handle = connect(location)) {
            return !call(handle, "pg_try_advisory_lock_shared");
        }
    }

    private static Handle connect(PostgresLocation location) {
        try {
            return Jdbi.create(PostgresServer.source(location)).open();
        } catch (JdbiException e) {
            throw new Database.DatabaseUnavailableException(
                    "cannot open the database " + location + ": " + SqlErrors.reason(e), e);
        }
    }

    private static boolean call(Handle handle, String function) {
        return handle.select("SELECT " + function + "(?)", KEY)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public void close() {
        handle.close();
    }
}
