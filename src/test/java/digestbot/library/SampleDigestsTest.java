package digestbot.library;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.digest.DigestParser;
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
        var settings =
                new Intake.Settings(folder, DigestParser.DEFAULT_MAX_BYTES, Duration.ZERO, FirstStarts.everything());
        try (Database database = Database.open(base.resolve("d.sqlite"));
                Intake intake = new Intake(
                        database,
                        library,
                        settings,
                        new Publishing((_, number) -> published.add(number)),
                        (_, path, _) -> problems.add(path),
                        InstantSource.system())) {
            intake.look();
            assertThat(problems).isEmpty();
            assertThat(published).hasSameSizeAs(new Folder(folder).files());
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
