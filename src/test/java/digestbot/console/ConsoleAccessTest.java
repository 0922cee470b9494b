package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.web.IpNetwork;
import digestbot.web.RawConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleAccessTest {

    private static final String PASSWORD = "correct horse";
    private static final ConsoleFixture.SignIn BY_PASSWORD =
            new ConsoleFixture.SignIn(Optional.of(ConsoleFixture.cheapHash(PASSWORD)), Optional.empty());
    private static final ConsoleFixture.SignIn BY_PROXY =
            new ConsoleFixture.SignIn(Optional.empty(), Optional.of("X-Forwarded-User"));
    private static final ConsoleFixture.SignIn OPEN = ConsoleFixture.SignIn.NONE;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));

    @TempDir
    Path folder;

    private Optional<ConsoleFixture> console = Optional.empty();

    @AfterEach
    void close() {
        console.ifPresent(ConsoleFixture::close);
    }

    private HttpBrowser start(ConsoleFixture.SignIn signIn) {
        return start(signIn, IpNetwork.LOOPBACK, List.of());
    }

    private HttpBrowser start(ConsoleFixture.SignIn signIn, List<IpNetwork> proxies, List<String> names) {
        var settings = ConsoleFixture.settings(signIn, proxies, names);
        console = Optional.of(new ConsoleFixture(folder, settings, CLOCK, System::nanoTime));
        return another();
    }

    private HttpBrowser another() {
        return new HttpBrowser(console.orElseThrow().port());
    }

    private HttpBrowser signedIn() throws Exception {
        HttpBrowser browser = console.isPresent() ? another() : start(BY_PASSWORD);
        signIn(browser);
        return browser;
    }

    private static HttpResponse<String> signIn(HttpBrowser browser, String... headers) throws Exception {
        return browser.post("/sign-in", Map.of("password", PASSWORD), headers);
    }

    private static int status(HttpBrowser browser, String path, String... headers) throws Exception {
        return browser.get(path, headers).statusCode();
    }

    private static Optional<String> location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location");
    }

    private String raw(String path, String headers) throws Exception {
        try (var wire = new RawConnection(console.orElseThrow().port())) {
            return wire.write("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                    .answer();
        }
    }

    private List<AuditEntry> audit() {
        return console.orElseThrow().database.read(tx -> AuditStore.page(tx, 10, 0));
    }

    @Test
    void isOpenToThisMachineWithoutAPasswordAndTellsTheBrowserToBeStrict() throws Exception {
        HttpBrowser browser = start(OPEN);
        assertThat(browser.get("/metrics").headers().firstValue("Set-Cookie"))
                .as("programs have no session")
                .isEmpty();
        HttpResponse<String> page = browser.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Nothing needs attention.", "No digests yet", "class=\"who\">local access<")
                .doesNotContainPattern("<script(?! src)|style=|onclick");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Strict");
    }

    @Test
    void answersOnlyToTheNamesOfThisMachine() throws Exception {
        start(OPEN);
        var soft = new SoftAssertions();
        for (String host :
                List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "")) {
            soft.assertThat(raw("/", "Host: " + host))
                    .as("Host: " + host)
                    .matches("(?s)HTTP/1.1 40[03] .*")
                    .doesNotContain("Nothing needs attention.");
        }
        for (String host : List.of("localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080")) {
            soft.assertThat(raw("/", "Host: " + host)).as("Host: " + host).startsWith("HTTP/1.1 200");
        }
        soft.assertAll();
    }

    @Test
    void behindAProxyItAnswersToItsOwnNameAlone() throws Exception {
        start(BY_PROXY, IpNetwork.LOOPBACK, List.of("news.example.org", "digestbot:8080"));
        assertThat(raw("/healthz", "Host: evil.example")).as("for programs").startsWith("HTTP/1.1 200");
        for (String host : List.of("evil.example", "evil-news.example.org", "news.example.org.evil.example")) {
            assertThat(raw("/", "Host: " + host + "\r\nX-Forwarded-User: ada"))
                    .as(host)
                    .startsWith("HTTP/1.1 403");
        }
        for (String host : List.of("news.example.org", "News.Example.org", "localhost", "digestbot:8080")) {
            assertThat(raw("/", "Host: " + host + "\r\nX-Forwarded-User: ada"))
                    .as(host)
                    .startsWith("HTTP/1.1 200");
        }
    }

    /// Strangers could otherwise fetch megabytes again and again.
    @Test
    void onlyOperatorsGetTheLargeFont() throws Exception {
        HttpBrowser browser = start(BY_PASSWORD);
        String styleSheet = ConsoleAssets.path("base.css");
        String font = styleSheet.replace("base.css", "NotoSansSC-Regular.ttf");
        String elsewhere = "/assets/0/NotoSansSC-Regular.ttf";
        assertThat(status(browser, font)).isEqualTo(302);
        assertThat(status(browser, elsewhere)).isEqualTo(302);
        assertThat(status(browser, "/assets/0/NotoSans-Regular.ttf")).isEqualTo(200);
        assertThat(browser.get(styleSheet).headers().firstValue("Cache-Control").orElseThrow())
                .startsWith("public");
        signIn(browser);
        HttpResponse<String> read = browser.get(font);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Cache-Control").orElseThrow()).startsWith("private");
        assertThat(status(browser, elsewhere)).isEqualTo(200);
    }

    @Test
    void asksForThePassword() throws Exception {
        HttpBrowser browser = start(BY_PASSWORD);
        HttpResponse<String> turnedAway = browser.get("/");
        assertThat(turnedAway.statusCode()).isEqualTo(302);
        assertThat(location(turnedAway).orElseThrow()).endsWith("/sign-in?to=%2F");
        assertThat(browser.get("/sign-in").body()).contains("Password");
        HttpResponse<String> wrong = browser.post("/sign-in", Map.of("password", "guess"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("Wrong password.");
        assertThat(status(browser, "/")).as("after a wrong password").isEqualTo(302);
        assertThat(signIn(browser).statusCode()).isEqualTo(303);
        HttpResponse<String> page = browser.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("class=\"who\">signed in<");
        assertThat(status(another(), "/")).as("another browser").isEqualTo(302);
        assertThat(audit())
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                .containsExactly(
                        new Actor.ConsoleUser(Optional.empty()), AuditAction.SIGNED_IN, new AuditSubject.NoSubject());
    }

    @Test
    void aSessionThatWasThereBeforeTheSignInIsWorthNothing() throws Exception {
        String given = "digestbot-session=chosen-by-somebody-else";
        signIn(start(BY_PASSWORD), "Cookie", given);
        assertThat(status(another(), "/", "Cookie", given)).isEqualTo(302);
    }

    @Test
    void signingInAgainOrOutEndsTheSessionBefore() throws Exception {
        HttpBrowser browser = signedIn();
        String before = session(browser);
        for (int i = 0; i < 7; i++) {
            assertThat(signIn(browser).statusCode())
                    .as("who knows the password may show it again and again")
                    .isEqualTo(303);
        }
        assertThat(session(browser)).isNotEqualTo(before);
        assertThat(status(another(), "/", "Cookie", before)).isEqualTo(302);
        assertThat(status(browser, "/")).isEqualTo(200);

        String last = session(browser);
        browser.post("/sign-out", Map.of("csrf", HttpBrowser.csrf(browser.get("/"))));
        assertThat(status(browser, "/")).isEqualTo(302);
        assertThat(status(another(), "/", "Cookie", last)).isEqualTo(302);
    }

    static String session(HttpBrowser browser) {
        return browser.cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("digestbot-session"))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aForgedFormDoesNothing() throws Exception {
        HttpBrowser browser = signedIn();
        String csrf = HttpBrowser.csrf(browser.get("/"));
        HttpBrowser other = signedIn();
        assertThat(session(other)).isNotEqualTo(session(browser));
        for (String token : List.of("", "guess", HttpBrowser.csrf(other.get("/")))) {
            assertThat(browser.post("/sign-out", Map.of("csrf", token)).statusCode())
                    .as("with another token: %s", token)
                    .isEqualTo(403);
        }
        assertThat(browser.post("/sign-out", Map.of()).statusCode())
                .as("without a token")
                .isEqualTo(403);
        for (List<String> header : List.of(
                List.of("Origin", "https://evil.example"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"),
                List.of("Sec-Fetch-Site", "elsewhere"))) {
            assertThat(browser.post("/sign-out", Map.of("csrf", csrf), header.getFirst(), header.getLast())
                            .statusCode())
                    .as("from another page: %s", header)
                    .isEqualTo(403);
        }
        assertThat(status(browser, "/")).as("still signed in").isEqualTo(200);
        String own = "http://127.0.0.1:" + console.orElseThrow().port();
        assertThat(browser.post("/sign-out", Map.of("csrf", csrf), "Origin", own)
                        .statusCode())
                .as("from the console's own page")
                .isEqualTo(303);
    }

    @Test
    void cookiesOfAnEncryptedConnectionAreSentOverNoOther() throws Exception {
        HttpBrowser browser = start(BY_PASSWORD);
        assertThat(signIn(browser, "X-Forwarded-Proto", "https").headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; Secure; HttpOnly; SameSite=Strict"), "is secure");
        assertThat(signIn(another()).headers().allValues("Set-Cookie"))
                .hasSize(2)
                .noneMatch(cookie -> cookie.contains("Secure"));
    }

    @Test
    void aProxySaysWhoSomebodyIsWhichIsNotedWithWhatTheyDo() throws Exception {
        HttpBrowser browser = start(BY_PROXY);
        assertThat(status(browser, "/")).as("past the proxy").isEqualTo(403);
        assertThat(status(browser, "/", "X-Forwarded-User", " "))
                .as("who is nobody")
                .isEqualTo(403);
        assertThat(browser.get("/", "X-Forwarded-User", "<i>ada</i>").body()).contains("&lt;i&gt;ada&lt;/i&gt;");
        assertThat(browser.get("/", "X-Forwarded-User", "ben").body())
                .as("somebody else in the same browser")
                .contains("ben")
                .doesNotContain("&gt;ada&lt;");

        String[] ada = {"X-Forwarded-User", "ada"};
        String csrf = HttpBrowser.csrf(browser.get("/broadcasts", ada));
        String draft = location(browser.post("/broadcasts", Map.of("csrf", csrf, "text", "Hello"), ada))
                .orElseThrow();
        String version = HttpBrowser.hidden(browser.get(draft, ada), "version");
        browser.post(
                draft + "/schedule",
                Map.of("csrf", csrf, "version", version, "day", "2999-01-01", "at", "10:00", "confirmed", "yes"),
                ada);
        assertThat(audit())
                .singleElement()
                .extracting(AuditEntry::by, AuditEntry::action)
                .containsExactly(new Actor.ConsoleUser(Optional.of("ada")), AuditAction.BROADCAST_SCHEDULED);
    }

    @Test
    void whoComesPastTheProxyIsNobodyWhateverTheySay() throws Exception {
        start(BY_PROXY, List.of(IpNetwork.parse("10.0.0.0/8").orElseThrow()), List.of());
        HttpResponse<String> answer = another().get("/", "X-Forwarded-User", "ada");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("127.0.0.1", "console.proxy-address").doesNotContain(">ada<");
        assertThat(status(another(), "/healthz")).isEqualTo(200);
    }

    @Test
    void anErrorPageHasTheNavigationForThoseWhoAreLetIn() throws Exception {
        HttpBrowser stranger = start(BY_PASSWORD);
        assertThat(stranger.post("/nowhere", Map.of()).body())
                .contains("Sign in first.")
                .doesNotContain("<nav");
        signIn(stranger);
        assertThat(stranger.get("/nowhere").body())
                .contains("<h1>Page not found</h1>", "<nav aria-label=\"Pages\" ", "href=\"/deliveries\"");
    }

    @Test
    void whoMustSignInIsAskedWithWhatTheyAskedForAndLedThereAndNowhereElse() throws Exception {
        HttpBrowser browser = start(BY_PASSWORD);
        String form = location(browser.get("/digests?words=a%26b")).orElseThrow();
        assertThat(form).isEqualTo("/sign-in?to=%2Fdigests%3Fwords%3Da%2526b");
        assertThat(browser.get(form).body()).contains("name=\"to\" value=\"/digests?words=a%26b\"");
        assertThat(browser.post("/sign-in", Map.of("password", "guess", "to", "/audit"))
                        .body())
                .contains("name=\"to\" value=\"/audit\"");
        Map<String, String> led = Map.of(
                "/digests?words=steel%20%26", "/digests?words=steel%20%26",
                "/", "/",
                "//evil.example/", "/",
                "/\\evil.example", "/",
                "https://evil.example/", "/",
                "/a\r\nX: y", "/");
        var soft = new SoftAssertions();
        for (String to : led.keySet()) {
            soft.assertThat(location(browser.post("/sign-in", Map.of("password", PASSWORD, "to", to))))
                    .as(to)
                    .contains(led.get(to));
        }
        soft.assertAll();
    }

    @Test
    void noPathLeadsToOtherFilesOrIntoAHeader() throws Exception {
        start(OPEN);
        var soft = new SoftAssertions();
        for (String path : List.of(
                "/assets/1/../../application.properties",
                "/assets/1/..%2f..%2ftext/en.properties",
                "/assets/1/%2e%2e/text/en.properties",
                "/assets/1/nothing.css",
                "/assets/1//etc/passwd",
                "/%0d%0aSet-Cookie:%20x=y")) {
            soft.assertThat(raw(path, "Host: localhost"))
                    .as(path)
                    .containsPattern("^HTTP/1.1 40[04]")
                    .doesNotContain("command-today", "root:", "Set-Cookie: x=y");
        }
        soft.assertAll();
    }

    @Test
    void programsMayAskWhetherItLivesAndGetFiguresWithThePasswordButNoSession() throws Exception {
        HttpBrowser browser = start(BY_PASSWORD);
        assertThat(browser.get("/healthz").body()).isEqualTo("ok\n");
        assertThat(browser.get("/readyz").body())
                .isEqualTo("{\"ready\":true,\"checks\":{\"discord\":{\"ok\":true,\"detail\":\"connected\"},"
                        + "\"jobs\":{\"ok\":true,\"detail\":\"on schedule\"},\"database\":{\"ok\":true,\"detail\":\"readable and writable\"},"
                        + "\"oldest-due\":{\"ok\":true,\"detail\":\"queue up to date\"}}}");
        assertThat(status(browser, "/metrics")).isEqualTo(401);
        assertThat(status(browser, "/metrics", "Authorization", basic("guess"))).isEqualTo(401);
        HttpResponse<String> figures = browser.get("/metrics", "Authorization", basic(PASSWORD));
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body().lines()).contains("digestbot_digests 0.0");
        assertThat(figures.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(status(browser, "/")).as("a page, afterwards").isEqualTo(302);
    }

    static String basic(String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString(("prometheus:" + password).getBytes(StandardCharsets.UTF_8));
    }
}
