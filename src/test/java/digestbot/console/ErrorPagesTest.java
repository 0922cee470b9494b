package digestbot.console;

import digestbot.GivenTime;
import digestbot.web.RawConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The headers of error responses are as strict as those of a page.
class ErrorPagesTest {

    private static final List<String> HEADERS = List.of(
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "cache-control: no-store\r\n");

    private static final String HOST = "Host: localhost\r\n";
    private static final String END = HOST + "Connection: close\r\n\r\n";

    @AutoClose
    private final ConsoleFixture console;

    ErrorPagesTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, GivenTime.CLOCK);
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\n" + headers + END + body;
    }

    private static String form(String path, String body) {
        return post(
                path,
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n".formatted(body.length()),
                body);
    }

    private record Case(int status, String request) {}

    @Test
    void areAsStrictAsPages() throws Exception {
        String chunked = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n";
        String multipart = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ";
        var soft = new SoftAssertions();
        for (Case each : List.of(
                new Case(400, "BAD\r\n\r\n"),
                new Case(400, "GET / HTTP/1.1\r\n\r\n"),
                new Case(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                new Case(400, "GET /%zz HTTP/1.1\r\n" + END),
                new Case(400, post("/", "Content-Length: x\r\n", "")),
                new Case(400, post("/", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "")),
                new Case(404, "GET /nothing HTTP/1.1\r\n" + END),
                new Case(403, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
                new Case(404, "TRACE / HTTP/1.1\r\n" + END),
                new Case(403, post("/deliveries", "Content-Length: 0\r\n", "")),
                new Case(505, "GET / HTTP/9.9\r\n" + HOST + "\r\n"),
                new Case(414, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n"),
                new Case(431, "GET / HTTP/1.1\r\n" + HOST + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n"),
                // bodies that are larger than the path permits, before or while they are read
                new Case(413, post("/x", "Content-Length: 99999999\r\n", "")),
                new Case(413, form("/sign-in", "password=" + "x".repeat(9_000))),
                new Case(413, form("/broadcasts", "text=" + "x".repeat(70_000))),
                new Case(413, form("/broadcasts", "a&".repeat(2_000))),
                new Case(413, post("/broadcasts", chunked, "11171\r\n" + "x".repeat(0x11171) + "\r\n")),
                new Case(415, post("/sign-in", multipart + "2000000000\r\n", "")),
                new Case(415, post("/healthz", multipart + "9\r\n", "123456789")))) {
            check(soft, each);
        }
        soft.assertAll();
    }

    private void check(SoftAssertions soft, Case each) throws Exception {
        try (var wire = new RawConnection(console.port())) {
            String answer = wire.write(each.request()).answer();
            String request =
                    each.request().substring(0, Math.min(100, each.request().length()));
            soft.assertThat(answer).as(request).startsWith("HTTP/1.1 " + each.status());
            String head = (answer + "\r\n\r\n").split("\r\n\r\n", 2)[0].toLowerCase(Locale.ROOT) + "\r\n";
            soft.assertThat(head).as(request).contains(HEADERS).doesNotContain("\r\nserver:", "x-powered-by");
            soft.assertThat(answer.toLowerCase(Locale.ROOT))
                    .as(request)
                    .doesNotContain("jetty", "javalin", "exception", "\tat ");
        }
    }
}
