package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.console.signin.Authentication;
import digestbot.web.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that strangers send to the console hold up nobody else, and take neither memory nor
/// disk. What is refused at once is in [ErrorPagesTest].
@Tag("faults")
class ConsoleAbuseTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=x\r\n";
    private static final int MANY = 100;

    /// So many sign-ins of a client are read at the same time.
    private static final int READ = 5;

    /// So many answers must come while the attack goes on.
    private static final int PROBES = 20;

    @AutoClose
    private final ConsoleFixture console;

    ConsoleAbuseTest(@TempDir Path folder) {
        var password = new Authentication.Password(ConsoleFixture.cheapHash("correct horse"));
        console = new ConsoleFixture(folder, password, CLOCK);
    }

    /// A request of an attack, which answers with a status; an empty one if the console hung up.
    private interface Attack {
        String send(RawConnection wire) throws IOException;
    }

    /// A hundred clients repeat their requests until the probes are answered.
    ///
    /// @return the answers to the clients
    private static List<String> answeredMeanwhile(ConsoleFixture console, List<Attack> attacks) throws Exception {
        var answers = new ConcurrentLinkedQueue<String>();
        var isOver = new AtomicBoolean();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                Attack attack = attacks.get(i % attacks.size());
                clients.add(all.submit(() -> {
                    do {
                        try (var wire = new RawConnection(console.port())) {
                            answers.add(attack.send(wire));
                        }
                    } while (!isOver.get());
                    return true;
                }));
            }
            for (int i = 0; i < PROBES; i++) {
                assertThat(console.browser.get("/healthz").statusCode()).isEqualTo(200);
            }
            isOver.set(true);
            for (Future<?> client : clients) {
                client.get();
            }
        }
        return List.copyOf(answers);
    }

    @Test
    void manyLargeSignInsAtOnceDelayNobody() throws Exception {
        String body = "a=b&".repeat(1 << 18);
        byte[] some = body.substring(0, 1 << 16).getBytes(StandardCharsets.US_ASCII);
        // A client that goes on writing may find the connection closed before it sees the answer.
        assertThat(answeredMeanwhile(console, List.of(wire -> {
                    wire.post("/sign-in", FORM + "Content-Length: " + body.length() + "\r\n");
                    wire.writeUntilAnswered(some, body.length());
                    return wire.statusIfAny();
                })))
                .contains("HTTP/1.1 413 Payload Too Large")
                .allMatch(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 413"));
    }

    /// Only a few of them are read; they end after ten seconds.
    @Test
    void slowSignInsDelayNobodyAndEnd() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(new RawConnection(console.port())
                        .post("/sign-in", FORM + "Content-Length: 100\r\n")
                        .write("p"));
            }
            assertThat(console.browser.get("/healthz").statusCode()).isEqualTo(200);
            int answered = 0;
            for (RawConnection wire : slow) {
                answered += wire.isAnswered() ? 1 : 0;
            }
            assertThat(answered).as("those that are read have not ended yet").isLessThanOrEqualTo(MANY - READ);
            List<String> statuses = new ArrayList<>();
            for (RawConnection wire : slow) {
                statuses.add(wire.status().replaceAll("^HTTP/1.1 (\\d+).*", "$1"));
            }
            assertThat(statuses).filteredOn("429"::equals).hasSize(MANY - READ);
            assertThat(statuses).filteredOn("408"::equals).hasSize(READ);
        } finally {
            for (RawConnection wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void manyFormsAndPagesAtOnceDelayNobody(@TempDir Path other) throws Exception {
        try (var open = new ConsoleFixture(other, CLOCK)) {
            String body = "a=b&".repeat(900) + "a=" + "b".repeat(60_000);
            List<Attack> attacks = new ArrayList<>();
            for (String path : List.of("/broadcasts", "/broadcasts/1/send", "/deliveries/retry", "/sign-out")) {
                attacks.add(wire -> {
                    wire.post(path, FORM + "Content-Length: " + body.length() + "\r\n");
                    return wire.write(body).status();
                });
            }
            for (String path : List.of(
                    "/",
                    "/deliveries",
                    "/subscribers",
                    "/digests?words=" + "1".repeat(7_000),
                    "/configuration",
                    "/metrics",
                    "/live",
                    "/sign-in?to=" + "1".repeat(7_000))) {
                attacks.add(wire -> wire.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status());
            }
            assertThat(answeredMeanwhile(open, attacks))
                    .allMatch(answer -> answer.matches("HTTP/1.1 (200|302|403|503) .*"));
        }
    }

    @Test
    void keepsNothingOfAMultipartBody() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = multiparts(temporary);
        try (var wire = new RawConnection(console.port())) {
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

    /// It would be complete after more than ten minutes.
    @Test
    void aBodyThatComesSlowlyEndsThoughItNeverPauses() throws Exception {
        try (var wire = new RawConnection(console.port());
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
    }
}
