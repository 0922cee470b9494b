package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.Database.DatabaseUnavailableException;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.ScratchSchema.SchemaRefusedException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class ScratchSchemaTest {

    private static final String NAME = "scratch";

    @TempDir
    Path folder;

    @BeforeEach
    void needsPostgres() {
        TestDatabase.assumePostgres();
    }

    @Test
    void isEmptyAgainWheneverItIsOpened() {
        PostgresLocation database = TestDatabase.emptyOnPostgres(folder.resolve("a"));
        for (int i = 0; i < 2; i++) {
            try (ScratchSchema schema = ScratchSchema.emptied(database, NAME);
                    Database tables = Database.connect(schema.location(), InstantSource.system())) {
                assertThat(tables.<Long>read(tx -> tx.select("SELECT count(*) FROM topic")
                                .mapTo(Long.class)
                                .one()))
                        .isZero();
                tables.writeWithoutResult(
                        tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')"));
            }
        }
    }

    @Test
    void refusesADatabaseWithTablesOfSomebodyElseAndChangesNothing() {
        PostgresLocation database = TestDatabase.onPostgres(folder.resolve("b"));
        assertThatThrownBy(() -> ScratchSchema.emptied(database, NAME))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessage("The database %s is in use: it has the table public.alarm. Name an empty one."
                        .formatted(database));
        try (Database tables = Database.connectWithoutMigration(database, InstantSource.system())) {
            assertThat(tables.<Boolean>read(tx -> SchemaTables.exists(tx, "topic")))
                    .isTrue();
            assertThat(tables.<Boolean>read(tx -> SchemaTables.exists(tx, NAME + ".topic")))
                    .isFalse();
        }
    }

    @Test
    void onlyOneProcessAtATimeUsesIt() {
        PostgresLocation database = TestDatabase.emptyOnPostgres(folder.resolve("c"));
        try (ScratchSchema _ = ScratchSchema.emptied(database, NAME)) {
            assertThatThrownBy(() -> ScratchSchema.emptied(database, NAME))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("Another “digestbot try” uses the database");
        }
    }

    @Test
    void namesADatabaseThatDoesNotExist() {
        PostgresLocation server = TestDatabase.emptyOnPostgres(folder.resolve("d"));
        var missing = new PostgresLocation("postgres", server.hosts(), "missing", "", "");
        assertThatThrownBy(() -> ScratchSchema.emptied(missing, NAME))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("cannot use the database " + missing);
    }
}
