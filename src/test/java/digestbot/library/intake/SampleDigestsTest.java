package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.SeatTerm;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.StoredDigest;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult.SearchHit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The library with the real parser and the digests that come with the bot.
class SampleDigestsTest {

    @TempDir
    Path base;

    @Test
    void takesAllSampleDigestsInOrderAndFindsThem() {
        Path folder = Path.of("digests");
        List<Long> published = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Library library = new Library(new DigestParser()::parse);
        var settings = new FolderImport.ImportSettings(
                folder, DigestParser.DEFAULT_MAX_BYTES, Duration.ZERO, FirstStartPolicies.everything());
        try (Database database = TestDatabase.open(base.resolve("d.sqlite"));
                FolderImport intake = new FolderImport(
                        database,
                        library,
                        settings,
                        new SilentPublications((_, number) -> published.add(number)),
                        (_, path, _) -> problems.add(path),
                        SeatTerm.PERMANENT,
                        InstantSource.system())) {
            intake.scan();
            assertThat(problems).isEmpty();
            assertThat(published).hasSameSizeAs(new DigestFolder(folder).files());
            List<StoredDigest> stored = database.read(tx -> published.stream()
                    .map(number -> library.digest(tx, number).orElseThrow())
                    .toList());
            assertThat(stored).map(digest -> digest.digest().key().day()).isSorted();
            for (StoredDigest digest : stored) {
                String title = digest.digest().title();
                List<SearchHit> hits = database.read(tx -> library.search(tx, SearchQuery.of(title), 100, 0))
                        .hits();
                assertThat(hits).map(SearchHit::number).contains(digest.number());
            }
        }
    }
}
