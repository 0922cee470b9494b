package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A schema of a PostgreSQL database that one process at a time uses, and that is empty whenever it
/// is opened. Everything outside of the schema stays as it is.
public final class ScratchSchema implements AutoCloseable {

    /// An arbitrary constant, and the number of the lock of the process that uses the schema.
    private static final long OWNER_LOCK = 0x6469676573747472L;

    private static final String OTHERS = """
            SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> ? AND n.nspname <> 'information_schema'
              AND n.nspname NOT LIKE 'pg\\_%'
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1 LIMIT 1
            """;

    private final Handle handle;
    private final PostgresLocation location;

    private ScratchSchema(Handle handle, PostgresLocation location) {
        this.handle = handle;
        this.location = location;
    }

    /// The database has tables of somebody else, or another process uses the schema. The message is
    /// meant for users.
    public static final class SchemaRefusedException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        SchemaRefusedException(String message) {
            super(message);
        }
    }

    /// Creates the schema, or removes everything in it, and keeps other processes from doing so until
    /// it is closed.
    ///
    /// @param name the name of the schema: letters, digits and underscores
    /// @throws SchemaRefusedException if the database has tables outside of the schema, or another
    ///     process uses the schema
    /// @throws Database.DatabaseUnavailableException if the server cannot be reached or refuses the user;
    ///     the message names the database
    public static ScratchSchema emptied(PostgresLocation database, String name) {
        try {
            Handle handle = JdbiSetup.create(PostgresServer.source(database)).open();
            try {
                empty(handle, database, name);
            } catch (RuntimeException | Error e) {
                handle.close();
                throw e;
            }
            return new ScratchSchema(handle, database.withSchema(name));
        } catch (JdbiException e) {
            throw new Database.DatabaseUnavailableException(
                    "cannot use the database " + database + ": " + SqlErrors.reason(e), e);
        }
    }

    private static void empty(Handle handle, PostgresLocation database, String name) {
        Optional<String> other = handle.select(OTHERS, name).mapTo(String.class).findFirst();
        if (other.isPresent()) {
            throw new SchemaRefusedException("The database %s is in use: it has the table %s. Name an empty one."
                    .formatted(database, other.get()));
        }
        if (!handle.select("SELECT pg_try_advisory_lock(?)", OWNER_LOCK)
                .mapTo(Boolean.class)
                .one()) {
            throw new SchemaRefusedException(
                    "Another “digestbot try” uses the database %s. Stop it first.".formatted(database));
        }
        handle.useTransaction(inside -> {
            inside.execute("DROP SCHEMA IF EXISTS \"%s\" CASCADE".formatted(name));
            inside.execute("CREATE SCHEMA \"%s\"".formatted(name));
        });
    }

    /// The database, with the schema as the one in which tables are created and found.
    public PostgresLocation location() {
        return location;
    }

    @Override
    public void close() {
        handle.close();
    }
}
