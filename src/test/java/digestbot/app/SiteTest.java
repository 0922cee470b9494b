package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.outside.FreePort;
import digestbot.webhook.WebhookReceiver;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The public site of a whole bot.
@Tag("full")
class SiteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Older digests were there before the bot first started, and are corrected silently.
    private final String today = LocalDate.now(ZoneOffset.UTC).toString();

    private final String page = "/trade/" + today + "/";

    @TempDir
    private Path folder;

    private BotFixture fixture;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("1.md", BotFixture.digest("trade", today, "The first text."));
    }

    @AfterEach
    void stop() {
        http.close();
        fixture.close();
    }

    private Bot started(String site) throws Exception {
        Bot bot = Bot.start(fixture.config("console: {port: 0}\nsite: " + site), InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        return bot;
    }

    private HttpResponse<String> get(Bot bot, String path) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + bot.sitePort().orElseThrow() + path);
        return http.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aCorrectedFileIsSeenOnItsPage() throws Exception {
        try (Bot bot =
                started("{url: 'https://news.example.org', port: %d, name: Our Digests}".formatted(FreePort.find()))) {
            assertThat(get(bot, page).body()).contains("The first text.", "Our Digests");
            fixture.drop("1.md", BotFixture.digest("trade", today, "The second text."));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(get(bot, page).body()).contains("The second text.", "class=\"corrections\""));
        }
    }

    @Test
    void aHubFindsTheNewTextAsSoonAsItIsTold() throws Exception {
        try (WebhookReceiver hub = WebhookReceiver.start()) {
            int port = FreePort.find();
            try (Bot bot = started("{url: 'http://127.0.0.1:%1$d', port: %1$d, websub: {hub: '%2$s'}}"
                    .formatted(port, hub.url("/")))) {
                List<String> feeds = Stream.of("", "trade/", "trade/us/", "trade/china/")
                        .flatMap(folder -> Stream.of(folder + "atom.xml", folder + "feed.json"))
                        .map(path -> "hub.mode=publish&hub.url="
                                + URLEncoder.encode("http://127.0.0.1:" + port + "/" + path, StandardCharsets.UTF_8))
                        .toList();
                assertThat(hub.await(feeds.size()))
                        .extracting(WebhookReceiver.Received::body)
                        .containsExactlyInAnyOrderElementsOf(feeds);
                var fetched = new CompletableFuture<String>();
                hub.next(exchange -> {
                    fetched.complete(fetch(bot, "/trade/atom.xml"));
                    exchange.sendResponseHeaders(204, -1);
                });
                fixture.drop("1.md", BotFixture.digest("trade", today, "The second text."));
                assertThat(fetched.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("The second text.");
            }
        }
    }

    private String fetch(Bot bot, String path) {
        try {
            return get(bot, path).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsPublicWithoutAnAddress() throws Exception {
        try (Bot bot = started("{port: %d}".formatted(FreePort.find()))) {
            for (String path : new String[] {"/", "/trade/", page, page + "card.png"}) {
                HttpResponse<String> answer = get(bot, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).isEqualTo("Not found.\n");
            }
        }
    }

    @Test
    void theBotServesNothingUnlessItIsToldTo() throws Exception {
        try (Bot bot = started("{url: 'https://news.example.org'}")) {
            assertThat(bot.sitePort()).isEmpty();
        }
    }

    @Test
    void theBotRunsWithoutWhereThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0);
                Bot bot = started("{url: 'https://news.example.org', port: %d}".formatted(taken.getLocalPort()))) {
            assertThat(bot.sitePort()).isEmpty();
        }
    }
}
