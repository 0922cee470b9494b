package digestbot.library;

import static digestbot.library.Shelves.digest;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchesTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    @TempDir
    Path folder;

    private final SearchStore searches = new SearchStore();
    private Shelves shelves;

    @BeforeEach
    void open() throws Exception {
        shelves = Shelves.running(folder);
    }

    @AfterEach
    void close() {
        shelves.close();
    }

    @Test
    void aSearchKeepsItsNumberAndSaysWhatItWas() {
        var query = new SearchQuery(
                "steel “and” 海峡",
                Optional.of("us-china"),
                Optional.of("china"),
                Optional.of(LocalDate.EPOCH),
                Optional.empty());
        long number = keep(query, NOW);
        assertThat(keep(query, NOW)).isEqualTo(number);
        assertThat(keep(SearchQuery.of("steel"), NOW)).isNotEqualTo(number);
        assertThat(use(number, NOW)).contains(query);
    }

    @Test
    void aSearchThatNobodyAsksForAnyMoreIsForgottenAndItsNumberIsNotGivenAgain() {
        long old = keep(SearchQuery.of("old"), NOW);
        long used = keep(SearchQuery.of("used"), NOW);
        use(used, NOW.plusSeconds(10));
        assertThat(shelves.database.<Integer>write(tx -> searches.prune(tx, NOW.plusSeconds(5))))
                .isEqualTo(1);
        assertThat(use(old, NOW)).isEmpty();
        assertThat(use(used, NOW)).isPresent();
        assertThat(keep(SearchQuery.of("old"), NOW)).isGreaterThan(used);
    }

    @Test
    void digestsFromBeforeTheIndexGetThereAndThoseThatCannotBeReadAreSkipped() {
        for (int day = 1; day <= 9; day++) {
            shelves.write(day + ".md", digest("us-china", "2026-02-0" + day, "title: Day " + day, "", "Steel."));
        }
        shelves.settle();
        shelves.database.run(tx -> tx.handle().execute("INSERT INTO unindexed SELECT number FROM digest"));
        new Indexing(shelves.database, shelves.library).tend();
        assertThat(shelves.count("unindexed")).isZero();
        shelves.database.run(tx -> tx.handle().execute("INSERT INTO unindexed SELECT number FROM digest"));
        shelves.format.strict = true;
        new Indexing(shelves.database, new Library(shelves.format::parse)).tend();
        assertThat(shelves.count("unindexed")).isZero();
    }

    private long keep(SearchQuery query, Instant now) {
        return shelves.database.<Long>write(tx -> searches.keep(tx, query, now));
    }

    private Optional<SearchQuery> use(long number, Instant now) {
        return shelves.database.write(tx -> searches.use(tx, number, now));
    }
}
