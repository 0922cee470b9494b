package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sqlite")
class StatementCacheTest {

    private static final String INSERT = "INSERT INTO topic (id, name) VALUES (?, ?)";

    @TempDir
    Path folder;

    @Test
    void keepsAFewStatementsUntilTheyAreTaken() throws SQLException {
        try (Connection connection = connection()) {
            StatementCache cache = StatementCache.ofConnection();
            PreparedStatement first = cache.take(connection, "SELECT 1");
            PreparedStatement second = cache.take(connection, "SELECT 1");
            assertThat(second).isNotSameAs(first);
            cache.giveBack("SELECT 1", first);
            cache.giveBack("SELECT 1", second);
            assertThat(second.isClosed()).isTrue();
            assertThat(cache.take(connection, "SELECT 1")).isSameAs(first);
            assertThat(cache.take(connection, "SELECT 2")).isNotSameAs(first);
            for (int i = 0; i < 64; i++) {
                cache.giveBack("SELECT " + i, cache.take(connection, "SELECT " + i));
            }
            PreparedStatement tooMany = cache.take(connection, "SELECT 64");
            cache.giveBack("SELECT 64", tooMany);
            assertThat(tooMany.isClosed()).isTrue();
            StatementCache none = StatementCache.none();
            PreparedStatement unkept = none.take(connection, "SELECT 1");
            none.giveBack("SELECT 1", unkept);
            assertThat(unkept.isClosed()).isTrue();
        }
    }

    @Test
    void aBatchThatFailedLeavesNothingForTheNextOne() {
        try (Database database = TestDatabase.open(folder.resolve("cache.sqlite"))) {
            insert(database, "a");
            assertThatThrownBy(() -> database.writeWithoutResult(tx -> {
                        var batch = new BatchStatement(tx, INSERT);
                        batch.add("b", "B");
                        batch.add("a", "again");
                        batch.execute();
                    }))
                    .hasMessageContaining("UNIQUE");
            insert(database, "c");
            String topics =
                    database.read(tx -> tx.select("SELECT group_concat(id) FROM (SELECT id FROM topic ORDER BY id)")
                            .mapTo(String.class)
                            .one());
            assertThat(topics).isEqualTo("a,c");
        }
    }

    private static void insert(Database database, String id) {
        database.writeWithoutResult(tx -> {
            var batch = new BatchStatement(tx, INSERT);
            batch.add(id, "name");
            batch.execute();
        });
    }

    private Connection connection() throws SQLException {
        return ConnectionSetup.writing(folder.resolve("plain.sqlite")).getConnection();
    }
}
