package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.Database.DatabaseUnavailableException;
import digestbot.database.IntegrityCheck.SchemaState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedMigrationsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theFilesOfThisProgramAreNamed(String system) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db", system))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.FILES);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE migration SET checksum = checksum                | CURRENT
            DELETE FROM migration WHERE file LIKE 'V5%'             | OLDER
            DROP TABLE migration                                    | OLDER
            INSERT INTO migration VALUES ('V6_1__next.sql', 0)      | NEWER
            INSERT INTO migration VALUES ('V999__later.sql', 0)     | NEWER
            """)
    void aFileIsOfTheVersionThatItsHistoryTells(String change, SchemaState state) {
        Path file = folder.resolve("a.sqlite");
        Database.open(file).close();
        ConnectionSetup.create(ConnectionSetup.writing(file)).useHandle(handle -> handle.execute(change));
        assertThat(IntegrityCheck.schema(file)).isEqualTo(state);
    }

    @Test
    void aMigrationThatWasChangedAfterItRanIsRefused() {
        Path file = folder.resolve("c.sqlite");
        try (Database database = Database.open(file)) {
            database.writeWithoutResult(
                    tx -> tx.handle().execute("UPDATE migration SET checksum = 1 WHERE file LIKE 'V3%'"));
        }
        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("checksum");
    }
}
