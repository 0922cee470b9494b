package digestbot.api.http;

import static digestbot.api.ApiFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.api.ApiFixture;
import digestbot.web.RawConnection;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that ask for what nobody may see, or that are wrong on purpose.
class ApiAbuseTest {

    @TempDir
    Path folder;

    private ApiServerFixture api;

    @BeforeEach
    void open() {
        api = new ApiServerFixture(folder);
        api.library.publish("us-china", DAY, "satellites");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/digests?limit=-1",
                "/api/digests?limit=0",
                "/api/digests?limit=101",
                "/api/digests?limit=99999999999999999999",
                "/api/digests?limit=1e2",
                "/api/digests?limit=",
                "/api/digests?limit=1&limit=2",
                "/api/digests?from=garbage",
                "/api/digests?from=2026-02-30",
                "/api/digests?to=99999-01-01",
                "/api/digests?topic=..",
                "/api/digests?topic=%00",
                "/api/digests?topic=us-china%27%20OR%201=1",
                "/api/digests?language=%25",
                "/api/digests?language=en_US%25",
                "/api/digests?cursor=x",
                "/api/digests?cursor=2026-99-99_1",
                "/api/digests?cursor=2026-02-11_9999999999999999999",
                "/api/digests?cursor=2026-02-11_-1",
                "/api/digests/us-china/today",
                "/api/digests/us-china/2026-2-1",
                "/api/digests/us%20china/2026-02-11",
                "/api/search",
                "/api/search?q=",
                "/api/search?q=%22%2a%28%29",
                "/api/search?q=a&limit=26",
                "/api/search?q=a&q=b",
                "/api/search?q=a&perspective=%25",
            })
    void refusesWhatCannotBeMeant(String path) throws Exception {
        HttpResponse<String> refused = api.get(path);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode problem = ApiServerFixture.json(refused);
        assertThat(problem.path("title").asText()).isEqualTo("Bad Request");
        assertThat(problem.path("detail").asText())
                .startsWith("The parameter “")
                .endsWith(".");
    }

    @Test
    void refusesAVeryLongSearch() throws Exception {
        assertThat(api.get("/api/search?q=" + "a".repeat(201)).statusCode()).isEqualTo(400);
        assertThat(api.get("/api/search?q=" + "a".repeat(10_000)).statusCode()).isIn(414, 431);
    }

    /// What a search means as a query of the index is never taken as one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "satellites%22%20OR%20%22x",
                "NEAR(satellites",
                "title:satellites",
                "satellites%27",
                "%26%7C!satellites"
            })
    void wordsAreNeverAQuery(String words) throws Exception {
        assertThat(api.get("/api/search?q=" + words).statusCode()).isEqualTo(200);
    }

    /// A cursor is only a place: a forged one shows nothing that the list does not have.
    @Test
    void aForgedCursorIsAPlaceLikeAnyOther() throws Exception {
        api.library.publishHidden();
        String all =
                api.get("/api/digests?cursor=9999-12-31_999999999999999999").body();
        assertThat(all).contains("us-china").doesNotContain("hidden");
        assertThat(api.json("/api/digests?cursor=0000-01-01_0").path("digests")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/digests/us-china%2f2026-02-11/2026-02-11",
                "/api/digests/..%2f..%2fetc/2026-02-11",
                "/api/digests/%2e%2e/2026-02-11",
                "/api/digests/us-china/2026-02-11/%2e%2e%2f",
                "/api/digests/us-china%5c/2026-02-11",
                "/api/digests/us-china;a=b/2026-02-11/..;/us",
                "/api//digests/us-china/2026-02-11",
                "/api/digests/us-china/2026-02-11/us%0d%0aX-Evil:%201",
            })
    void pathsNeverLeadElsewhere(String path) throws Exception {
        try (var raw = new RawConnection(api.server.port())) {
            String answer = raw.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .answer();
            assertThat(answer).containsPattern("^HTTP/1.1 (400|404)").doesNotContain("X-Evil: 1");
            String body = answer.substring(answer.indexOf("\r\n\r\n"));
            assertThat(new ObjectMapper()
                            .readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                            .path("detail")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void neverShowsDraftHeldAndWithdrawnDigests() throws Exception {
        api.library.publishHidden();
        for (String path : new String[] {"/api/topics", "/api/digests", "/api/search?q=unspeakable"}) {
            assertThat(api.get(path).body()).as(path).doesNotContain("hidden").doesNotContain("unspeakable");
        }
        for (String topic : new String[] {"hidden-draft", "hidden-held"}) {
            assertThat(api.get("/api/digests?topic=" + topic).statusCode()).isEqualTo(404);
            assertThat(api.get("/api/search?q=unspeakable&topic=" + topic).statusCode())
                    .isEqualTo(404);
            HttpResponse<String> missing = api.get("/api/digests/" + topic + "/" + DAY);
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body())
                    .isEqualTo(api.get("/api/digests/never-existed/" + DAY).body());
            assertThat(api.get("/api/digests/" + topic + "/" + DAY + "/us").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void saysThatADigestWasWithdrawnAndNothingElseOfIt() throws Exception {
        api.library.publishHidden();
        for (String path : new String[] {"", "/us", "?language=en", "?edition="}) {
            HttpResponse<String> gone = api.get("/api/digests/hidden-withdrawn/" + DAY + path);
            assertThat(gone.statusCode()).as(path).isEqualTo(410);
            assertThat(gone.body()).contains("This digest was withdrawn.").doesNotContain("Digest of");
        }
        assertThat(api.get("/api/digests/hidden-withdrawn/" + DAY + "?language=de")
                        .statusCode())
                .isEqualTo(404);
    }

    /// A held correction is not shown before its release.
    @Test
    void aHeldCorrectionIsNotShown() throws Exception {
        api.library
                .hold()
                .publish(DAY + "-us-china.md", ApiFixture.text("us-china", DAY, "unspeakable", "draft: true"));
        for (String path : new String[] {"/us-china/" + DAY, "/us-china/" + DAY + "/us", "?topic=us-china"}) {
            assertThat(api.get("/api/digests" + path).body()).doesNotContain("unspeakable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
    void onlyReads(String method) throws Exception {
        try (var raw = new RawConnection(api.server.port())) {
            String answer = raw.write(
                            method
                                    + " /api/topics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .answer();
            assertThat(answer).containsPattern("^HTTP/1.1 (404|405)");
        }
    }
}
