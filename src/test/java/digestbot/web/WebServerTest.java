package digestbot.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WebServerTest {

    @AutoClose
    private final Logged log = Logged.by("digestbot.web");

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final WebServer server = start(0).orElseThrow();

    private Optional<WebServer> start(int port) {
        var settings = new WebServerSettings(
                Map.of(),
                _ -> 100L,
                1,
                (_, _, _, sentence) -> new ErrorBody("text/plain; charset=utf-8", "✗ " + sentence));
        return WebServer.start("site", "127.0.0.1", port, settings, config -> {
            config.routes.get("/full", _ -> {
                throw new ServiceUnavailableResponse("Full.");
            });
            config.routes.post("/read", context -> context.result(context.body()));
            config.routes.get("/page/{name}", context -> {
                if (broken.contains(context.pathParam("name"))) {
                    throw new IllegalStateException("secret");
                }
                context.result("fine");
            });
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(String path) throws Exception {
        try (var wire = new RawConnection(server.port())) {
            return wire.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .answer();
        }
    }

    @Test
    void pagesWorkAgainOnceNoneFails() throws Exception {
        broken.addAll(Set.of("a", "b"));
        assertThat(get("/page/a"))
                .startsWith("HTTP/1.1 500")
                .contains("Internal error.")
                .doesNotContain("secret");
        get("/page/b");
        broken.remove("b");
        assertThat(get("/page/b")).startsWith("HTTP/1.1 200").contains("fine");
        assertThat(log.from(Level.INFO)).noneMatch(line -> line.contains("work again"));
        broken.clear();
        get("/page/a");
        assertThat(log.from(Level.INFO)).last().asString().startsWith("site pages work again");
    }

    @Test
    void saysWhyARequestFailed() throws Exception {
        assertThat(get("/nothing")).startsWith("HTTP/1.1 404").contains("✗ Page not found.");
        assertThat(get("/full")).startsWith("HTTP/1.1 503").contains("✗ Full.", "Retry-After: ");
    }

    /// Strangers cannot fill the log.
    @Test
    void aBodyThatEndsEarlyIsNoFailureOfThePage() throws Exception {
        try (var wire = new RawConnection(server.port())) {
            assertThat(wire.write("POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nh")
                            .end()
                            .answer())
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(log.from(Level.INFO)).noneMatch(line -> line.contains("failed"));
    }

    @Test
    void thereIsNoneWhereAnotherOneListens() {
        try (var javalin = Logged.by("io.javalin")) {
            assertThat(start(server.port())).isEmpty();
            assertThat(javalin.from(Level.WARN)).isEmpty();
        }
        assertThat(log.from(Level.WARN))
                .last()
                .isEqualTo("site not started: cannot listen on 127.0.0.1:%d (Address already in use)."
                                .formatted(server.port())
                        + " Set another site.port, or 0 for no site");
    }
}
