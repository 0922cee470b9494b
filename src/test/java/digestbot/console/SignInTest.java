package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.console.signin.PasswordSignIn;
import digestbot.console.signin.PasswordSignIn.BrowserTokens;
import digestbot.console.signin.SessionRegistry;
import digestbot.web.IpNetwork;
import digestbot.web.RawConnection;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sessions end in time. Attempts to sign in are limited, and nobody's attempts lock the operator
/// out; a proxy on this machine names the address of each.
class SignInTest {

    private static final String PASSWORD = "correct horse";

    private static final String HASH = ConsoleFixture.cheapHash(PASSWORD);

    private static final String FROM = "X-Forwarded-For";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-06T12:00:00Z"));
    private final AtomicLong nanoTime = new AtomicLong();

    @TempDir
    Path folder;

    private Optional<ConsoleFixture> console = Optional.empty();

    @AfterEach
    void close() {
        console.ifPresent(ConsoleFixture::close);
    }

    private HttpBrowser start() {
        return start(HASH, IpNetwork.LOOPBACK);
    }

    private HttpBrowser start(String hash, List<IpNetwork> proxies) {
        var settings = ConsoleFixture.settings(
                new ConsoleFixture.SignIn(Optional.of(hash), Optional.empty()), proxies, List.of());
        console = Optional.of(new ConsoleFixture(folder, settings, now::get, nanoTime::get));
        return another();
    }

    private HttpBrowser another() {
        return new HttpBrowser(console.orElseThrow().port());
    }

    private static int attempt(HttpBrowser browser, String password, String from) throws Exception {
        return browser.post("/sign-in", Map.of("password", password), FROM, from)
                .statusCode();
    }

    /// Eight addresses with five attempts each, more than are permitted to all addresses together.
    private void useUpTheBudgetOfAll() throws Exception {
        HttpBrowser stranger = another();
        int refused = 0;
        for (int address = 0; address < 8; address++) {
            for (int i = 0; i < PasswordSignIn.ATTEMPTS_PER_CLIENT; i++) {
                refused += attempt(stranger, "guess", "203.0.113." + address) == 429 ? 1 : 0;
            }
        }
        assertThat(refused).isEqualTo(8 * PasswordSignIn.ATTEMPTS_PER_CLIENT - PasswordSignIn.ATTEMPTS_OF_ALL);
    }

    @Test
    void strangersCannotLockAKnownDeviceOrProgramsOut() throws Exception {
        HttpBrowser operator = start();
        HttpBrowser program = another();
        assertThat(attempt(operator, PASSWORD, "198.51.100.1")).isEqualTo(303);
        assertThat(figures(program)).isEqualTo(200);
        useUpTheBudgetOfAll();

        assertThat(attempt(another(), PASSWORD, "198.51.100.2"))
                .as("a new device")
                .isEqualTo(429);
        assertThat(attempt(operator, PASSWORD, "198.51.100.2")).isEqualTo(303);
        assertThat(figures(program)).isEqualTo(200);
        HttpResponse<String> guess =
                program.get("/metrics", "Authorization", ConsoleAccessTest.basic("guess"), FROM, "198.51.100.6");
        assertThat(guess.statusCode()).isEqualTo(429);
        assertThat(guess.headers().firstValue("Retry-After")).contains("60");
    }

    @Test
    void aBrowserShowsTheMarkOfItsDeviceToTheSignInAlone() throws Exception {
        HttpResponse<String> signedIn = start().post("/sign-in", Map.of("password", PASSWORD));
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("digestbot-device="))
                .singleElement()
                .asString()
                .contains("; Path=/sign-in;");
    }

    @Test
    void aDeviceIsStillKnownAfterARestartUnlessThePasswordIsNew() throws Exception {
        String mark = mark(start().post("/sign-in", Map.of("password", PASSWORD)));
        for (String hash : List.of(HASH, ConsoleFixture.cheapHash(PASSWORD))) {
            console.orElseThrow().close();
            start(hash, IpNetwork.LOOPBACK);
            useUpTheBudgetOfAll();

            assertThat(signInAs(mark)).isEqualTo(hash.equals(HASH) ? 303 : 429);
        }
    }

    @Test
    void aDeviceIsForgottenAfterNinetyDaysAndNobodyMakesOneUpOrLengthensItsLife() throws Exception {
        String mark = mark(start().post("/sign-in", Map.of("password", PASSWORD)));
        String[] parts = mark.split("\\.", -1);
        useUpTheBudgetOfAll();
        for (String madeUp : List.of(
                "",
                "x",
                "a.99999999999.b",
                "a.9999999999999999999999.b",
                "..",
                "a.b.c.d",
                parts[0] + ".99999999999." + parts[2])) {
            assertThat(signInAs(madeUp)).as(madeUp).isEqualTo(429);
        }
        now.updateAndGet(time -> time.plus(BrowserTokens.LIFE).minusSeconds(1));
        assertThat(signInAs(mark)).isEqualTo(303);
        now.updateAndGet(time -> time.plusSeconds(1));
        assertThat(signInAs(mark)).isEqualTo(429);
    }

    private int signInAs(String mark) throws Exception {
        return another()
                .post(
                        "/sign-in",
                        Map.of("password", PASSWORD),
                        FROM,
                        "198.51.100.9",
                        "Cookie",
                        "digestbot-device=" + mark)
                .statusCode();
    }

    private static String mark(HttpResponse<String> signedIn) {
        return signedIn.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("digestbot-device="))
                .map(cookie -> cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachKnownDeviceHasABudgetOfItsOwn() throws Exception {
        HttpBrowser operator = start();
        HttpBrowser colleague = another();
        attempt(operator, PASSWORD, "198.51.100.1");
        attempt(colleague, PASSWORD, "198.51.100.1");
        for (int i = 0; i < PasswordSignIn.ATTEMPTS_PER_CLIENT; i++) {
            assertThat(attempt(operator, "guess", "203.0.113." + i)).isEqualTo(401);
        }
        assertThat(attempt(operator, PASSWORD, "203.0.113.100")).isEqualTo(429);
        assertThat(attempt(colleague, PASSWORD, "198.51.100.1"))
                .as("another device")
                .isEqualTo(303);
        assertThat(attempt(another(), PASSWORD, "198.51.100.1"))
                .as("a new device")
                .isEqualTo(303);
    }

    private static int figures(HttpBrowser program) throws Exception {
        return program.get("/metrics", "Authorization", ConsoleAccessTest.basic(PASSWORD), FROM, "198.51.100.5")
                .statusCode();
    }

    /// Only the addresses that the proxy added count, and all addresses of one IPv6 network count
    /// as one.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.%d, 203.0.113.7:1234, 127.0.0.1 | 192.0.2.99, 203.0.113.7    | 203.0.113.7, 192.0.2.99
            2001:db8:1:2::%d                        | [2001:db8:1:2:ffff::1]:443 | 2001:db8:1:3::1
            """)
    void attemptsAreCountedByClient(String client, String again, String other) throws Exception {
        HttpBrowser stranger = start();
        for (int i = 0; i < PasswordSignIn.ATTEMPTS_PER_CLIENT; i++) {
            assertThat(attempt(stranger, "guess", client.formatted(i))).isEqualTo(401);
        }
        assertThat(attempt(stranger, "guess", again)).isEqualTo(429);
        assertThat(attempt(stranger, "guess", other)).isEqualTo(401);
    }

    @Test
    void whoIsNoProxyComesFromNowhereElse() throws Exception {
        HttpBrowser stranger = start(HASH, List.of());
        for (int i = 0; i < PasswordSignIn.ATTEMPTS_PER_CLIENT; i++) {
            assertThat(attempt(stranger, "guess", "203.0.113." + i)).isEqualTo(401);
        }
        HttpResponse<String> refused = stranger.post("/sign-in", Map.of("password", PASSWORD), FROM, "203.0.113.99");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(stranger.get("/").statusCode()).as("not signed in").isEqualTo(302);
    }

    @Test
    void formsThatNeverArriveLockNobodyOut() throws Exception {
        HttpBrowser operator = start(HASH, List.of());
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 70; i++) {
                slow.add(new RawConnection(console.orElseThrow().port())
                        .post("/sign-in", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n")
                        .write("p"));
            }
            assertThat(attempt(operator, PASSWORD, "203.0.113.7")).isEqualTo(303);
        } finally {
            for (RawConnection wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void aMinuteLaterThereAreNewAttemptsWhateverTheClockIsSetTo() throws Exception {
        HttpBrowser stranger = start();
        for (int i = 0; i < PasswordSignIn.ATTEMPTS_PER_CLIENT; i++) {
            attempt(stranger, "guess", "203.0.113.7");
        }
        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        assertThat(attempt(stranger, "guess", "203.0.113.7")).isEqualTo(429);
        now.updateAndGet(time -> time.minus(Duration.ofHours(9)));
        nanoTime.addAndGet(PasswordSignIn.WINDOW.toNanos());
        assertThat(attempt(stranger, "guess", "203.0.113.7")).isEqualTo(401);
    }

    private HttpBrowser signedIn() throws Exception {
        HttpBrowser operator = start();
        operator.post("/sign-in", Map.of("password", PASSWORD));
        return operator;
    }

    private static boolean isSignedIn(HttpBrowser operator, String... headers) throws Exception {
        return operator.get("/", headers).statusCode() == 200;
    }

    @Test
    void whoUsesTheConsoleStaysSignedInForAWeekAndNoLongerWhateverTheClockIsSetTo() throws Exception {
        HttpBrowser operator = signedIn();
        for (int hour = 0; hour < 7 * 24; hour += 6) {
            assertThat(isSignedIn(operator)).as("signed in for hour %d", hour).isTrue();
            nanoTime.addAndGet(Duration.ofHours(6).toNanos());
            now.updateAndGet(time -> time.plus(Duration.ofDays(30)));
        }
        assertThat(isSignedIn(operator)).as("signed in after a week").isFalse();
    }

    @Test
    void aPageThatIsLeftOpenKeepsNobodySignedIn() throws Exception {
        HttpBrowser operator = signedIn();
        for (int hour = 0; hour < 12; hour++) {
            assertThat(isSignedIn(operator, "X-Refresh", "automatic"))
                    .as("signed in for hour %d", hour)
                    .isTrue();
            nanoTime.addAndGet(Duration.ofHours(1).toNanos());
        }
        assertThat(isSignedIn(operator)).as("signed in after twelve hours").isFalse();
    }

    @Test
    void aRequestThatIsStillAnsweredDoesNotReviveASessionThatEnded() {
        var sessions = new SessionRegistry(nanoTime::get);
        SessionRegistry.Session session = sessions.begin(Optional.empty(), true);
        sessions.end(session.id());
        sessions.touch(session);
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void anAttemptThatIsRefusedBecauseOfOthersDoesNotCount() throws Exception {
        HttpBrowser operator = start();
        useUpTheBudgetOfAll();
        for (int i = 0; i < PasswordSignIn.ATTEMPTS_PER_CLIENT; i++) {
            assertThat(attempt(operator, PASSWORD, "198.51.100.1")).isEqualTo(429);
        }
        nanoTime.addAndGet(PasswordSignIn.WINDOW.toNanos() / PasswordSignIn.ATTEMPTS_OF_ALL);
        assertThat(attempt(operator, PASSWORD, "198.51.100.1")).isEqualTo(303);
    }

    /// However many ask at once, no page is made for them, and they keep no operator waiting.
    @Test
    void aFloodOfStrangersMakesNoPages() throws Exception {
        HttpBrowser operator = signedIn();
        List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
        HttpBrowser stranger = another();
        for (int i = 0; i < 40; i++) {
            for (String page : List.of("/", "/digests?words=news", "/subscribers", "/broadcasts/1", "/none")) {
                flood.add(stranger.ask(page));
            }
        }
        for (int i = 0; i < 5; i++) {
            assertThat(isSignedIn(operator)).isTrue();
        }
        for (CompletableFuture<HttpResponse<String>> asked : flood) {
            assertThat(asked.get()).returns(302, HttpResponse::statusCode).returns("Redirected", HttpResponse::body);
        }
    }
}
