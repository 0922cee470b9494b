package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.console.signin.Passwords;
import digestbot.web.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that strangers send to the console hold up nobody else, and take neither memory nor
/// disk.
@Tag("faults")
class ConsoleAbuseTest {

    private static final String HASH = Passwords.hash("correct horse");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=x\r\n";
    private static final int MANY = 100;

    @TempDir
    Path folder;

    private Optional<ConsoleFixture> console = Optional.empty();

    @AfterEach
    void close() {
        console.ifPresent(ConsoleFixture::close);
    }

    private ConsoleFixture start(Optional<String> hash) {
        ConsoleFixture opened = new ConsoleFixture(folder, hash, Optional.empty(), CLOCK);
        console = Optional.of(opened);
        return opened;
    }

    @Test
    void aHundredLargeSignInsAtOnceDelayNobody() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        String body = "a=b&".repeat(1 << 18);
        List<String> answers = delayingNobody(opened, () -> {
            try (var wire = new RawConnection(opened.port())) {
                wire.post("/sign-in", FORM + "Content-Length: " + body.length() + "\r\n");
                wire.writeUntilAnswered(body.substring(0, 1 << 16).getBytes(StandardCharsets.US_ASCII), body.length());
                return wire.statusIfAny();
            }
        });
        // A client that goes on writing may find the connection closed before it sees the answer.
        assertThat(answers)
                .hasSize(MANY)
                .contains("HTTP/1.1 413 Payload Too Large")
                .allMatch(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 413"));
    }

    @Test
    void aHundredSlowSignInsAtOnceDelayNobody() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        List<String> answers = delayingNobody(opened, () -> {
            try (var wire = new RawConnection(opened.port())) {
                return wire.post("/sign-in", FORM + "Content-Length: 100\r\n")
                        .write("p")
                        .status();
            }
        });
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 429"))
                .hasSize(MANY - 5);
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 408"))
                .hasSize(5);
    }

    /// Requests from the machine itself need no password.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/broadcasts",
                "/broadcasts/1/send",
                "/broadcasts/1/recipients",
                "/deliveries/retry",
                "/digests/1/release",
                "/sign-out"
            })
    void aHundredFormsOfThePermittedSizeAtOnceDelayNobody(String path) throws Exception {
        ConsoleFixture opened = start(Optional.empty());
        String body = "a=b&".repeat(900) + "a=" + "b".repeat(60_000);
        List<String> answers = delayingNobody(opened, () -> {
            try (var wire = new RawConnection(opened.port())) {
                return wire.post(path, FORM + "Content-Length: " + body.length() + "\r\n")
                        .write(body)
                        .status();
            }
        });
        assertThat(answers).hasSize(MANY).allMatch(answer -> answer.matches("HTTP/1.1 (403|503) .*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/deliveries",
                "/subscribers",
                "/broadcasts?below=",
                "/digests?words=",
                "/audit?page=",
                "/configuration",
                "/metrics",
                "/live",
                "/sign-in?to="
            })
    void aHundredRequestsOfAPageAtOnceDelayNobody(String path) throws Exception {
        ConsoleFixture opened = start(Optional.empty());
        String address = path + (path.endsWith("=") ? "1".repeat(7_000) : "");
        List<String> answers = delayingNobody(opened, () -> {
            try (var wire = new RawConnection(opened.port())) {
                return wire.write("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status();
            }
        });
        assertThat(answers).hasSize(MANY).allMatch(answer -> answer.matches("HTTP/1.1 (200|302) .*"));
    }

    /// Asks for pages until all the given requests have their answers.
    private static List<String> delayingNobody(ConsoleFixture opened, Callable<String> attack) throws Exception {
        // The first request waits until the classes are loaded.
        opened.browser.get("/");
        opened.browser.get("/healthz");
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> under = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                under.add(all.submit(attack));
            }
            Duration slowest = Duration.ZERO;
            do {
                long begun = System.nanoTime();
                assertThat(opened.browser.get("/healthz").statusCode()).isEqualTo(200);
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            } while (!under.stream().allMatch(Future::isDone));
            assertThat(slowest).isLessThan(Duration.ofSeconds(1));
            List<String> answers = new ArrayList<>();
            for (Future<String> each : under) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    @Test
    void refusesAMultipartBodyBeforeAnyOfItComes() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        for (String path : List.of("/sign-in", "/", "/broadcasts", "/healthz")) {
            try (var wire = new RawConnection(opened.port())) {
                wire.post(path, MULTIPART + "Content-Length: 2000000000\r\n");
                assertThat(wire.status()).as(path).startsWith("HTTP/1.1 415");
            }
        }
    }

    @Test
    void keepsNothingOfAMultipartBody() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = multiparts(temporary);
        try (var wire = new RawConnection(opened.port())) {
            wire.post("/sign-in", MULTIPART + "Content-Length: 2000000000\r\n");
            wire.writeUntilAnswered(
                    "--x\r\nContent-Disposition: form-data; name=\"password\"; filename=\"a\"\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII),
                    1);
            long written = wire.writeUntilAnswered(new byte[1 << 20], 40L << 20);
            assertThat(multiparts(temporary)).isEqualTo(before);
            assertThat(written).isLessThan(40L << 20);
        }
    }

    /// The files of multipart bodies. Other tests may delete their own temporary files meanwhile.
    private static List<Path> multiparts(Path temporary) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(temporary, Set.of(), 3, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().startsWith("MultiPart")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    @Test
    void anEndlessBodyIsReadOnlyUpToItsLimit() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        try (var wire = new RawConnection(opened.port())) {
            wire.post("/sign-in", FORM + "Transfer-Encoding: chunked\r\n");
            wire.write("2100\r\n" + "x".repeat(0x2100) + "\r\n");
            assertThat(wire.status()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aBodyThatComesSlowlyEndsThoughItNeverPauses() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        long begun = System.nanoTime();
        try (var wire = new RawConnection(opened.port());
                ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor()) {
            wire.post("/sign-in", FORM + "Content-Length: 4000\r\n");
            Future<?> drip = dripping.scheduleAtFixedRate(
                    () -> {
                        try {
                            wire.write("x");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e); // ends the dripping
                        }
                    },
                    0,
                    200,
                    TimeUnit.MILLISECONDS);
            assertThat(wire.status()).startsWith("HTTP/1.1 408");
            drip.cancel(true);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(14));
    }

    @Test
    void aFormOfVeryManyFieldsIsRefused() throws Exception {
        ConsoleFixture opened = start(Optional.of(HASH));
        String body = "a&".repeat(2_000);
        try (var wire = new RawConnection(opened.port())) {
            wire.post("/sign-in", FORM + "Content-Length: " + body.length() + "\r\n");
            assertThat(wire.write(body).status()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void noFormIsLongerThanAnAnnouncementMayBe() throws Exception {
        ConsoleFixture opened = start(Optional.empty());
        String csrf = HttpBrowser.csrf(opened.browser.get("/broadcasts"));
        HttpResponse<String> answer =
                opened.browser.post("/broadcasts", Map.of("csrf", csrf, "text", "x".repeat(70_000)));
        assertThat(answer.statusCode()).isEqualTo(413);
    }
}
