package digestbot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server with small limits. Its timeouts are short where a test waits for one, and otherwise so long that a slow
/// machine keeps to them.
class WebServerSetupTest {

    private static final int ROOM = 2;

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    /// So many, one each half second, last for five times as long as a head may take.
    private static final int EVENTS = 10;

    private final Semaphore reading = new Semaphore(0);
    private final CountDownLatch unhurried = new CountDownLatch(1);
    private Javalin server;

    @BeforeEach
    void start() {
        start(LONG);
    }

    private void start(Duration readTimeout) {
        var settings = new WebServerSettings(
                Map.of("X-Strict", "yes"),
                _ -> 10L,
                ROOM,
                readTimeout,
                (_, _, sentence) -> new ErrorBody("text/plain", sentence));
        server = Javalin.create(config -> {
            WebServerSetup.configure(config, "127.0.0.1", 0, settings);
            config.routes.post("/", context -> {
                InputStream body = context.bodyInputStream();
                String begin = new String(body.readNBytes(1), StandardCharsets.US_ASCII);
                reading.release();
                context.result("read " + begin + new String(body.readAllBytes(), StandardCharsets.US_ASCII));
            });
            config.routes.get("/events", context -> {
                var events = EventStream.begin(context);
                for (int i = 1; i <= EVENTS; i++) {
                    events.send("count", Integer.toString(i));
                    assertThat(unhurried.await(500, TimeUnit.MILLISECONDS)).isFalse();
                }
            });
            config.routes.post("/slow", context -> {
                String body = context.body();
                unhurried.await();
                context.result("read " + body);
            });
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void restart(Duration readTimeout) {
        stop();
        start(readTimeout);
    }

    private RawConnection wire() throws IOException {
        return new RawConnection(server.port());
    }

    @Test
    void takesABodyUpToItsLimit() throws Exception {
        try (var wire = wire()) {
            wire.post("/", "Connection: close\r\nContent-Length: 10\r\n").write("0123456789");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("X-Strict: yes", "read 0123456789");
        }
    }

    /// A client that is still sending when the connection closes often sees a reset connection
    /// instead of the answer.
    @ParameterizedTest
    @CsvSource({"413, text/plain", "415, multipart/form-data"})
    void readsABodyThatItRefusesBeforeItAnswers(String status, String type) throws Exception {
        int length = 4 << 20;
        try (var wire = wire()) {
            wire.post("/", "Connection: close\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n");
            for (int sent = 0; sent < length; sent += 1 << 16) {
                wire.write("&".repeat(1 << 16));
            }
            assertThat(wire.answer()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void doesNotWaitForABodyThatIsFarTooLarge() throws Exception {
        try (var wire = wire()) {
            wire.post("/", "Content-Length: 2000000000\r\n").write("h");
            assertThat(wire.answer()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void doesNotWaitLongForARefusedBodyThatStops() throws Exception {
        restart(SHORT);
        try (var wire = wire()) {
            wire.post("/", "Content-Length: 1000\r\n").write("h");
            assertThat(wire.answer()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesMoreBodiesAtOnceThanItHasRoomFor() throws Exception {
        try (var first = wire();
                var second = wire();
                var third = wire()) {
            first.post("/", "Content-Length: 5\r\n").write("h");
            second.post("/", "Content-Length: 5\r\n").write("h");
            assertThat(reading.tryAcquire(ROOM, 20, TimeUnit.SECONDS)).isTrue();
            third.post("/", "Connection: close\r\nContent-Length: 5\r\n").write("hello");
            assertThat(third.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 1", "X-Strict: yes");
            first.write("ello");
            assertThat(first.status()).startsWith("HTTP/1.1 200");
            assertRoom();
        }
    }

    @Test
    void aBodyThatStopsEndsAndMakesRoom() throws Exception {
        restart(SHORT);
        List<RawConnection> stopped = new ArrayList<>();
        try {
            for (int i = 0; i < ROOM; i++) {
                stopped.add(wire().post("/", "Content-Length: 5\r\n").write("h"));
            }
            for (RawConnection each : stopped) {
                assertThat(each.status()).startsWith("HTTP/1.1 408");
            }
            assertRoom();
        } finally {
            for (RawConnection each : stopped) {
                each.close();
            }
        }
    }

    private void assertRoom() {
        await().untilAsserted(() -> {
            try (var afterwards = wire()) {
                afterwards.post("/", "Content-Length: 5\r\n").write("hello");
                assertThat(afterwards.status()).as("there is room again").startsWith("HTTP/1.1 200");
            }
        });
    }

    /// The time limit covers the body; its answer may take longer.
    @Test
    void aBodyThatCameInTimeIsAnsweredHoweverLongThatTakes() throws Exception {
        restart(SHORT);
        try (var wire = wire()) {
            wire.post("/slow", "Connection: close\r\nContent-Length: 5\r\n").write("hello");
            assertThat(unhurried.await(1500, TimeUnit.MILLISECONDS)).isFalse();
            unhurried.countDown();
            assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("read hello");
        }
    }

    @Test
    void aHeadThatComesByteByByteEnds() throws Exception {
        restart(SHORT);
        try (var wire = wire()) {
            wire.write("GET / HTTP/1.1\r\nX-Slow: ");
            await().pollInterval(Duration.ofMillis(100)).until(() -> isCut(wire));
        }
    }

    /// The head of such an answer is out long before its end.
    @Test
    void eventsComeForAsLongAsSomebodyListens() throws Exception {
        restart(SHORT);
        try (var wire = wire()) {
            wire.write("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("event: count\ndata: " + EVENTS);
        }
    }

    private static boolean isCut(RawConnection wire) {
        try {
            wire.write("x");
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
