package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.web.RawConnection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is wrong with a request, the headers of its response are as strict as a page's.
class ErrorPagesTest {

    private static final List<String> HEADERS = List.of(
            "content-security-policy: default-src 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
            "cache-control: no-store\r\n");

    @TempDir
    Path folder;

    private ConsoleFixture console;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, Optional.empty(), Optional.empty(), InstantSource.system());
    }

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, 'BAD\\r\\n\\r\\n'
            400, 'GET / HTTP/1.1\\r\\n\\r\\n'
            400, 'GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n'
            400, 'GET /%zz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n'
            400, 'POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x\\r\\n\\r\\n'
            400, 'POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n'
            404, 'GET /nothing HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n'
            403, 'GET / HTTP/1.1\\r\\nHost: evil.example\\r\\nConnection: close\\r\\n\\r\\n'
            404, 'TRACE / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n'
            403, 'POST /deliveries HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n'
            413, 'POST /x HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 99999999\\r\\nConnection: close\\r\\n\\r\\n'
            415, 'POST /x HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Type: multipart/mixed\\r\\nContent-Length: 9\\r\\n\\r\\n'
            505, 'GET / HTTP/9.9\\r\\nHost: localhost\\r\\n\\r\\n'
            """)
    void areAsStrictAsPages(int status, String request) throws Exception {
        assertStrict(status, request.replace("\\r\\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"414, 'GET /%s HTTP/1.1'", "431, 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX-Long: %s'"})
    void ofWhatIsTooLongAreAsStrictAsPages(int status, String request) throws Exception {
        assertStrict(status, request.formatted("x".repeat(20_000)).replace("\\r\\n", "\r\n") + "\r\n\r\n");
    }

    private void assertStrict(int status, String request) throws Exception {
        try (var wire = new RawConnection(console.port())) {
            String answer = wire.write(request).answer();
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT) + "\r\n";
            assertThat(head).contains(HEADERS);
            assertThat(head).doesNotContain("\r\nserver:", "x-powered-by");
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("jetty", "javalin", "exception", "\tat ");
        }
    }
}
