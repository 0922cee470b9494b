package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The pages where every table has rows. The benchmark measures them with many more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRowsTest {

    private static final int DIGESTS = 200;

    @AutoClose
    private final ConsoleFixture console;

    ManyRowsTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z")));
        LargeDatabase.fill(console.database, 2_000, 2_000, DIGESTS);
    }

    @Test
    void noPageTellsAChat() throws Exception {
        console.post("/broadcasts", "text", "Hello");
        var soft = new SoftAssertions();
        for (String path : LargeDatabase.pages(DIGESTS)) {
            HttpResponse<String> page = console.browser.get(path);
            soft.assertThat(page.statusCode()).as(path).isEqualTo(200);
            soft.assertThat(page.body()).as(path).doesNotContainPattern("70000\\d{5}");
        }
        soft.assertAll();
    }

    @Test
    void subscribersAreCountedByPlatformZoneAndLanguage() throws Exception {
        assertThat(console.page("/subscribers"))
                .contains("Europe/Berlin", "Chinese", "data-chart=", "1,800", "160", "40")
                .containsSubsequence(">Topic<", ">Telegram<", ">All<", "<details>");
    }
}
