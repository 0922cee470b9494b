package digestbot.api.http;

import static digestbot.api.ApiFixture.DAY;
import static digestbot.api.ApiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.web.IpNetwork;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API over a real connection.
class ApiRoutesTest {

    @AutoClose
    private final ApiServerFixture api;

    ApiRoutesTest(@TempDir Path folder) {
        api = new ApiServerFixture(folder);
        api.library.publish("us-china", DAY.minusDays(1), "harbours").publish("us-china", DAY, "satellites");
    }

    @Test
    void listsTopicsAndShowsADigestWithMarksSourcesSharesAndAddresses() throws Exception {
        JsonNode topic = api.json("/api/topics").at("/topics/0");
        assertThat(topic.path("id").asText()).isEqualTo("us-china");
        assertThat(topic.path("name").asText()).isEqualTo("Topic us-china");
        assertThat(topic.path("latest").asText()).isEqualTo(DAY.toString());
        assertThat(topic.path("url").asText()).isEqualTo("https://news.example.org/us-china/");
        HttpResponse<String> response = api.get("/api/digests/US-China/" + DAY);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode digest = ApiServerFixture.json(response);
        assertThat(digest.path("url").asText()).isEqualTo("https://news.example.org/us-china/2026-02-11/");
        assertThat(digest.at("/highlights/0/points/0/text").asText())
                .isEqualTo("Both sides talk about satellites with care.");
        JsonNode us = digest.at("/perspectives/0");
        assertThat(us.path("url").asText()).isEqualTo("https://news.example.org/us-china/2026-02-11/us/");
        assertThat(us.path("articles").asInt()).isEqualTo(2);
        assertThat(us.path("percent").asInt()
                        + digest.at("/perspectives/1/percent").asInt())
                .isEqualTo(100);
        assertThat(us.at("/blocks/0/points/0/text").asText()).isEqualTo("American satellites stand first.");
        assertThat(us.at("/blocks/0/points/0/sources"))
                .extracting(JsonNode::asInt)
                .containsExactly(1, 2);
        assertThat(us.at("/blocks/0/points/0/pair").asText()).isEqualTo("one");
        assertThat(digest.path("comparison").toString())
                .isEqualTo(
                        "[{\"pair\":\"one\",\"heading\":\"The talks\",\"by\":\"author\",\"perspectives\":[\"us\",\"china\"]}]");
        assertThat(us.at("/blocks/0/points/1/only").asText()).isEqualTo("us");
        assertThat(us.at("/blocks/0/points/1/links/0/url").asText()).isEqualTo("https://example.org/a");
        assertThat(us.at("/blocks/1/type").asText()).isEqualTo("quote");
        assertThat(digest.at("/perspectives/1/blocks/0/points/0/blocks/0/points/0/text")
                        .asText())
                .isEqualTo("A point below it.");
        assertThat(digest.at("/sections/0/heading").asText()).isEqualTo("What comes next");
        assertThat(digest.at("/sources/2/outlet").asText()).isEqualTo("东方样报");
        assertThat(digest.path("sources"))
                .extracting(source -> source.path("perspective").asText())
                .containsExactly("us", "us", "china");
        assertThat(digest.path("corrections")).isEmpty();
    }

    @Test
    void tellsOfCorrections() throws Exception {
        api.library.publish(
                DAY + "-us-china.md", text("us-china", DAY, "telescopes", "correction: \"They are telescopes.\""));
        JsonNode digest = api.json("/api/digests/us-china/" + DAY);
        assertThat(digest.path("revision").asInt()).isEqualTo(2);
        assertThat(digest.at("/corrections/0/note").asText()).isEqualTo("They are telescopes.");
        assertThat(api.json("/api/digests").at("/digests/0").has("corrected")).isTrue();
    }

    @Test
    void aStoryThatTheBotFoundHasNoPair() throws Exception {
        publishQuake(DAY);
        JsonNode comparison = api.json("/api/digests/us-china/" + DAY).path("comparison");
        assertThat(comparison).hasSize(1);
        assertThat(comparison.at("/0/by").asText()).isEqualTo("points");
        assertThat(comparison.at("/0/heading").asText()).isNotBlank();
        assertThat(comparison.at("/0").has("pair")).isFalse();
    }

    @Test
    void aStoryContinuesFromTheWeekBeforeInItsLanguage() throws Exception {
        LocalDate before = DAY.minusDays(7);
        publishQuake(before.minusDays(8));
        publishQuake(before);
        publishQuake(DAY.minusDays(1), "language: es");
        publishQuake(DAY);
        assertThat(continued(DAY)).isEqualTo(before.toString());
        assertThat(continued(before)).isEmpty();
        api.library.publish("us-china", before, "satellites");
        assertThat(continued(DAY)).as("corrected").isEmpty();
    }

    private void publishQuake(LocalDate day, String... more) {
        api.library.publish(
                day + "-us-china.md",
                text("us-china", day, "satellites", more)
                        .replaceAll("American .*", "A magnitude 5.9 earthquake in Yunnan kills 19 people.")
                        .replaceAll("Chinese .*", "The Yunnan earthquake of magnitude 5.9 has killed 19 people."));
    }

    private String continued(LocalDate day) throws Exception {
        return api.json("/api/digests/us-china/" + day)
                .at("/comparison/0/continues")
                .asText();
    }

    @Test
    void showsOnePerspective() throws Exception {
        JsonNode shown = api.json("/api/digests/us-china/" + DAY + "/China");
        assertThat(shown.at("/perspective/name").asText()).isEqualTo("China");
        assertThat(shown.at("/perspective/blocks/0/points/0/text").asText())
                .isEqualTo("Chinese satellites stand second.");
        assertThat(shown.toString()).doesNotContain("American", "First article");
        assertThat(shown.path("sources"))
                .extracting(source -> source.path("number").asInt())
                .containsExactly(3);
        HttpResponse<String> missing = api.get("/api/digests/us-china/" + DAY + "/mars");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"Not Found\"", "It has: us, china.");
    }

    @Test
    void choosesLanguageAndEdition() throws Exception {
        api.library.publish("german.md", text("us-china", DAY, "Satelliten", "language: de"));
        api.library.publish("evening.md", text("us-china", DAY, "evenings", "edition: Evening"));
        String path = "/api/digests/us-china/" + DAY;
        assertThat(api.json(path + "?language=de").path("language").asText()).isEqualTo("de");
        assertThat(api.json(path + "?language=de").path("url").asText())
                .isEqualTo("https://news.example.org/de/us-china/2026-02-11/");
        assertThat(api.json(path + "?edition=").path("edition").asText()).isEmpty();
        assertThat(api.json(path + "?edition=Evening").toString()).contains("evenings");
        assertThat(api.json(path + "?edition=").path("languages")).hasSize(2);
        assertThat(api.get(path + "?language=fr").statusCode()).isEqualTo(404);
        assertThat(api.json("/api/digests?language=de").path("digests")).hasSize(1);
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedWhateverComesMeanwhile() throws Exception {
        for (int i = 2; i < 8; i++) {
            api.library.publish("us-china", DAY.minusDays(i), "rivers");
        }
        List<String> days = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.json("/api/digests?topic=us-china&limit=3" + cursor);
            page.path("digests").forEach(digest -> days.add(digest.path("day").asText()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
            api.library.publish("us-china", DAY.plusDays(days.size()), "news");
        } while (!cursor.isEmpty());
        assertThat(days).hasSize(8).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(api.json("/api/digests?from=2026-02-09&to=2026-02-10").path("digests"))
                .hasSize(2);
    }

    @Test
    void searchNamesThePerspectiveThatSaysIt() throws Exception {
        JsonNode found = api.json("/api/search?q=chinese%20harbours&topic=us-china");
        assertThat(found.path("total").asInt()).isEqualTo(1);
        JsonNode hit = found.at("/hits/0");
        assertThat(hit.path("text").asText()).isEqualTo("Chinese harbours stand second.");
        assertThat(hit.at("/perspective/name").asText()).isEqualTo("China");
        assertThat(hit.path("url").asText()).isEqualTo("https://news.example.org/us-china/2026-02-10/china/");
        assertThat(api.json("/api/search?q=stand&perspective=us&limit=1").path("hits"))
                .hasSize(1);
        assertThat(api.json("/api/search?q=nowhere").path("total").asInt()).isZero();
    }

    @Test
    void answersThatNothingHasChanged() throws Exception {
        String path = "/api/digests/us-china/" + DAY;
        String tag = api.get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = api.get(path, "If-None-Match", "\"other\", " + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
        assertThat(api.get(path, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .contains("gzip");
        api.library.publish("us-china", DAY, "telescopes");
        assertThat(api.get(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void scriptsOfAllSitesMayRead() throws Exception {
        for (String path : List.of("/api/topics", "/api/search", "/api/nothing", "/api/openapi.json")) {
            assertThat(api.get(path, "Origin", "https://other.example")
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .contains("*");
        }
        HttpResponse<String> preflight = api.send("OPTIONS", "/api/topics", "Origin", "https://other.example");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("If-None-Match");
        assertThat(api.get("/api/topics").headers().map()).doesNotContainKey("set-cookie");
        HttpResponse<String> head = api.send("HEAD", "/api/topics");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void refusesTooManyRequestsForAWhile() throws Exception {
        int requests = ApiRoutes.REQUESTS / 5;
        for (int i = 0; i < requests; i++) {
            assertThat(api.get("/api/search?q=satellites").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = api.get("/api/search?q=satellites", "X-Forwarded-For", "192.0.2.7");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        long seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(ApiServerFixture.json(refused).path("detail").asText()).contains("Try again in " + seconds);
        api.nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        assertThat(api.get("/api/search?q=satellites").statusCode()).isEqualTo(200);
    }

    @Test
    void countsClientsBehindAConfiguredProxyOneByOne(@TempDir Path folder) throws Exception {
        try (var proxied = new ApiServerFixture(folder, ApiServerFixture.SITE, IpNetwork.LOOPBACK)) {
            for (int i = 0; i < ApiRoutes.REQUESTS; i++) {
                proxied.get("/api/topics", "X-Forwarded-For", "192.0.2.7");
            }
            Map<String, Integer> statuses = Map.of("192.0.2.7", 429, "192.0.2.8", 200, "192.0.2.8, 192.0.2.7", 429);
            for (String client : statuses.keySet()) {
                assertThat(proxied.get("/api/topics", "X-Forwarded-For", client).statusCode())
                        .as(client)
                        .isEqualTo(statuses.get(client));
            }
        }
    }

    @Test
    void isBelowThePathOfTheSite(@TempDir Path folder) throws Exception {
        try (var below = new ApiServerFixture(folder, "https://example.org/news", List.of())) {
            below.library.publish("us-china", DAY, "satellites");
            assertThat(below.json("/news/api/digests").at("/digests/0/url").asText())
                    .isEqualTo("https://example.org/news/us-china/2026-02-11/");
            assertThat(below.json("/news/api/nothing").path("detail").asText()).startsWith("Not found.");
            assertThat(below.json("/news/api/openapi.json").at("/servers/0/url").asText())
                    .isEqualTo("https://example.org/news");
        }
    }
}
