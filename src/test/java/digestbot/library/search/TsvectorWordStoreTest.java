package digestbot.library.search;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.ExecutedPlan;
import digestbot.database.ExecutedPlans;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TsvectorWordStoreTest {

    @TempDir
    Path folder;

    /// Sessions forbid the kind of scan that an index of words needs.
    @Test
    void wordsOfManyDigestsAreFoundByTheirIndex() {
        TestDatabase.assumePostgres();
        Path name = folder.resolve("many");
        PostgresLocation location = TestDatabase.onPostgres(name);
        var executed = new ExecutedPlans(name);
        try (Database database = Database.open(location)) {
            database.writeWithoutResult(TsvectorWordStoreTest::fill);
            SearchResult found =
                    database.read(tx -> new FullTextIndexStore().find(tx, SearchQuery.of("word12345"), "", 10, 0));
            assertThat(found.total()).isEqualTo(1);
        }
        List<ExecutedPlan> searches = executed.all().stream()
                .filter(each -> each.sql().contains("tsquery"))
                .toList();
        assertThat(searches)
                .singleElement()
                .satisfies(each -> assertThat(each.plan().toString()).contains("digest_words_index"));
    }

    private static void fill(Transaction tx) {
        ExecutedPlans.pause(tx);
        tx.execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
        tx.execute("""
            INSERT INTO digest (number, topic, day, language, edition, path, state, revision, title, received_at)
            SELECT i, 'trade', CAST(DATE '1950-01-01' + i AS TEXT), 'en', '', i || '.md', 'published', 1, '', 0
            FROM generate_series(1000, 21000) AS g (i)
            """);
        tx.execute("""
            INSERT INTO digest_words (digest, words) SELECT number, CAST('word' || number AS tsvector) FROM digest
            """);
        tx.execute("ANALYZE digest, digest_words");
    }
}
