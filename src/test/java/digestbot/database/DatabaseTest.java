package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void aWriteThatThrowsLeavesNothingAndWakesNobody() {
        List<String> woken = new ArrayList<>();
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            assertThatThrownBy(() -> database.writeWithoutResult(tx -> {
                        addTopic(tx, "us-china");
                        tx.afterCommit(() -> woken.add("now"));
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            assertThat(topics(database)).isEmpty();
            assertThat(woken).isEmpty();
            database.writeWithoutResult(tx -> tx.afterCommit(() -> woken.add("later")));
            assertThat(woken).containsExactly("later");
        }
    }

    @Test
    void readersCannotWrite() {
        try (Database database = TestDatabase.open(folder.resolve("d.sqlite"))) {
            assertThatThrownBy(() -> database.read(tx -> {
                        addTopic(tx, "trade");
                        return "";
                    }))
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void namesTheFileItCannotOpen() {
        Path file = folder.resolve("nowhere/d.sqlite");
        assertThatThrownBy(() -> Database.open(file)).hasMessageContaining(file.toString());
    }

    @Test
    void anEmptyingOfTheLogThatFailsHoldsUpNoOtherWriter() {
        Database database = TestDatabase.open(folder.resolve("d.sqlite"));
        database.close();
        assertThatThrownBy(() -> database.sqliteFile().orElseThrow().truncateWal())
                .isInstanceOf(JdbiException.class);
        // It takes the lock of the writer, on another thread.
        CompletableFuture.runAsync(database::close).join();
    }

    private static void addTopic(Transaction tx, String id) {
        tx.handle().execute("INSERT INTO topic (id, name) VALUES (?, ?)", id, id);
    }

    private static List<String> topics(Database database) {
        return database.read(tx -> tx.handle()
                .createQuery("SELECT id FROM topic ORDER BY id")
                .mapTo(String.class)
                .list());
    }
}
