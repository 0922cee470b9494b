package digestbot.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// A close look at a file that exists, which changes nothing in it.
///
/// @param schema how the file's tables fit this program
/// @param damage what SQLite finds broken; empty if nothing is
/// @param writeError why nothing can be written; empty if something can
public record IntegrityCheck(SchemaState schema, List<String> damage, Optional<String> writeError) {

    private static final int MAX_FINDINGS = 3;

    /// The relation of the file's tables to this program.
    public enum SchemaState {
        CURRENT,
        /// `run` brings it up to date.
        OLDER,
        /// A newer program has written it.
        NEWER
    }

    /// Looks at the file, which a bot may be using meanwhile.
    ///
    /// @throws IllegalStateException if it is no database, or cannot be opened; the message names it
    public static IntegrityCheck of(Path file) {
        try {
            return new IntegrityCheck(schema(file), damage(file), notWritable(file));
        } catch (JdbiException | FlywayException e) {
            throw new IllegalStateException("cannot read the database " + file + ": " + ConnectionSetup.reason(e), e);
        }
    }

    /// Compares the tables of the file with those of this program.
    public static SchemaState schema(Path file) {
        return new Migrations(ConnectionSetup.readOnly(file)).schema();
    }

    static List<String> damage(Path file) {
        return Jdbi.create(ConnectionSetup.readOnly(file))
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
            Jdbi.create(ConnectionSetup.writing(file)).useTransaction(_ -> {});
            return Optional.empty();
        } catch (JdbiException e) {
            return Optional.of(ConnectionSetup.reason(e));
        }
    }
}
