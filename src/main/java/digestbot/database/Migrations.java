package digestbot.database;

import digestbot.database.IntegrityCheck.SchemaState;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/// Schema migrations.
final class Migrations {

    private final Flyway flyway;

    private Migrations(DataSource source, String folder) {
        flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/" + folder)
                .group(true) // all migrations or none, and only one wait for the disk
                .load();
    }

    static Migrations ofSqlite(SQLiteDataSource source) {
        return new Migrations(source, "sqlite");
    }

    static Migrations ofPostgres(PGSimpleDataSource source) {
        return new Migrations(source, "postgresql");
    }

    SchemaState schema() {
        MigrationInfoService migrations = flyway.info();
        boolean newer = Arrays.stream(migrations.applied())
                .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
        return newer ? SchemaState.NEWER : migrations.pending().length > 0 ? SchemaState.OLDER : SchemaState.CURRENT;
    }

    /// The version to which existing tables will be migrated; empty if there are no tables or
    /// nothing has to be done.
    Optional<String> nextVersion() {
        MigrationInfoService migrations = flyway.info();
        MigrationInfo[] pending = migrations.pending();
        return pending.length == 0 || migrations.applied().length == 0
                ? Optional.empty()
                : Optional.of(pending[pending.length - 1].getVersion().getVersion());
    }

    void run() {
        flyway.migrate();
    }
}
