package digestbot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server with small limits. Its timeouts end when a test says so.
class WebServerSetupTest {

    private static final int ROOM = 2;

    private static final String CLOSE = "Connection: close\r\n";

    private final Semaphore reading = new Semaphore(0);
    private final Semaphore events = new Semaphore(0);
    private final CountDownLatch unhurried = new CountDownLatch(1);
    private final Timer timer = new Timer();
    private final List<RawConnection> wires = new ArrayList<>();
    private Javalin server = Javalin.create();

    @BeforeEach
    void start() {
        var settings = new WebServerSettings(
                Map.of("X-Strict", "yes"),
                _ -> 10L,
                ROOM,
                (_, _, _, sentence) -> new ErrorBody("text/plain", sentence));
        server = Javalin.create(config -> {
            WebServerSetup.configure(config, "127.0.0.1", 0, settings, _ -> timer);
            config.routes.before("/known", WebServerSetup::markKnown);
            config.routes.post("/known", context -> {
                reading.release();
                context.result("read " + context.body());
            });
            config.routes.post("/", context -> {
                InputStream body = context.bodyInputStream();
                String begin = new String(body.readNBytes(1), StandardCharsets.US_ASCII);
                reading.release();
                context.result("read " + begin + new String(body.readAllBytes(), StandardCharsets.US_ASCII));
            });
            config.routes.get("/events", context -> {
                OutputStream stream = context.res().getOutputStream();
                for (int i = 1; i <= 2; i++) {
                    events.acquire();
                    stream.write("event: count\ndata: %d\n\n".formatted(i).getBytes(StandardCharsets.US_ASCII));
                    stream.flush();
                }
            });
            config.routes.post("/slow", context -> {
                String body = context.body();
                reading.release();
                unhurried.await();
                context.result("read " + body);
            });
        });
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawConnection wire : wires) {
            wire.close();
        }
        server.stop();
    }

    private RawConnection wire() throws IOException {
        wires.add(new RawConnection(server.port()));
        return wires.getLast();
    }

    /// Writes a head, and only the beginning of its body.
    private RawConnection stopped() throws IOException {
        return wire().post("/", "Content-Length: 5\r\n").write("h");
    }

    private String posted(String headers, String body) throws IOException {
        return wire().post("/", headers).write(body).answer();
    }

    @Test
    void takesABodyUpToItsLimitAndDoesNotWaitForOneThatIsFarTooLarge() throws Exception {
        assertThat(posted(CLOSE + "Content-Length: 10\r\n", "0123456789"))
                .startsWith("HTTP/1.1 200")
                .contains("X-Strict: yes", "read 0123456789");
        assertThat(posted("Content-Length: 2000000000\r\n", "h")).startsWith("HTTP/1.1 413");
    }

    /// A client that is still sending when the connection closes often sees a reset connection
    /// instead of the answer.
    @Test
    void readsABodyThatItRefusesBeforeItAnswersButDoesNotWaitLongForOneThatStops() throws Exception {
        String large = "&".repeat(4 << 20);
        Map<String, String> types = Map.of("text/plain", "413", "multipart/form-data", "415");
        for (String type : types.keySet()) {
            String headers = CLOSE + "Content-Type: " + type + "\r\nContent-Length: " + large.length() + "\r\n";
            assertThat(posted(headers, large)).startsWith("HTTP/1.1 " + types.get(type));
        }
        RawConnection stopped = wire().post("/", "Content-Length: 1000\r\n").write("h");
        timer.awaitTasks(2 + types.size());
        timer.pass();
        assertThat(stopped.answer()).startsWith("HTTP/1.1 413");
    }

    /// Clients that stop halfway cannot keep out those that send at once.
    @Test
    void theBodyThatHasBeenArrivingForLongestMakesRoomForANewOne() throws Exception {
        RawConnection first = stopped();
        reading.acquire();
        RawConnection second = stopped();
        reading.acquire();
        assertThat(posted(CLOSE + "Content-Length: 5\r\n", "hello")).startsWith("HTTP/1.1 200");
        assertThat(first.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 1", "X-Strict: yes");
        assertThat(second.write("ello").status()).startsWith("HTTP/1.1 200");
    }

    @Test
    void bodiesOfStrangersNeverMakeThoseOfKnownClientsLeave() throws Exception {
        RawConnection known =
                wire().post("/known", CLOSE + "Content-Length: 5\r\n").write("h");
        reading.acquire();
        timer.awaitTasks(2);
        for (int i = 0; i <= ROOM; i++) {
            stopped();
            reading.acquire();
        }
        assertThat(known.write("ello").answer()).startsWith("HTTP/1.1 200").contains("read hello");
    }

    @Test
    void refusesMoreBodiesAtOnceThanItHasRoomFor() throws Exception {
        List<RawConnection> answered = new ArrayList<>();
        for (int i = 0; i < ROOM; i++) {
            answered.add(wire().post("/slow", CLOSE + "Content-Length: 5\r\n").write("hello"));
        }
        reading.acquire(ROOM);
        assertThat(posted(CLOSE + "Content-Length: 5\r\n", "hello")).startsWith("HTTP/1.1 503");
        unhurried.countDown();
        for (RawConnection each : answered) {
            assertThat(each.answer()).startsWith("HTTP/1.1 200");
        }
        awaitRoom();
    }

    /// Any stranger can send such bodies, and may stop at any time.
    @Test
    void bodiesThatAreRefusedTakeNoRoomAndOnlySomeAreReadToTheirEnd() throws Exception {
        List<RawConnection> refused = new ArrayList<>();
        for (int i = 0; i <= ROOM; i++) {
            refused.add(wire().post("/", "Content-Length: 1000\r\n").write("h"));
        }
        await().untilAsserted(() -> assertThat(refused).anyMatch(WebServerSetupTest::isAnswered));
        for (int i = 0; i < ROOM; i++) {
            assertThat(posted(CLOSE + "Content-Length: 5\r\n", "hello")).startsWith("HTTP/1.1 200");
        }
        refused.removeIf(WebServerSetupTest::isAnswered);
        assertThat(refused).as("those that are still read").hasSize(ROOM);
    }

    private static boolean isAnswered(RawConnection wire) {
        try {
            return wire.isAnswered();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRequestHasNoOtherMethodThanItsOwn() throws Exception {
        String override = CLOSE + "X-HTTP-Method-Override: %s\r\nContent-Length: 5\r\n";
        assertThat(posted(override.formatted("GET"), "hello")).startsWith("HTTP/1.1 200");
        assertThat(wire().write("GET / HTTP/1.1\r\nHost: localhost\r\nx-http-method-override: POST\r\n" + CLOSE
                                + "\r\n")
                        .answer())
                .startsWith("HTTP/1.1 404");
    }

    /// Otherwise they would take every connection.
    @Test
    void slowConnectionsMakeRoomForOthers() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        for (int i = 0; i < 520; i++) {
            slow.add(wire().write("POST / HTTP/1.1\r\nHost: localhost\r\n"));
        }
        assertThat(posted(CLOSE + "Content-Length: 5\r\n", "hello")).startsWith("HTTP/1.1 200");
        assertThat(slow.stream().filter(wire -> !isCut(wire, CLOSE + "Content-Length: 1\r\n\r\nh")))
                .as("slow ones that were not cut")
                .hasSizeBetween(390, 410);
    }

    private static boolean isCut(RawConnection wire, String rest) {
        try {
            return !wire.write(rest).status().startsWith("HTTP/1.1 200");
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void aBodyThatStopsEndsAndMakesRoom() throws Exception {
        List<RawConnection> stopped = new ArrayList<>();
        for (int i = 0; i < ROOM; i++) {
            stopped.add(stopped());
        }
        reading.acquire(ROOM);
        timer.pass();
        for (RawConnection each : stopped) {
            assertThat(each.status()).startsWith("HTTP/1.1 408");
        }
        awaitRoom();
    }

    private void awaitRoom() {
        await().untilAsserted(() -> assertThat(
                        wire().post("/", "Content-Length: 5\r\n").write("hello").status())
                .as("there is room again")
                .startsWith("HTTP/1.1 200"));
    }

    /// The time limit covers the body; its answer may take longer.
    @Test
    void aBodyThatCameInTimeIsAnsweredHoweverLongThatTakes() throws Exception {
        RawConnection wire =
                wire().write("POST /slow HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "Content-Length: 5\r\n\r\nhello");
        reading.acquire();
        RawConnection later = wire().post("/", "Content-Length: 5\r\n").write("h");
        reading.acquire();
        timer.pass();
        assertThat(later.status()).as("a body that began later").startsWith("HTTP/1.1 408");
        unhurried.countDown();
        assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("read hello");
    }

    /// The head of an event stream is sent long before its end.
    @Test
    void aHeadThatNeverEndsIsCutButEventsComeForAsLongAsSomebodyListens() throws Exception {
        RawConnection listening = wire().write("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n" + CLOSE + "\r\n");
        events.release();
        assertThat(listening.status()).startsWith("HTTP/1.1 200");
        RawConnection later = wire().write("GET / HTTP/1.1\r\nX-Slow: ");
        timer.awaitTasks(2);
        timer.pass();
        timer.pass();
        await().until(() -> isCut(later), Boolean::booleanValue);
        events.release();
        assertThat(listening.answer()).contains("event: count\ndata: 2");
    }

    private static boolean isCut(RawConnection wire) {
        try {
            wire.write("x");
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// All times that have begun end together, before those that begin then.
    private static final class Timer extends AbstractLifeCycle implements Scheduler {

        private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        void awaitTasks(int least) {
            await().until(tasks::size, count -> count >= least);
        }

        void pass() {
            List<Runnable> due = List.copyOf(tasks);
            tasks.removeAll(due);
            due.forEach(Runnable::run);
        }
    }
}
