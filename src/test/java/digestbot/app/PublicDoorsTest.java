package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.api.ApiFixture;
import digestbot.api.mcp.McpServer;
import digestbot.api.mcp.McpTools;
import digestbot.config.TestConfig;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Clocks;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.Withdrawals;
import digestbot.site.SubscribeLinks;
import digestbot.web.WebServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every state of a digest that readers must not see, at every public address: pages, lists,
/// neighbours, feeds, pictures, the sitemap, the API and the tools of assistants. One digest is
/// alone in its topic, another one is between two public ones.
class PublicDoorsTest {

    private static final LocalDate DAY = ApiFixture.DAY;
    private static final String SECRET = "unspeakable";
    private static final List<String> TOPICS = List.of("alone", "shared");
    private static final Duration OLDEST_PAGE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiFixture library;
    private Config config;
    private WebServer server;

    /// In these states, nothing of a digest, or of its newest text, is public.
    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    enum HiddenState {
        DRAFT(404, (test, topic) -> test.write(topic, SECRET, "draft: true")),
        HELD(404, (test, topic) -> {
            test.library.hold();
            test.write(topic, SECRET);
        }),
        NOT_RELEASED(404, (test, topic) -> {
            test.library.hold();
            test.write(topic, SECRET);
            test.withdraw(topic);
        }),
        WITHDRAWN(410, (test, topic) -> {
            test.write(topic, SECRET);
            test.withdraw(topic);
        }),
        WITHDRAWN_WITH_CORRECTIONS(410, (test, topic) -> {
            test.write(topic, "harmless");
            test.write(topic, SECRET, "correction: An " + SECRET + " note");
            test.withdraw(topic);
        }),
        WITHDRAWN_AND_THEN_A_DRAFT(410, (test, topic) -> {
            test.write(topic, SECRET);
            test.withdraw(topic);
            test.write(topic, SECRET + " more", "draft: true");
        }),
        TURNED_INTO_A_DRAFT(410, (test, topic) -> {
            test.write(topic, "harmless");
            test.write(topic, SECRET, "draft: true", "correction: An " + SECRET + " note");
        }),
        DRAFT_BEFORE_IT_WAS_PUBLISHED(200, (test, topic) -> {
            test.write(topic, SECRET, "draft: true");
            test.write(topic, SECRET + " more", "draft: true", "correction: An " + SECRET + " note");
            test.write(topic, "harmless");
        });

        private final int status;
        private final BiConsumer<PublicDoorsTest, String> reach;

        /// The status is that of the digest's own addresses; `reach` brings the digest of a topic
        /// into the state.
        HiddenState(int status, BiConsumer<PublicDoorsTest, String> reach) {
            this.status = status;
            this.reach = reach;
        }
    }

    private final Bot.PartRegistry running = new Bot.PartRegistry();

    @BeforeEach
    void open() throws IOException {
        library = new ApiFixture(folder);
        for (LocalDate day : List.of(DAY.minusDays(1), DAY.plusDays(1))) {
            library.publish("shared", day, "harmless");
        }
        String yaml = "site: {url: 'https://news.example.org', port: -1}";
        config = TestConfig.loaded(Config.reader(Map.of()).parse(yaml));
        var views = new DigestContentBuilder(StyleRegistry.DEFAULT);
        var clocks = new Clocks(GivenTime.CLOCK, nanos::get);
        server = Bot.site(config, library.database, library.library, views, () -> SubscribeLinks.NONE, clocks, running)
                .orElseThrow();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        running.close();
        library.close();
    }

    /// The words are in everything that people may have written.
    private void write(String topic, String words, String... frontMatter) {
        String text = ApiFixture.text(topic, DAY, words, frontMatter)
                .replace("Digest of " + DAY, "A title of " + words)
                .replace("Topic " + topic, words + " " + topic);
        library.publish(DAY + "-" + topic + ".md", text);
    }

    private void withdraw(String topic) {
        var withdrawals = new Withdrawals(library.library, SilentPublications.NOTHING, GivenTime.CLOCK);
        library.database.writeWithoutResult(tx -> withdrawals
                .on(tx, topic, DAY)
                .forEach(digest ->
                        assertThat(withdrawals.withdraw(tx, digest.number())).isTrue()));
    }

    private static List<String> own(String topic) {
        String page = "/" + topic + "/" + DAY + "/";
        String api = "/api/digests/" + topic + "/" + DAY;
        return List.of(page, page + "us/", page + "card.png", api, api + "/us", api + "?language=en");
    }

    /// The addresses of pages that list digests.
    private static List<String> lists() {
        Stream<String> ofAll = Stream.of(
                "/",
                "/atom.xml",
                "/feed.json",
                "/sitemap.xml",
                "/api/topics",
                "/api/digests",
                "/api/search?q=" + SECRET,
                "/shared/?before=" + DAY.plusDays(1),
                "/shared/" + DAY.minusDays(1) + "/",
                "/shared/" + DAY.plusDays(1) + "/");
        Stream<String> ofTopics = TOPICS.stream()
                .flatMap(topic -> Stream.of(
                        "/" + topic + "/",
                        "/" + topic + "/atom.xml",
                        "/" + topic + "/us/feed.json",
                        "/api/digests?topic=" + topic,
                        "/api/search?q=" + SECRET + "&topic=" + topic));
        return Stream.concat(ofAll, ofTopics).toList();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /// What the tools say on standard output, and on the site.
    private String assistants(String topic) throws IOException, InterruptedException {
        var tools = McpTools.beside(
                library.location(), library.digests(config.site().addresses()));
        String digest = "{\"topic\":\"%s\",\"day\":\"%s\",\"perspective\":\"us\"}".formatted(topic, DAY);
        Map<String, String> arguments = Map.of(
                "topics",
                "{}",
                "digest",
                digest.replace(",\"perspective\":\"us\"", ""),
                "perspective",
                digest,
                "search",
                "{\"query\":\"%s\"}".formatted(SECRET));
        var calls = new StringBuilder();
        arguments.forEach((tool, values) -> calls.append("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}
                """.formatted(tool, values)));
        var out = new ByteArrayOutputStream();
        new McpServer(tools, "1")
                .serve(new ByteArrayInputStream(calls.toString().getBytes(StandardCharsets.UTF_8)), out);
        for (String call : calls.toString().lines().toList()) {
            out.writeBytes((post("/mcp", call) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(said.lines()).hasSize(2 * arguments.size());
        return said;
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfAHiddenDigestIsShownAnywhere(HiddenState state) throws Exception {
        for (String topic : TOPICS) {
            state.reach.accept(this, topic);
        }
        for (String topic : TOPICS) {
            for (String path : own(topic)) {
                HttpResponse<String> answer = get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(state.status);
                assertThat(answer.body()).as(path).doesNotContainIgnoringCase(SECRET);
            }
            assertThat(assistants(topic)).as("the tools").doesNotContainIgnoringCase(SECRET);
        }
        for (String path : lists()) {
            String body = get(path).body();
            assertThat(body).as(path).doesNotContainIgnoringCase(SECRET);
            if (state.status != 200) {
                assertThat(body).as(path).doesNotContain("/shared/" + DAY, "/alone/", "\"alone\"");
            }
        }
    }

    /// Without this, the test above could look in the wrong places.
    @Test
    void aPublishedDigestIsShownEverywhere() throws Exception {
        for (String topic : TOPICS) {
            write(topic, SECRET);
        }
        for (String path : own("shared")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(assistants("shared").lines()).allMatch(said -> said.contains(SECRET));
        for (String path : lists()) {
            String body = get(path).body();
            assertThat(body.contains(SECRET) || body.contains("/shared/" + DAY + "/"))
                    .as(path)
                    .isTrue();
        }
    }

    /// Neither the bot's own caches nor a tag that a client has kept return a withdrawn text.
    @Test
    void whatWasKeptIsNotGivenOnAfterAWithdrawal() throws Exception {
        for (String topic : TOPICS) {
            write(topic, SECRET);
        }
        Map<String, String> tags = new HashMap<>();
        for (String path : Stream.concat(lists().stream(), TOPICS.stream().flatMap(topic -> own(topic).stream()))
                .toList()) {
            get(path).headers().firstValue("ETag").ifPresent(tag -> tags.put(path, tag));
        }
        assertThat(tags).hasSize(lists().size() + 2 * own("").size());
        TOPICS.forEach(this::withdraw);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos()); // the API counts requests
        assertThat(Duration.ofNanos(nanos.get())).isGreaterThan(OLDEST_PAGE);
        for (Map.Entry<String, String> each : tags.entrySet()) {
            HttpResponse<String> answer = get(each.getKey(), "If-None-Match", each.getValue());
            assertThat(answer.statusCode()).as(each.getKey()).isNotEqualTo(304);
            assertThat(answer.body()).as(each.getKey()).doesNotContainIgnoringCase(SECRET);
        }
        assertThat(get("/alone/" + DAY + "/", "If-None-Match", "*").statusCode())
                .isEqualTo(410);
        assertThat(get("/alone/" + DAY + "/card.png", "If-None-Match", "*").statusCode())
                .isEqualTo(410);
    }
}
