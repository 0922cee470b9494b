package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.outside.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console of a whole bot on both platforms.
@Tag("full")
class ConsoleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern METRIC = Pattern.compile("(digestbot|jvm|process|system)_[a-z_]+");

    private static final Pattern DIGEST = Pattern.compile("href=\"(/digests/\\d+)\"");
    private static final Pattern VIEW = Pattern.compile("\\?view=([a-z0-9-]+)\"");

    @TempDir
    Path folder;

    /// Long enough not to occur in a port, time or size by chance.
    private static final long OWNER = 7_001_000_501L;

    private static final long READER = 7_001_000_621L;

    private BotFixture fixture;
    private Bot bot;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("1.md", BotFixture.digest("trade", "2026-02-05", "<script>alert(1)</script>"));
        fixture.drop("2.md", "no digest");
        bot = Bot.start(
                fixture.config("console: {port: %d}\nowners: {telegram: [%d]}".formatted(FreePort.find(), OWNER)),
                InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void saysThatBothPlatformsAreConnectedAndWhenTelegramWasLastAsked() throws Exception {
        JsonNode report = new ObjectMapper().readTree(get("/readyz").body());
        assertThat(report.path("ready").asBoolean()).as("%s", report).isTrue();
        assertThat(report.path("checks").path("telegram").path("detail").asText())
                .isEqualTo("connected");
        assertThat(report.path("checks").path("telegram").path("at").asText()).isNotEmpty();
        assertThat(report.path("checks").path("discord").path("detail").asText())
                .isEqualTo("connected");
    }

    @Test
    void isNotReadyWhileAPlatformIsNotThere() throws Exception {
        fixture.telegram.close();
        await().atMost(PATIENCE).until(() -> get("/readyz").statusCode() == 503);
        assertThat(get("/readyz").body()).contains("polls get no answer");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatWasSent() throws Exception {
        for (ChatDriver asker : ChatDriver.onBoth(fixture, READER)) {
            asker.ask("/today");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/metrics").body())
                        .containsPattern(
                                "digestbot_deliveries_settled_total\\{outcome=\"sent\",platform=\"telegram\"} [1-9]"));
        assertThat(get("/metrics").body())
                .contains(
                        "digestbot_platform_connected{platform=\"discord\"} 1.0",
                        "digestbot_files_invalid 1.0",
                        "digestbot_deliveries_oldest_due_seconds{platform=\"telegram\"} 0.0",
                        "digestbot_updates_total{kind=\"command\",platform=\"discord\"} 1.0",
                        "digestbot_updates_total{kind=\"command\",platform=\"telegram\"} 1.0",
                        "digestbot_rate_limited_total{platform=\"telegram\"} 0.0",
                        "digestbot_platform_request_seconds_count{method=\"sendmessage\",platform=\"telegram\"} ",
                        "digestbot_platform_request_seconds_count{method=\"GET /users/@me\",platform=\"discord\"} ")
                .doesNotContain(Long.toString(READER), "getupdates", "getUpdates");
    }

    @Test
    void theDashboardAndTheAlertsAskForMetricsThatThereAre() throws Exception {
        Set<String> known = METRIC.matcher(Files.readString(Path.of("docs/monitoring.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        String java = get("/metrics").body();
        for (String file : List.of("docs/grafana.json", "docs/alerts.yml")) {
            assertThat(METRIC.matcher(Files.readString(Path.of(file))).results().map(MatchResult::group))
                    .as(file)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(name -> assertThat(known.contains(name.replaceFirst("_bucket$", ""))
                                    || java.contains("# TYPE " + name + " "))
                            .as(name)
                            .isTrue());
        }
    }

    @Test
    void showsDigestsAndFilesThatAreNone() throws Exception {
        String page = get("/").body();
        assertThat(page)
                .contains("Needs attention", "Topic trade", "2026-02-05", "2.md")
                .doesNotContain("<script>alert");
    }

    @Test
    void aDigestIsShownAsBothPlatformsShowItInEveryView() throws Exception {
        String overview = get(firstDigest()).body();
        assertThat(overview)
                .contains("chat telegram", "chat discord", "Report a mistake")
                .doesNotContain("<script>al");
        assertThat(VIEW.matcher(overview).results().map(found -> found.group(1)))
                .containsExactly("overview", "perspective-0", "perspective-1", "side-by-side", "sources");
        assertThat(get(firstDigest() + "?view=perspective-0").body())
                .contains("aria-current=\"page\">United States</a>");
        assertThat(get(firstDigest() + "?view=nonsense").body()).contains("aria-current=\"page\">Overview</a>");
        assertThat(get("/digests/999").statusCode()).isEqualTo(404);
        assertThat(get("/digests/..%2f..%2fetc").statusCode()).isIn(400, 404);
    }

    @Test
    void theLibraryFindsWordsAndMarksThem() throws Exception {
        assertThat(get("/digests").body()).contains("1 digest", "2026-02-05");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get("/digests?words=alert&topic=trade").body())
                                .contains("<mark>alert</mark>"));
        assertThat(get("/digests?words=second").body()).contains("China: The <mark>second</mark> side");
        assertThat(get("/digests?words=nowhere").body()).contains("No results.");
        assertThat(get("/digests?words=%22%3E%3Cscript%3E&page=99999999999").body())
                .contains("&quot;&gt;&lt;script&gt;");
    }

    @Test
    void theConfigurationIsShownWithoutItsSecrets() throws Exception {
        assertThat(get("/configuration").body())
                .contains("telegram.token", "set (hidden)", "delivery.in-flight", "(default)")
                .doesNotContain(BotFixture.TELEGRAM_TOKEN, BotFixture.DISCORD_TOKEN, Long.toString(OWNER));
    }

    private String firstDigest() throws Exception {
        return DIGEST.matcher(get("/").body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @Test
    void theBotRunsWithoutWhereThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0);
                var other = new BotFixture(Files.createDirectory(folder.resolve("other")))) {
            other.drop("1.md", BotFixture.digest("trade", "2026-02-05", "News"));
            try (Bot second = Bot.start(
                    other.config("console: {port: %d}".formatted(taken.getLocalPort())), InstantSource.system())) {
                assertThat(second.awaitReady(PATIENCE)).isTrue();
                assertThat(second.consolePort()).isEmpty();
            }
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + bot.consolePort().orElseThrow() + path);
        return http.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
}
