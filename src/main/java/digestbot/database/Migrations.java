package digestbot.database;

import digestbot.database.IntegrityCheck.SchemaState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/// Schema migrations.
///
/// The major number of a migration is that of the release that brought it, so `V6` and `V6_1` belong
/// together. A release only adds to the tables what the one before it does not need, so that nodes of
/// both can share a database during an update.
final class Migrations {

    private final DataSource source;
    private final boolean shared;
    private final List<String> folders;

    /// @param shared true if several processes may use the database
    private Migrations(DataSource source, boolean shared, String... folders) {
        this.source = source;
        this.shared = shared;
        this.folders = List.of(folders);
    }

    /// Made only if there is something to do ([AppliedMigrations]).
    private Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations(
                        folders.stream().map(folder -> "classpath:db/" + folder).toArray(String[]::new))
                .group(true) // all migrations or none, and only one wait for the disk
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

    /// @param folders the folders with the migrations; several of them only in tests, which make the
    ///     tables of later versions
    static Migrations ofPostgres(PGSimpleDataSource source, String... folders) {
        return new Migrations(source, true, folders);
    }

    SchemaState schema() {
        if (areApplied()) {
            return SchemaState.CURRENT;
        }
        MigrationInfoService migrations = flyway().info();
        boolean newer = Arrays.stream(migrations.applied())
                .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
        if (newer) {
            return shared && releasesAhead(migrations) <= 1 ? SchemaState.NEXT : SchemaState.NEWER;
        }
        return migrations.pending().length > 0 ? SchemaState.OLDER : SchemaState.CURRENT;
    }

    /// The number of releases by which the tables are ahead of this program.
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

    /// Migrates the tables unless they are current.
    ///
    /// @param before receives the version to which existing tables are about to be migrated
    void run(Consumer<String> before) {
        if (!areApplied()) {
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
}
