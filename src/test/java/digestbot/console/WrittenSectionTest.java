package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Config;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.library.archive.FileContent.ContentHash;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class WrittenSectionTest {

    private static final Instant NOW = Instant.parse("2026-02-10T12:00:00Z");

    @AutoClose
    private final ConsoleFixture console;

    WrittenSectionTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, () -> NOW);
    }

    private void feed(String address, Instant readAt, int articles, String problem) throws Exception {
        console.sql(
                "INSERT INTO feed (topic, address, read_at, articles, problem) VALUES ('trade', ?, ?, ?, ?)",
                ContentHash.of(address).hex(),
                readAt.toEpochMilli(),
                articles,
                problem);
    }

    @Test
    void showsWhatCameOfEachFeedAndTheTokensOfToday() throws Exception {
        assertThat(console.page("/digests")).doesNotContain("Written from feeds");
        var read = (ConfigResult.Loaded<Config>) Config.reader(Map.of()).parse("""
                topics:
                  trade:
                    write:
                      at: 04:00
                      perspectives:
                        us: {name: United States, feeds: ["https://gazette.example/rss?key=SECRET"]}
                        china: {name: China, feeds: ["https://coastal.example/rss", "https://new.example/rss"]}
                      summary: {api: "https://model.example/v1", model: small, tokens-per-day: 9000}
                """);
        console.written.putAll(read.config().written());
        feed("https://gazette.example/rss?key=SECRET", NOW.minusSeconds(7200), 12, "");
        feed("https://coastal.example/rss", Instant.EPOCH, 0, "cannot be reached");
        for (Instant at : new Instant[] {NOW.minusSeconds(60), NOW.minusSeconds(43_201)}) {
            console.sql(
                    "INSERT INTO writing (topic, day, at, tokens) VALUES ('trade', '', ?, 1234)", at.toEpochMilli());
        }
        for (String columns :
                new String[] {"'2026-02-09', 1, 'Before'", "'2026-02-10', 2, '“A <b>”: it is long.\nLast'"}) {
            console.sql("INSERT INTO writing (topic, day, at, dropped) VALUES ('trade', %s)".formatted(columns));
        }
        console.sql("INSERT INTO writing (topic, day, at) VALUES ('trade', '2026-02-10', 2)");
        assertThat(console.page("/digests"))
                .contains("<h3>Dropped in the last run of ", "<li>“A &lt;b&gt;”: it is long.</li><li>Last</li></ul>")
                .doesNotContain("Before");
        assertThat(console.page("/digests").replaceAll("<[^>]*>", " ").replaceAll(" +", " "))
                .contains(
                        "daily at 04:00 (UTC), 1,234 of 9,000 tokens used today",
                        "us https://gazette.example/rss Tue 10 Feb",
                        " 12 Read ",
                        "china https://coastal.example/rss never 0 cannot be reached")
                .doesNotContain("SECRET", "new.example");
    }
}
