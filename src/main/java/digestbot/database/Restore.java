package digestbot.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces a database that is not in use with a backup.
///
/// @param database what was restored
/// @param schema how its tables fit this program
/// @param previousDatabase where the database that was there before is now; empty if there was none
/// @param owner the owner that the database had and that this process cannot restore, such as
public record Restore(
        Path database, IntegrityCheck.SchemaState schema, Optional<Path> previousDatabase, Optional<String> owner) {

    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

    private static final String ASIDE = ".before-restore";

    /// The log of changes that the database has not yet taken in. The other file is SQLite's index
    /// of the log, which SQLite makes anew.
    private static final String CHANGES = "-wal";

    private static final String INDEX = "-shm";

    /// Checks and copies the backup before touching anything else. The old database is kept. The
    /// copy gets its owner, group and permissions, or else the owner and group of the folder.
    ///
    /// @throws IllegalStateException if the file is no sound database of this or an earlier version of the program,
    ///     or something fails; everything is then as it was
    public static Restore of(Path backup, Path database) {
        IntegrityCheck.SchemaState schema = check(backup, database);
        Path copy = beside(database, ".restoring");
        DatabaseCopy.make(backup, copy);
        try {
            Optional<String> owner = inherit(copy, database);
            Optional<Path> previousDatabase = putAside(database);
            Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
            previousDatabase.ifPresent(Restore::mergeWal);
            return new Restore(database, schema, previousDatabase, owner);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put %s in the place of %s".formatted(copy, database), e);
        }
    }

    /// @return to whom the copy should belong, if it does not
    private static Optional<String> inherit(Path copy, Path database) throws IOException {
        boolean replaces = Files.exists(database);
        Path model = replaces ? database : database.toAbsolutePath().resolveSibling("");
        boolean given = PrivateFiles.changeOwner(copy, model);
        if (!replaces) {
            return Optional.empty(); // whoever may write in the folder made the database before, too
        }
        PrivateFiles.copyPermissions(copy, database);
        return given ? Optional.empty() : Optional.of(PrivateFiles.owner(database));
    }

    private static IntegrityCheck.SchemaState check(Path backup, Path database) {
        if (Files.isDirectory(backup)) {
            throw new IllegalStateException(backup + " is a folder: name a backup in it");
        }
        if (!Files.isRegularFile(backup)) {
            throw new IllegalStateException(backup + " not found");
        }
        try {
            if (Files.exists(database) && Files.isSameFile(backup, database)) {
                throw new IllegalStateException(backup + " is the database itself");
            }
            if (!isOurs(backup)) {
                throw new IllegalStateException(backup + " is not a database of digestbot");
            }
            List<String> damage = IntegrityCheck.damage(backup);
            if (!damage.isEmpty()) {
                throw new IllegalStateException(backup + " is damaged: " + String.join("; ", damage));
            }
            IntegrityCheck.SchemaState schema = IntegrityCheck.schema(backup);
            if (schema == IntegrityCheck.SchemaState.NEWER) {
                throw new IllegalStateException(
                        backup + " is from a later version than this program: restore it with that version");
            }
            return schema;
        } catch (JdbiException | FlywayException e) {
            throw new IllegalStateException("cannot read %s: %s".formatted(backup, ConnectionSetup.reason(e)), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + backup, e);
        }
    }

    private static boolean isOurs(Path file) {
        return Jdbi.create(ConnectionSetup.readOnly(file))
                .withHandle(handle -> handle.createQuery("SELECT count(*) = 4 FROM sqlite_master WHERE type = 'table'"
                                + " AND name IN ('flyway_schema_history', 'digest', 'subscription', 'delivery')")
                        .mapTo(Boolean.class)
                        .one());
    }

    /// Moves the database and its log aside. If the process ends in between, the log is aside
    /// before the database is and stays there, so that they remain together.
    private static Optional<Path> putAside(Path database) throws IOException {
        Path previousDatabase = IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> beside(database, i == 1 ? ASIDE : ASIDE + "-" + i))
                .filter(Files::notExists)
                .findFirst()
                .orElseThrow();
        Path log = beside(database, CHANGES);
        if (Files.exists(log)) {
            PrivateFiles.copy(log, beside(previousDatabase, CHANGES));
        }
        boolean there = Files.exists(database);
        if (there) {
            Files.move(database, previousDatabase, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(log);
        Files.deleteIfExists(beside(database, INDEX));
        return there ? Optional.of(previousDatabase) : Optional.empty();
    }

    /// Merges the write-ahead log, so that the old database is one file. If that fails, the log
    /// stays next to it.
    private static void mergeWal(Path previousDatabase) {
        if (Files.notExists(beside(previousDatabase, CHANGES))) {
            return;
        }
        try {
            Jdbi.create(ConnectionSetup.writing(previousDatabase))
                    .useHandle(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        } catch (JdbiException e) {
            LOG.warn("cannot merge the write-ahead log of {}: {}", previousDatabase, ConnectionSetup.reason(e));
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
