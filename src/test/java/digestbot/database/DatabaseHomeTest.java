package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseHomeTest {

    @TempDir
    Path folder;

    @Test
    void aMovedFileIsRefusedUntilItIsAdopted() throws IOException {
        Path original = folder.resolve("original.sqlite");
        Path copy = folder.resolve("copy.sqlite");
        try (Database database = Database.open(original)) {
            DatabaseHome.require(database, new SqliteLocation(original));
            assertThatCode(() -> DatabaseHome.require(database, new SqliteLocation(original)))
                    .doesNotThrowAnyException();
        }
        Files.copy(original, copy);
        var location = new SqliteLocation(copy);
        try (Database database = Database.open(copy)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> DatabaseHome.require(database, location))
                    .withMessageContainingAll(original.toRealPath().toString(), "digestbot database adopt");
            DatabaseHome.adopt(database, location);
            assertThatCode(() -> DatabaseHome.require(database, location)).doesNotThrowAnyException();
        }
    }

    /// Ordinary users may ask for the identifier of a server, too.
    @Test
    @Tag("full")
    void aRestoredDumpIsRefusedUntilItIsAdopted() {
        TestDatabase.assumePostgres();
        PostgresLocation location = TestDatabase.onPostgres(folder);
        try (Database database = Database.open(location)) {
            assertThat(database.<Boolean>read(tx ->
                            tx.isTrue("SELECT has_function_privilege('public', 'pg_control_system()', 'EXECUTE')")))
                    .isTrue();
            database.writeWithoutResult(
                    tx -> tx.execute("INSERT INTO home (place) VALUES (?)", "database digestbot of server 4711"));
            assertThatIllegalStateException()
                    .isThrownBy(() -> DatabaseHome.require(database, location))
                    .withMessageContainingAll(location.toString(), "server 4711", "digestbot database adopt");
            DatabaseHome.adopt(database, location);
            assertThatCode(() -> DatabaseHome.require(database, location)).doesNotThrowAnyException();
        }
    }
}
