package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.Database.DatabaseUnavailableException;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.IntegrityCheck.SchemaState;
import digestbot.database.Migrations.AppliedMigrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedMigrationsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theFilesOfThisProgramAreNamed(String system) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db", system))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(AppliedMigrations.FILES);
        }
    }

    @Test
    void aDatabaseIsCurrentAfterFlywayHasMadeItsTables() {
        Path file = folder.resolve("a.sqlite");
        assertThat(isCurrent(file)).isFalse();
        Database.open(file).close();
        assertThat(isCurrent(file)).isTrue();
    }

    @Test
    @Tag("full")
    void soIsOneOnPostgres() {
        TestDatabase.assumePostgres();
        PostgresLocation empty = TestDatabase.emptyOnPostgres(folder.resolve("empty"));
        assertThat(AppliedMigrations.areCurrent(PostgresServer.source(empty), "postgresql"))
                .isFalse();
        PostgresLocation migrated = TestDatabase.onPostgres(folder.resolve("migrated"));
        assertThat(AppliedMigrations.areCurrent(PostgresServer.source(migrated), "postgresql"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM flyway_schema_history WHERE version = '5'",
                "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '3'",
                "UPDATE flyway_schema_history SET success = 0 WHERE version = '5'",
                "UPDATE flyway_schema_history SET script = 'V2__other.sql' WHERE version = '2'",
                "INSERT INTO flyway_schema_history VALUES"
                        + " (999, '999', 'later', 'SQL', 'V999__later.sql', 0, 'test', '2026-11-10', 0, 1)"
            })
    void anyOtherHistoryIsLeftToFlyway(String change) {
        Path file = folder.resolve("b.sqlite");
        try (Database database = Database.open(file)) {
            database.writeWithoutResult(tx -> tx.execute(change));
        }
        assertThat(isCurrent(file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checksum = 1 WHERE version = '3'",
                "script = 'V2__other.sql', description = 'other' WHERE version = '2'",
                "script = 'V4_1__operations.sql', version = '4.1' WHERE version = '5'"
            })
    void tablesOfOtherMigrationsAreRefused(String change) {
        Path file = folder.resolve("c.sqlite");
        try (Database database = Database.open(file)) {
            database.writeWithoutResult(tx -> tx.execute("UPDATE flyway_schema_history SET " + change));
        }
        assertThat(IntegrityCheck.schema(file)).isEqualTo(SchemaState.CHANGED);
        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage(
                        "cannot open the database %s: it was made by a development version, and this version cannot take"
                                + " its data along; move it away, or set another database",
                        file);
    }

    @Test
    void tablesOfALaterVersionAreRefused() {
        Path file = folder.resolve("d.sqlite");
        try (Database database = Database.open(file)) {
            database.writeWithoutResult(tx -> tx.execute("INSERT INTO flyway_schema_history VALUES"
                    + " (999, '999', 'later', 'SQL', 'V999__later.sql', 0, 'test', '2026-11-10 00:00:00.000', 0, 1)"));
        }
        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageEndingWith(
                        ": its tables are from a later version of digestbot; install that version again, or restore a"
                                + " backup from before the update");
    }

    private static boolean isCurrent(Path file) {
        DataSource source = ConnectionSetup.writing(file);
        return AppliedMigrations.areCurrent(source, "sqlite");
    }
}
