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
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces a database that is not in use with a backup.
///
/// @param previousDatabase the new place of the previous database; empty if there was none
public record Restore(Path database, IntegrityCheck.SchemaState schema, Optional<Path> previousDatabase) {

    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

    private static final String MOVED_SUFFIX = ".before-restore";

    /// The write-ahead log has changes that the database file does not contain yet. SQLite creates
    /// the index again.
    private static final String CHANGES = "-wal";

    private static final String INDEX = "-shm";

    /// Checks and copies the backup before touching anything else. The old database is kept.
    ///
    /// @throws IllegalStateException if the file is not an intact database of this or an earlier
    ///     version, or something fails; nothing has changed then
    public static Restore of(Path backup, Path database) {
        IntegrityCheck.SchemaState schema = check(backup, database);
        Path copy = beside(database, ".restoring");
        BackupFolder.copy(backup, copy);
        try {
            Optional<Path> previousDatabase = moveAside(database);
            Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
            previousDatabase.ifPresent(Restore::mergeWal);
            return new Restore(database, schema, previousDatabase);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put %s in the place of %s".formatted(copy, database), e);
        }
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
            if (!isDigestbotDatabase(backup)) {
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
            if (schema == IntegrityCheck.SchemaState.CHANGED) {
                throw new IllegalStateException("%s %s".formatted(backup, IntegrityCheck.CHANGED_REASON));
            }
            return schema;
        } catch (JdbiException | FlywayException e) {
            throw new IllegalStateException("cannot read %s: %s".formatted(backup, SqlErrors.reason(e)), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + backup, e);
        }
    }

    private static boolean isDigestbotDatabase(Path file) {
        return ConnectionSetup.create(ConnectionSetup.readOnly(file))
                .withHandle(handle -> handle.createQuery("SELECT count(*) = 4 FROM sqlite_master WHERE type = 'table'"
                                + " AND name IN ('flyway_schema_history', 'digest', 'subscription', 'delivery')")
                        .mapTo(Boolean.class)
                        .one());
    }

    /// If the process ends in between, the log was moved before the database, so the two are not
    /// separated.
    private static Optional<Path> moveAside(Path database) throws IOException {
        Path previousDatabase = IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> beside(database, i == 1 ? MOVED_SUFFIX : MOVED_SUFFIX + "-" + i))
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

    /// After this, the old database is one file. If the merge fails, the log stays next to it.
    private static void mergeWal(Path previousDatabase) {
        if (Files.notExists(beside(previousDatabase, CHANGES))) {
            return;
        }
        try {
            ConnectionSetup.create(ConnectionSetup.writing(previousDatabase))
                    .useHandle(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        } catch (JdbiException e) {
            LOG.warn("cannot merge the write-ahead log of {}: {}", previousDatabase, SqlErrors.reason(e));
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
