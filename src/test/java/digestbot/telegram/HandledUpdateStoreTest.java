package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class HandledUpdateStoreTest {

    @TempDir
    Path folder;

    @Test
    void knowsWhatWasHandled() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            assertThat(first(database, 5_000)).isTrue();
            assertThat(first(database, 5_000)).isFalse();
            assertThat(first(database, 4_990)).isFalse();
            assertThat(first(database, 5_001)).isTrue();
        }
    }

    @Test
    void followsTelegramToLowerNumbersAfterAQuietWeek() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            assertThat(first(database, 800_000_000)).isTrue();
            assertThat(first(database, 17)).isTrue();
            assertThat(first(database, 17)).isFalse();
            assertThat(first(database, 18)).isTrue();
        }
    }

    private static boolean first(Database database, int update) {
        return database.write(transaction -> HandledUpdateStore.markHandled(transaction, update));
    }
}
