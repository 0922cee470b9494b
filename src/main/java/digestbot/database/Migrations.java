package digestbot.database;

import digestbot.database.IntegrityCheck.SchemaState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/// Schema migrations. The major number of a migration is the number of its release, so `V6` and
/// `V6_1` belong together. A release adds only things that the previous release does not need, so
/// that nodes of both can share a database during an update.
final class Migrations {

    private final DataSource source;
    private final boolean shared;
    private final List<String> folders;

    private Migrations(DataSource source, boolean shared, String... folders) {
        this.source = source;
        this.shared = shared;
        this.folders = List.of(folders);
    }

    /// Creates Flyway only if there is something to migrate, because it is slow to load
    /// ([AppliedMigrations]).
    private Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(
                        folders.stream().map(folder -> "classpath:db/" + folder).toArray(String[]::new))
                .ignoreMigrationPatterns("*:pending", "*:future")
                .group(true) // all migrations or none, with a single wait for the disk
                .load();
    }

    private boolean areApplied() {
        return folders.size() == 1 && AppliedMigrations.areCurrent(source, folders.getFirst());
    }

    static Migrations ofSqlite(SQLiteDataSource source) {
        return new Migrations(source, false, "sqlite");
    }

    static Migrations ofPostgres(PGSimpleDataSource source) {
        return ofPostgres(source, "postgresql");
    }

    /// More than one folder is for tests only, which create the tables of later versions.
    static Migrations ofPostgres(PGSimpleDataSource source, String... folders) {
        return new Migrations(source, true, folders);
    }

    SchemaState schema() {
        if (areApplied()) {
            return SchemaState.CURRENT;
        }
        if (!flyway().validateWithResult().validationSuccessful) {
            return SchemaState.CHANGED;
        }
        MigrationInfoService migrations = flyway().info();
        boolean newer = Arrays.stream(migrations.applied())
                .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
        if (newer) {
            return shared && releasesAhead(migrations) <= 1 ? SchemaState.NEXT : SchemaState.NEWER;
        }
        return migrations.pending().length > 0 ? SchemaState.OLDER : SchemaState.CURRENT;
    }

    private static int releasesAhead(MigrationInfoService migrations) {
        int applied = release(Arrays.stream(migrations.applied()));
        int known = release(Arrays.stream(migrations.all())
                .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS));
        return applied - known;
    }

    private static int release(Stream<MigrationInfo> migrations) {
        return migrations
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .mapToInt(version -> version.getMajor().intValueExact())
                .max()
                .orElse(0);
    }

    /// Thrown if this program cannot use the tables. The message says what to do.
    static final class OtherVersionException extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private OtherVersionException(String message) {
            super(message);
        }
    }

    /// @throws OtherVersionException unless this program can use the tables
    SchemaState usable() {
        SchemaState schema = schema();
        switch (schema) {
            case CURRENT, OLDER, NEXT -> {}
            case NEWER ->
                throw new OtherVersionException(
                        shared
                                ? "its tables are at least two versions ahead of this program; install the version that"
                                        + " made them, and never skip one while nodes are running"
                                : "its tables are from a later version of digestbot; install that version again, or"
                                        + " restore a backup from before the update");
            case CHANGED ->
                throw new OtherVersionException(
                        "it %s; %s".formatted(IntegrityCheck.CHANGED_REASON, IntegrityCheck.CHANGED_FIX));
        }
        return schema;
    }

    /// Migrates. `before` receives the version to which existing tables are about to be migrated.
    void run(Consumer<String> before) {
        if (!areApplied()) {
            usable();
            nextVersion().ifPresent(before);
            run();
        }
    }

    private Optional<String> nextVersion() {
        MigrationInfoService migrations = flyway().info();
        MigrationInfo[] pending = migrations.pending();
        return pending.length == 0 || migrations.applied().length == 0
                ? Optional.empty()
                : Optional.of(pending[pending.length - 1].getVersion().getVersion());
    }

    void run() {
        flyway().migrate();
    }

    /// The applied migrations of a database, read without Flyway. Flyway and its JSON library are a
    /// thousand classes, and at nearly every start there is nothing to migrate.
    static final class AppliedMigrations {

        /// The migrations in their order.
        static final List<String> FILES = List.of(
                "V1__topics_and_digests.sql",
                "V2__audience.sql",
                "V3__deliveries.sql",
                "V4__broadcasts.sql",
                "V5__operations.sql");

        /// Skips the row that Flyway stores if it created the schema.
        private static final String HISTORY = """
                SELECT script, checksum, success FROM flyway_schema_history WHERE type <> 'SCHEMA' ORDER BY installed_rank
                """;

        private record Applied(String file, int checksum, boolean successful) {}

        private AppliedMigrations() {}

        /// Returns false also if the migrations cannot be read; Flyway then reports why.
        static boolean areCurrent(DataSource source, String folder) {
            List<Applied> applied = new ArrayList<>();
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(HISTORY)) {
                while (rows.next()) {
                    applied.add(
                            new Applied(rows.getString("script"), rows.getInt("checksum"), rows.getBoolean("success")));
                }
            } catch (SQLException e) {
                return false; // for example a database without tables
            }
            return applied.equals(FILES.stream()
                    .map(file -> new Applied(file, checksum("/db/" + folder + "/" + file), true))
                    .toList());
        }

        /// Flyway's checksum of a file: a checksum of its lines, whatever separates them.
        private static int checksum(String path) {
            try (InputStream in = Objects.requireNonNull(AppliedMigrations.class.getResourceAsStream(path), path);
                    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                var checksum = new CRC32();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    checksum.update(line.getBytes(StandardCharsets.UTF_8));
                }
                return (int) checksum.getValue();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the migration " + path, e);
            }
        }
    }
}
