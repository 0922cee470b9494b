package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.config.Config;
import digestbot.outside.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The read API of a running bot.
@Tag("full")
class SiteApiTest {

    private static final Duration READY = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    private final HttpClient client = HttpClient.newHttpClient();
    private BotFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new BotFixture(folder);
        fixture.drop("first.md", BotFixture.digest("trade", day.toString(), "Ports agree"));
    }

    @AfterEach
    void close() {
        client.close();
        fixture.close();
    }

    private HttpResponse<String> get(Bot bot, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + bot.sitePort().orElseThrow() + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Bot start(String site) throws IOException, InterruptedException {
        Config config = fixture.config("site:\n  port: %d\n%s".formatted(FreePort.find(), site));
        Bot bot = Bot.start(config, InstantSource.system());
        assertThat(bot.awaitReady(READY)).isTrue();
        return bot;
    }

    @Test
    void isThereIfTheSiteIsPublic() throws Exception {
        try (Bot bot = start("  url: https://news.example.org\n")) {
            assertThat(get(bot, "/api/digests/trade/" + day).body())
                    .contains("Ports agree", "https://news.example.org/trade/" + day + "/");
            assertThat(get(bot, "/api/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void doesNotExistIfNothingIsPublic() throws Exception {
        try (Bot bot = start("")) {
            for (String path : new String[] {"topics", "digests", "openapi.json", "search?q=ports"}) {
                HttpResponse<String> missing = get(bot, "/api/" + path);
                assertThat(missing.statusCode()).as(path).isEqualTo(404);
                assertThat(missing.body()).doesNotContain("trade");
            }
        }
    }
}
