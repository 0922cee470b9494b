package digestbot.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.console.OutletsPage.CitedOutlet;
import digestbot.library.archive.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class OutletsPageTest {

    @AutoClose
    private final ConsoleFixture console;

    OutletsPageTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, GivenTime.CLOCK);
    }

    @Test
    void unknownOutletsAreSortedByTheirArticlesEachBesideSimilarOnes() {
        List<CitedOutlet> cited = Stream.of("Bloomberg", "Dawn", "Bloomberg.com", "新华网", "Clarín", "CGTN", "Clarin")
                .map(name -> new CitedOutlet(name, 1))
                .toList();
        var page = new OutletsPage(console.database, new Library(), Set.of("bloomberg", "cgtn"));
        assertThat(page.unknown(cited).entrySet())
                .extracting(row -> row.getKey().name()
                        + row.getValue().stream().map(CitedOutlet::name).toList())
                .containsExactly("Dawn[]", "Bloomberg.com[Bloomberg]", "新华网[]", "Clarín[Clarin]");
    }

    @Test
    void thePageListsThoseOfTheNewestDigests() throws Exception {
        assertThat(console.page("/outlets")).contains("None.");
        byte[] content = """
                ---
                topic: trade
                date: 2026-02-05
                ---
                ## Highlights

                - News.

                ## Sources

                1. [en] [A](https://example.org/1) - Press TV (2026-02-05)
                2. [en] [B](https://example.org/2) - PressTV (2026-02-05)
                3. [en] [C](https://example.org/3) - Harbour Post (2026-02-05)
                4. [en] [D](https://example.org/4) - HarbourPost.example (2026-02-05)
                """.getBytes(UTF_8);
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
        console.sql("INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                + " published_at) VALUES ('trade', '2026-02-05', 'en', '', 'a.md', 'published', 1, 'News', 0, 0)");
        console.sql(
                "INSERT INTO revision (digest, number, content, hash, received_at) VALUES (1, 1, ?, ?, 0)",
                content,
                content);
        assertThat(console.page("/outlets").replaceAll("<[^>]*>", " ").replaceAll(" +", " "))
                .contains("Press TV 2 HarbourPost.example 1 Harbour Post (configured)");
        assertThat(console.page("/configuration")).contains("href=\"/outlets\"");
    }
}
