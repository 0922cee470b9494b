package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.Waiting;
import digestbot.database.Database.DatabaseUnavailableException;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.IntegrityCheck.SchemaState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Updates of a PostgreSQL database that several nodes share.
@Tag("full")
class MigrationsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void needsPostgres() {
        TestDatabase.assumePostgres();
    }

    @Test
    void aProgramMayUseTheTablesOfTheNextVersionAndOfNoLaterOne() {
        PostgresLocation location = TestDatabase.onPostgres(folder.resolve("a"));
        assertThat(IntegrityCheck.schema(location)).isEqualTo(SchemaState.CURRENT);

        LaterVersions.next(location);
        assertThat(IntegrityCheck.schema(location)).isEqualTo(SchemaState.NEXT);
        try (Database database = Database.open(location)) {
            assertThat(database.<Boolean>read(tx -> SchemaTables.exists(tx, "remark")))
                    .isTrue();
        }

        LaterVersions.afterNext(location);
        assertThat(IntegrityCheck.schema(location)).isEqualTo(SchemaState.NEWER);
        assertThatThrownBy(() -> Database.open(location))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage(
                        "cannot open the database %s: its tables are at least two versions ahead of this program;"
                                + " install the version that made them, and never skip one while nodes are running",
                        location);
    }

    @Test
    void tablesOfOtherMigrationsAreRefused() {
        PostgresLocation location = TestDatabase.onPostgres(folder.resolve("d"));
        try (Database database = Database.open(location)) {
            database.writeWithoutResult(
                    tx -> tx.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '3'"));
        }
        assertThat(IntegrityCheck.schema(location)).isEqualTo(SchemaState.CHANGED);
        assertThatThrownBy(() -> Database.open(location))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("was made by a development version");
    }

    @Test
    void ofSeveralNodesThatStartAtOnceOneMigrates() throws Exception {
        PostgresLocation empty = TestDatabase.emptyOnPostgres(folder.resolve("b"));
        atOnce(() -> Database.open(empty).close());
        atOnce(() -> LaterVersions.next(empty));
        try (Database database = Database.open(empty)) {
            assertThat(database.<List<String>>read(tx -> tx.strings(
                            "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank")))
                    .containsExactly("1", "2", "3", "4", "5", "6", "6.1");
        }
    }

    private static void atOnce(Runnable start) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = IntStream.range(0, 3)
                    .<Future<?>>mapToObj(_ -> threads.submit(start))
                    .toList();
            for (Future<?> each : starts) {
                each.get();
            }
        }
    }

    @Test
    void aMigrationWaitsForTheWriterOfAnotherNode() throws Exception {
        PostgresLocation location = TestDatabase.onPostgres(folder.resolve("c"));
        var writing = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        try (Database node = Database.open(location);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> node.writeWithoutResult(tx -> {
                writing.countDown();
                Waiting.at(written);
                tx.execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
            }));
            writing.await();
            Future<?> migration = threads.submit(() -> LaterVersions.next(location));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(node.<List<String>>read(tx -> tx.strings(
                                    "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND"
                                            + " wait_event_type = 'Lock'")))
                            .as("statements that wait")
                            .isNotEmpty());
            assertThat(migration.isDone()).as("the migration has ended").isFalse();
            written.countDown();
            writer.get();
            migration.get();
        }
        assertThat(IntegrityCheck.schema(location)).isEqualTo(SchemaState.NEXT);
    }
}
