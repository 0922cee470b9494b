package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.console.page.ConsoleAssets;
import digestbot.console.signin.Authentication;
import digestbot.web.IpNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Access to the console, over real HTTP.
class ConsoleAccessTest {

    private static final String PASSWORD = "correct horse";
    private static final String HASH = ConsoleFixture.cheapHash(PASSWORD);
    private static final Optional<String> NONE = Optional.empty();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-06T12:00:00Z"));

    @TempDir
    Path folder;

    private Optional<ConsoleFixture> console = Optional.empty();

    @AfterEach
    void close() {
        console.ifPresent(ConsoleFixture::close);
    }

    private HttpBrowser start(Optional<String> hash, Optional<String> header) {
        console = Optional.of(new ConsoleFixture(folder, hash, header, now::get));
        return another();
    }

    private HttpBrowser another() {
        return new HttpBrowser(console.orElseThrow().port());
    }

    @Test
    void isOpenToThisMachineWithoutAPassword() throws Exception {
        HttpResponse<String> page = start(NONE, NONE).get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Nothing needs attention.", "No digests yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1"})
    void answersToNoOtherName(String host) throws Exception {
        start(NONE, NONE);
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("All is well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"})
    void answersToEveryNameOfThisMachine(String host) throws Exception {
        start(NONE, NONE);
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void tellsTheBrowserToBeStrict() throws Exception {
        HttpResponse<String> page = start(NONE, NONE).get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Strict");
        assertThat(page.body()).doesNotContainPattern("<script(?! src)|style=|onclick");
    }

    /// Strangers could otherwise fetch megabytes again and again.
    @Test
    void onlyOperatorsGetTheLargeFont() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        String styleSheet = ConsoleAssets.path("base.css");
        String font = styleSheet.replace("base.css", "NotoSansSC-Regular.ttf");
        assertThat(browser.get(font).statusCode()).isEqualTo(302);
        assertThat(browser.get(styleSheet).headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("public"));

        browser.post("/sign-in", Map.of("password", PASSWORD));
        HttpResponse<String> read = browser.get(font);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("private"));
    }

    @Test
    void asksForThePassword() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        HttpResponse<String> turnedAway = browser.get("/");
        assertThat(turnedAway.statusCode()).isEqualTo(302);
        assertThat(turnedAway.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in?to=%2F");
        assertThat(browser.get("/sign-in").body()).contains("Password");
        HttpResponse<String> wrong = browser.post("/sign-in", Map.of("password", "guess"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("Wrong password.");
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
        assertThat(browser.post("/sign-in", Map.of("password", PASSWORD)).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(another().get("/").statusCode()).as("another browser").isEqualTo(302);
        List<AuditEntry> entries = console.orElseThrow().database.read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(entries)
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                .containsExactly(
                        new Actor.ConsoleUser(Optional.empty()), AuditAction.SIGNED_IN, new AuditSubject.NoSubject());
    }

    @Test
    void aPasswordCannotBeGuessed() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.post("/sign-in", Map.of("password", "guess" + i)).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> sixth = browser.post("/sign-in", Map.of("password", PASSWORD));
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).contains("60");
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void strangersGetTheAssetsOfTheSignInPageButNotTheLargeFont() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        String large = "/assets/0/NotoSansSC-Regular.ttf";
        assertThat(browser.get("/assets/0/NotoSans-Regular.ttf").statusCode()).isEqualTo(200);
        assertThat(browser.get(large).statusCode()).isEqualTo(302);

        browser.post("/sign-in", Map.of("password", PASSWORD));
        assertThat(browser.get(large).statusCode()).isEqualTo(200);
    }

    @Test
    void whoKnowsThePasswordMayShowItAgainAndAgain() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        for (int i = 0; i < 7; i++) {
            assertThat(browser.post("/sign-in", Map.of("password", PASSWORD)).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void aSessionThatWasThereBeforeTheSignInIsWorthNothing() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        String given = "digestbot-session=chosen-by-somebody-else";
        browser.post("/sign-in", Map.of("password", PASSWORD), "Cookie", given);
        assertThat(another().get("/", "Cookie", given).statusCode()).isEqualTo(302);
    }

    @Test
    void signingOutEndsIt() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        browser.post("/sign-in", Map.of("password", PASSWORD));
        HttpResponse<String> page = browser.get("/");
        String cookie = "digestbot-session="
                + browser.cookies.getCookieStore().getCookies().getFirst().getValue();
        browser.post("/sign-out", Map.of("csrf", HttpBrowser.csrf(page)));
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
        assertThat(another().get("/", "Cookie", cookie).statusCode()).isEqualTo(302);
    }

    @Test
    void signingInAgainEndsTheSessionBefore() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        browser.post("/sign-in", Map.of("password", PASSWORD));
        String before = session(browser);
        browser.post("/sign-in", Map.of("password", PASSWORD));

        assertThat(session(browser)).isNotEqualTo(before);
        assertThat(another().get("/", "Cookie", before).statusCode()).isEqualTo(302);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void twoBrowsersHaveSessionsOfTheirOwn() throws Exception {
        HttpBrowser one = start(Optional.of(HASH), NONE);
        HttpBrowser other = another();
        one.post("/sign-in", Map.of("password", PASSWORD));
        other.post("/sign-in", Map.of("password", PASSWORD));

        assertThat(session(one)).isNotEqualTo(session(other));
        assertThat(HttpBrowser.csrf(one.get("/"))).isNotEqualTo(HttpBrowser.csrf(other.get("/")));
    }

    private static String session(HttpBrowser browser) {
        return browser.cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("digestbot-session"))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFormOfTheConsolesOwnPageIsTaken() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        browser.post("/sign-in", Map.of("password", PASSWORD));
        String csrf = HttpBrowser.csrf(browser.get("/"));
        String own = "http://127.0.0.1:" + console.orElseThrow().port();

        assertThat(browser.post("/sign-out", Map.of("csrf", csrf), "Origin", own)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aProxyThatNamesNobodyLetsNobodyIn() throws Exception {
        assertThat(start(NONE, Optional.of("X-Forwarded-User"))
                        .get("/", "X-Forwarded-User", " ")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theNameOfWhoeverIsInStandsOnThePage() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        browser.post("/sign-in", Map.of("password", PASSWORD));
        assertThat(browser.get("/").body()).contains("class=\"who\">signed in<");
        console.orElseThrow().close();
        assertThat(start(NONE, NONE).get("/").body()).contains("class=\"who\">local access<");
    }

    @Test
    void anIdleSessionEnds() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        browser.post("/sign-in", Map.of("password", PASSWORD));
        now.updateAndGet(time -> time.plus(Duration.ofHours(11)));
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        now.updateAndGet(time -> time.plus(Duration.ofHours(13)));
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void aForgedFormDoesNothing() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        browser.post("/sign-in", Map.of("password", PASSWORD));
        String csrf = HttpBrowser.csrf(browser.get("/"));
        assertThat(browser.post("/sign-out", Map.of()).statusCode())
                .as("without a token")
                .isEqualTo(403);
        assertThat(browser.post("/sign-out", Map.of("csrf", "guess")).statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/sign-out", Map.of("csrf", csrf), "Origin", "https://evil.example")
                        .statusCode())
                .as("from another page")
                .isEqualTo(403);
        for (String site : List.of("cross-site", "same-site", "elsewhere")) {
            assertThat(browser.post("/sign-out", Map.of("csrf", csrf), "Sec-Fetch-Site", site)
                            .statusCode())
                    .as(site)
                    .isEqualTo(403);
        }
        assertThat(browser.get("/").statusCode()).as("still signed in").isEqualTo(200);
    }

    @Test
    void cookiesOfAnEncryptedConnectionAreSentOverNoOther() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        List<String> secure = browser.post("/sign-in", Map.of("password", PASSWORD), "X-Forwarded-Proto", "https")
                .headers()
                .allValues("Set-Cookie");
        assertThat(secure)
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; Secure; HttpOnly; SameSite=Strict"), "is secure");
        assertThat(another()
                        .post("/sign-in", Map.of("password", PASSWORD))
                        .headers()
                        .allValues("Set-Cookie"))
                .hasSize(2)
                .noneMatch(cookie -> cookie.contains("Secure"));
    }

    @Test
    void whoComesPastTheProxyIsNobodyWhateverTheySay() throws Exception {
        var settings = ConsoleFixture.settings(
                new Authentication.Proxy("X-Forwarded-User"),
                List.of(IpNetwork.parse("10.0.0.0/8").orElseThrow()),
                List.of());
        console = Optional.of(new ConsoleFixture(folder, settings, now::get, System::nanoTime));
        HttpResponse<String> answer = another().get("/", "X-Forwarded-User", "ada");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("127.0.0.1", "console.proxy-address").doesNotContain("ada");
        assertThat(another().get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void anErrorPageHasTheNavigationForThoseWhoAreLetIn() throws Exception {
        assertThat(start(NONE, NONE).get("/nowhere").body())
                .contains("Page not found.", "<nav aria-label=\"Pages\" ", "href=\"/deliveries\"");
        HttpBrowser stranger = start(Optional.of(HASH), NONE);
        assertThat(stranger.post("/nowhere", Map.of()).body())
                .contains("Sign in first.")
                .doesNotContain("<nav");
    }

    @Test
    void aProxySaysWhoSomebodyIs() throws Exception {
        HttpBrowser browser = start(NONE, Optional.of("X-Forwarded-User"));
        assertThat(browser.get("/").statusCode()).as("past the proxy").isEqualTo(403);
        assertThat(browser.get("/", "X-Forwarded-User", "<i>ada</i>").body()).contains("&lt;i&gt;ada&lt;/i&gt;");
        assertThat(browser.get("/", "X-Forwarded-User", "ben").body())
                .as("somebody else in the same browser")
                .contains("ben")
                .doesNotContain("&gt;ada&lt;");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "news.example.org, 200",
        "News.Example.org, 200",
        "localhost, 200",
        "digestbot:8080, 200"
    })
    void behindAProxyItAnswersToItsOwnNameAlone(String host, int status) throws Exception {
        Optional<String> header = Optional.of("X-Forwarded-User");
        console = Optional.of(
                new ConsoleFixture(folder, NONE, header, List.of("news.example.org", "digestbot:8080"), now::get));
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .as("for programs")
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-User: ada\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "/digests?words=steel%20%26, /digests?words=steel%20%26",
        "/, /",
        "//evil.example/, /",
        "/\\evil.example, /",
        "https://evil.example/, /",
        "'/a\r\nX: y', /",
    })
    void whoSignedInIsLedToWhatTheyAskedForAndNowhereElse(String to, String led) throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        HttpResponse<String> answer = browser.post("/sign-in", Map.of("password", PASSWORD, "to", to));
        assertThat(answer.headers().firstValue("Location")).contains(led);
    }

    @Test
    void whoMustSignInIsAskedWithWhatTheyAskedFor() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        String form = browser.get("/digests?words=a%26b")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(form).isEqualTo("/sign-in?to=%2Fdigests%3Fwords%3Da%2526b");
        assertThat(browser.get(form).body()).contains("name=\"to\" value=\"/digests?words=a%26b\"");
        assertThat(browser.post("/sign-in", Map.of("password", "guess", "to", "/audit"))
                        .body())
                .contains("name=\"to\" value=\"/audit\"");
    }

    @Test
    void figuresForProgramsBeginNoSession() throws Exception {
        HttpBrowser browser = start(NONE, NONE);
        assertThat(browser.get("/metrics").headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(browser.get("/").headers().firstValue("Set-Cookie")).isPresent();
    }

    @Test
    void whomAProxyNamedIsNotedWithWhatTheyDo() throws Exception {
        HttpBrowser browser = start(NONE, Optional.of("X-Forwarded-User"));
        String csrf = HttpBrowser.csrf(browser.get("/broadcasts", "X-Forwarded-User", "ada"));
        HttpResponse<String> written =
                browser.post("/broadcasts", Map.of("csrf", csrf, "text", "Hello"), "X-Forwarded-User", "ada");
        String address = written.headers().firstValue("Location").orElseThrow();
        String shown = HttpBrowser.hidden(browser.get(address, "X-Forwarded-User", "ada"), "shown");
        browser.post(
                address + "/schedule",
                Map.of("csrf", csrf, "shown", shown, "at", "2999-01-01T10:00"),
                "X-Forwarded-User",
                "ada");
        List<AuditEntry> entries = console.orElseThrow().database.read(tx -> new AuditStore().page(tx, 10, 0));
        assertThat(entries)
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action)
                .containsExactly(new Actor.ConsoleUser(Optional.of("ada")), AuditAction.BROADCAST_SCHEDULED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/1/../../application.properties",
                "/assets/1/..%2f..%2ftext/en.properties",
                "/assets/1/%2e%2e/text/en.properties",
                "/assets/1/nothing.css",
                "/assets/1//etc/passwd"
            })
    void noPathLeadsToOtherFiles(String path) throws Exception {
        start(NONE, NONE);
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .containsPattern("^HTTP/1.1 40[04]")
                .doesNotContain("command-today", "root:");
    }

    @Test
    void aHeaderCannotBeInjected() throws Exception {
        start(Optional.of(HASH), NONE);
        assertThat(raw("GET /%0d%0aSet-Cookie:%20x=y HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .doesNotContain("Set-Cookie: x=y");
    }

    @Test
    void anOversizeFormIsRefused() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        assertThat(browser.post("/sign-in", Map.of("password", "x".repeat(9_000)))
                        .statusCode())
                .isEqualTo(413);
    }

    /// One client never ends its request, the other never reads its response.
    @Test
    void slowClientsHoldUpNobody() throws Exception {
        HttpBrowser browser = start(Optional.empty(), NONE);
        try (var half = new Socket(
                        InetAddress.getLoopbackAddress(), browser.url("/").getPort());
                var deaf = new Socket(
                        InetAddress.getLoopbackAddress(), browser.url("/").getPort())) {
            half.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            deaf.getOutputStream()
                    .write("GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 50; i++) {
                assertThat(browser.get("/healthz").statusCode()).isEqualTo(200);
            }
            assertThat(browser.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void programsMayAskWhetherItLives() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        assertThat(browser.get("/healthz").body()).isEqualTo("ok\n");
        assertThat(browser.get("/readyz").body())
                .isEqualTo(
                        "{\"ready\":true,\"checks\":{\"jobs\":{\"ok\":true,\"detail\":\"on schedule\"},\"database\":{\"ok\":true,\"detail\":\"readable and writable\"},"
                                + "\"oldest-due\":{\"ok\":true,\"detail\":\"queue up to date\"}}}");
    }

    @Test
    void figuresAreShownToWhoKnowsThePassword() throws Exception {
        HttpBrowser browser = start(Optional.of(HASH), NONE);
        assertThat(browser.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(browser.get("/metrics", "Authorization", basic("guess")).statusCode())
                .isEqualTo(401);
        HttpResponse<String> figures = browser.get("/metrics", "Authorization", basic(PASSWORD));
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(List.of(figures.body().split("\n"))).contains("digestbot_digests 0.0");
    }

    private static String basic(String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString(("prometheus:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), console.orElseThrow().port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
