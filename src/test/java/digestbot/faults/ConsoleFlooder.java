package digestbot.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Sends the console the requests of [ConsoleFlood], in a separate process: inside the process of
/// the sandbox, the attacker's threads would delay the answers that are measured.
final class ConsoleFlooder {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final List<String> PAGES = List.of(
            "/",
            "/deliveries",
            "/subscribers",
            "/digests",
            "/digests/1",
            "/audit",
            "/configuration",
            "/broadcasts",
            "/broadcasts/1",
            "/sign-in",
            "/assets/0/NotoSansSC-Regular.ttf",
            "/healthz",
            "/readyz",
            "/metrics");

    private static final List<String> FORMS = List.of(
            "/sign-out",
            "/broadcasts",
            "/broadcasts/1/recipients",
            "/broadcasts/1/send",
            "/broadcasts/1/show",
            "/broadcasts/1/schedule",
            "/broadcasts/1/unschedule",
            "/broadcasts/1/discard",
            "/broadcasts/1/pause",
            "/broadcasts/1/go-on",
            "/broadcasts/1/stop",
            "/broadcasts/1/retry",
            "/broadcasts/1/withdraw",
            "/deliveries/retry",
            "/digests/1/release",
            "/digests/1/keep");

    private static final String FIELD = "a=1&";

    /// Fields of forms: as large as any form was ever allowed to be, as a form may be, and as the
    /// form of the sign-in may be.
    private static final int MOST_FIELDS = 262_144;
    private static final int MANY_FIELDS = 16_000;
    private static final int FEW_FIELDS = 2_000;
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private final int port;
    private final int parallel;
    private final int others;
    private final int upload;
    private final AtomicLong requests = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    private ConsoleFlooder(int port, ConsoleFlood flood) {
        this.port = port;
        parallel = flood.parallel();
        others = flood.others();
        upload = flood.upload();
    }

    /// Attacks, and prints the number of requests that it took. Ends with its standard input, and
    /// so with its parent.
    ///
    /// @param arguments the console's port, then the components of [ConsoleFlood]
    public static void main(String... arguments) throws Exception {
        List<Integer> numbers = Arrays.stream(arguments).map(Integer::parseInt).toList();
        Thread.ofPlatform().daemon().start(ConsoleFlooder::endWithParent);
        var flood = new ConsoleFlood(numbers.get(1), numbers.get(2), numbers.get(3));
        System.out.println(new ConsoleFlooder(numbers.getFirst(), flood).flood());
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // The parent is gone, too.
        }
        Runtime.getRuntime().halt(0);
    }

    private long flood() throws Exception {
        ConsoleSession session = ConsoleSession.signIn(port);
        fire(1, () -> upload("/sign-in"));
        byte[] most = form("", MOST_FIELDS);
        byte[] few = form("", FEW_FIELDS);
        fire(parallel, () -> post("/sign-in", "", most));
        await();
        fire(parallel, () -> post("/sign-in", "", few));
        await();
        for (String page : PAGES) {
            fire(others, () -> get(page, ""));
            fire(others, () -> get(page, session.cookie()));
        }
        await();
        String csrf = "csrf=" + URLEncoder.encode(session.csrf(), StandardCharsets.UTF_8) + "&";
        byte[] mostOfOurs = form(csrf, MOST_FIELDS - csrf.length());
        byte[] manyOfOurs = form(csrf, MANY_FIELDS);
        for (String form : FORMS) {
            fire(others, () -> post(form, "", most));
            if (!form.equals("/sign-out")) {
                fire(others, () -> post(form, session.cookie(), mostOfOurs));
                fire(others, () -> post(form, session.cookie(), manyOfOurs));
            }
            await();
        }
        fire(1, () -> upload("/broadcasts"));
        await();
        return requests.get();
    }

    private interface FloodRequest {
        void fire() throws IOException;
    }

    /// Sends requests at the same time.
    private void fire(int count, FloodRequest shot) {
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().start(() -> fire(shot)));
        }
    }

    private void fire(FloodRequest shot) {
        requests.incrementAndGet();
        try {
            shot.fire();
        } catch (IOException _) {
            // The server refuses further requests, as it may.
        }
    }

    private void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /// @param first field, with its separator from the next
    private static byte[] form(String first, int fields) {
        return (first + FIELD.repeat(fields)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void get(String path, String cookie) throws IOException {
        Connection.exchange(port, Connection.head("GET", path, cookie + "Accept-Encoding: gzip\r\n", "", 0), PATIENCE);
    }

    private void post(String path, String cookie, byte[] body) throws IOException {
        try (Connection connection = Connection.open(port, PATIENCE)) {
            connection.say(Connection.head("POST", path, cookie, "application/x-www-form-urlencoded", body.length));
            connection.say(body);
            connection.status();
        }
    }

    private void upload(String path) throws IOException {
        String begin = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
        String end = "\r\n--x--\r\n";
        long length = begin.length() + end.length() + (long) upload * MEBIBYTE.length;
        try (Connection connection = Connection.open(port, PATIENCE)) {
            connection.say(Connection.head("POST", path, "", "multipart/form-data; boundary=x", length));
            connection.say(begin);
            for (int i = 0; i < upload; i++) {
                connection.say(MEBIBYTE);
            }
            connection.say(end);
            connection.status();
        }
    }
}
