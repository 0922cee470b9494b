package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;

/// The result of checking an existing SQLite file, which the check does not change.
///
/// @param damage the errors that SQLite finds
/// @param writeError the reason why the file cannot be written; empty if it can
public record IntegrityCheck(SchemaState schema, List<String> damage, Optional<String> writeError) {

    private static final int MAX_FINDINGS = 3;

    public enum SchemaState {
        CURRENT,
        OLDER,
        /// The tables are from the next version, which only adds things that this program does not
        /// need. Only nodes on a PostgreSQL server may keep using them.
        NEXT,
        NEWER,
        /// The tables were made by statements that differ from this program's migrations.
        CHANGED
    }

    public static final String CHANGED_REASON =
            "was made by a development version, and this version cannot take its data along";

    public static final String CHANGED_FIX = "move it away, or set another database";

    /// Checks the file, which a bot may use meanwhile.
    ///
    /// @throws IllegalStateException if the file is not a database or cannot be opened; the message
    ///     names it
    public static IntegrityCheck of(Path file) {
        try {
            return new IntegrityCheck(schema(file), damage(file), notWritable(file));
        } catch (JdbiException | FlywayException e) {
            throw new IllegalStateException("cannot read the database " + file + ": " + SqlErrors.reason(e), e);
        }
    }

    public static SchemaState schema(Path file) {
        return Migrations.ofSqlite(ConnectionSetup.readOnly(file)).schema();
    }

    /// Compares the database's tables with the tables of this program.
    ///
    /// @throws IllegalStateException if the database cannot be read; the message names it
    public static SchemaState schema(DatabaseLocation location) {
        try {
            return migrations(location).schema();
        } catch (FlywayException e) {
            throw new IllegalStateException("cannot read the database " + location + ": " + SqlErrors.reason(e), e);
        }
    }

    static Migrations migrations(DatabaseLocation location) {
        return switch (location) {
            case SqliteLocation(Path file) -> Migrations.ofSqlite(ConnectionSetup.readOnly(file));
            case PostgresLocation server -> Migrations.ofPostgres(PostgresServer.source(server));
        };
    }

    static List<String> damage(Path file) {
        return ConnectionSetup.create(ConnectionSetup.readOnly(file))
                .withHandle(handle ->
                        handle
                                .createQuery("PRAGMA quick_check(" + MAX_FINDINGS + ")")
                                .mapTo(String.class)
                                .list()
                                .stream()
                                .filter(line -> !line.equals("ok"))
                                .toList());
    }

    /// Opens and rolls back a write transaction, which tests more than the permissions.
    private static Optional<String> notWritable(Path file) {
        try {
            ConnectionSetup.create(ConnectionSetup.writing(file)).useTransaction(_ -> {});
            return Optional.empty();
        } catch (JdbiException e) {
            return Optional.of(SqlErrors.reason(e));
        }
    }
}
