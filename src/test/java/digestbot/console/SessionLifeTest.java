package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.console.signin.Authentication;
import digestbot.web.RawConnection;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The duration of a session.
class SessionLifeTest {

    private static final String PASSWORD = "correct horse";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-06T12:00:00Z"));
    private final AtomicLong nanoTime = new AtomicLong();

    @AutoClose
    private final ConsoleFixture console;

    private final HttpBrowser browser;

    SessionLifeTest(@TempDir Path folder) throws Exception {
        var password = new Authentication.Password(ConsoleFixture.cheapHash(PASSWORD));
        console = new ConsoleFixture(
                folder, ConsoleFixture.settings(password, List.of(), List.of()), now::get, nanoTime::get);
        browser = console.browser;
        browser.post("/sign-in", Map.of("password", PASSWORD));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private boolean isSignedIn(String... headers) throws Exception {
        return browser.get("/", headers).statusCode() == 200;
    }

    @Test
    void whoUsesTheConsoleStaysSignedInForAWeekAndNoLonger() throws Exception {
        for (int hour = 0; hour < 7 * 24; hour += 6) {
            assertThat(isSignedIn()).as("hour %d", hour).isTrue();
            pass(Duration.ofHours(6));
        }
        assertThat(isSignedIn()).as("signed in").isFalse();
    }

    @Test
    void aPageThatIsLeftOpenKeepsNobodySignedIn() throws Exception {
        for (int hour = 0; hour < 12; hour++) {
            assertThat(isSignedIn("X-Refresh", "automatic"))
                    .as("signed in for hour %d", hour)
                    .isTrue();
            try (var events = live()) {
                assertThat(events.status()).startsWith("HTTP/1.1 200");
            }
            pass(Duration.ofHours(1));
        }
        assertThat(isSignedIn()).as("signed in").isFalse();
    }

    @Test
    void theEventsEndWithTheSession() throws Exception {
        HttpResponse<String> page = browser.get("/");
        try (var events = live()) {
            assertThat(events.status()).startsWith("HTTP/1.1 200");
            browser.post("/sign-out", Map.of("csrf", HttpBrowser.csrf(page)));
            assertThat(events.answer()).contains("text/event-stream");
        }
    }

    private RawConnection live() throws Exception {
        String session = browser.cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("digestbot-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
        return new RawConnection(console.port())
                .write("GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: digestbot-session="
                        + session + "\r\n\r\n");
    }

    @Test
    void noClockThatIsSetEndsASession() throws Exception {
        now.updateAndGet(time -> time.plus(Duration.ofDays(30)));
        assertThat(isSignedIn()).as("signed in").isTrue();
    }
}
