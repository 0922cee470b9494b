package digestbot.api.http;

import static digestbot.api.ApiFixture.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.web.RawConnection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests for hidden digests, and requests that are wrong on purpose.
class ApiAbuseTest {

    @AutoClose
    private final ApiServerFixture api;

    ApiAbuseTest(@TempDir Path folder) {
        api = new ApiServerFixture(folder);
        api.library.publish("us-china", DAY, "satellites");
    }

    @Test
    void refusesWhatCannotBeMeant() throws Exception {
        var soft = new SoftAssertions();
        String paths = "digests?limit=-1 digests?limit=0 digests?limit=101 digests?limit=99999999999999999999"
                + " digests?limit=1e2 digests?limit= digests?limit=1&limit=2 digests?from=garbage"
                + " digests?from=2026-02-30 digests?to=99999-01-01 digests?topic=.. digests?topic=%00"
                + " digests?topic=us-china%27%20OR%201=1 digests?language=%25 digests?language=en_US%25"
                + " digests?cursor=x digests?cursor=2026-99-99_1 digests?cursor=2026-02-11_9999999999999999999"
                + " digests?cursor=2026-02-11_-1 digests/us-china/today digests/us-china/2026-2-1"
                + " digests/us%20china/2026-02-11 search search?q= search?q=%22%2a%28%29 search?q=LONG"
                + " search?q=a&limit=26 search?q=a&q=b search?q=a&perspective=%25";
        for (String path : paths.split(" ", -1)) {
            HttpResponse<String> refused = api.get("/api/" + path.replace("LONG", "a".repeat(201)));
            soft.assertThat(refused.statusCode()).as(path).isEqualTo(400);
            soft.assertThat(refused.headers().map())
                    .as(path)
                    .containsEntry("content-type", List.of("application/problem+json"))
                    .containsEntry("cache-control", List.of("no-store"));
            soft.assertThat(refused.body())
                    .as(path)
                    .containsPattern("\"title\" ?: ?\"Bad Request\"")
                    .containsPattern("\"detail\" ?: ?\"The parameter “[^\"]+\\.\"");
        }
        soft.assertAll();
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

    @Test
    void pathsNeverLeadElsewhere() throws Exception {
        var soft = new SoftAssertions();
        for (String path : List.of(
                "/api/digests/us-china%2f2026-02-11/2026-02-11",
                "/api/digests/..%2f..%2fetc/2026-02-11",
                "/api/digests/%2e%2e/2026-02-11",
                "/api/digests/us-china/2026-02-11/%2e%2e%2f",
                "/api/digests/us-china%5c/2026-02-11",
                "/api/digests/us-china;a=b/2026-02-11/..;/us",
                "/api//digests/us-china/2026-02-11",
                "/api/digests/us-china/2026-02-11/us%0d%0aX-Evil:%201")) {
            String answer = raw("GET " + path);
            soft.assertThat(answer)
                    .as(path)
                    .containsPattern("(?s)^HTTP/1.1 (400|404) .*\"detail\" ?: ?\"[^\"]+\"")
                    .doesNotContain("X-Evil: 1");
        }
        soft.assertAll();
    }

    private String raw(String request) throws IOException {
        try (var wire = new RawConnection(api.server.port())) {
            return wire.write(
                            request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .answer();
        }
    }

    @Test
    void onlyReads() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE")) {
            assertThat(raw(method + " /api/topics")).as(method).containsPattern("^HTTP/1.1 (404|405)");
        }
    }
}
