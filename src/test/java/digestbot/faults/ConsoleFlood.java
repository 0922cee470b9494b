package digestbot.faults;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests of every route of the console at once, as large as a form may get and larger, by strangers and by
/// somebody who is signed in.
///
/// @param parallel how many forms of the sign-in, and requests of each other page
/// @param others how many forms of each other route
/// @param upload how large a file is that a stranger uploads, in MiB
record ConsoleFlood(int parallel, int others, int upload) implements Attack {

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

    /// Fields of forms: as large as any form ever was allowed to be, as a form may be, and as that of the sign-in may
    /// be.
    private static final int MOST_FIELDS = 262_144;
    private static final int MANY_FIELDS = 16_000;
    private static final int FEW_FIELDS = 2_000;
    private static final byte[] MEBIBYTE = new byte[1 << 20];
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (digestbot-session=[^;\r\n]+)");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public int disk() {
        return 24;
    }

    /// Of somebody who is signed in.
    ///
    /// @param cookie as a header's line
    private record Session(String cookie, String csrf) {}

    @Override
    public long run(AttackedBot bot) throws Exception {
        var requests = new AtomicLong();
        Session session = signIn(bot.port);
        var volley = new Volley(bot, requests);
        volley.fire(1, () -> upload(bot, "/sign-in"));
        byte[] most = form("", MOST_FIELDS);
        byte[] few = form("", FEW_FIELDS);
        volley.fire(parallel, () -> post(bot.port, "/sign-in", "", most));
        volley.await();
        volley.fire(parallel, () -> post(bot.port, "/sign-in", "", few));
        volley.await();
        for (String page : PAGES) {
            volley.fire(others, () -> get(bot.port, page, ""));
            volley.fire(others, () -> get(bot.port, page, session.cookie()));
        }
        volley.await();
        String csrf = "csrf=" + URLEncoder.encode(session.csrf(), StandardCharsets.UTF_8) + "&";
        byte[] mostOfOurs = form(csrf, MOST_FIELDS - csrf.length());
        byte[] manyOfOurs = form(csrf, MANY_FIELDS);
        for (String form : FORMS) {
            volley.fire(others, () -> post(bot.port, form, "", most));
            if (!form.equals("/sign-out")) {
                volley.fire(others, () -> post(bot.port, form, session.cookie(), mostOfOurs));
                volley.fire(others, () -> post(bot.port, form, session.cookie(), manyOfOurs));
            }
            volley.await();
        }
        volley.fire(1, () -> upload(bot, "/broadcasts"));
        volley.await();
        return requests.get();
    }

    /// Requests at the same time.
    private static final class Volley {

        private final AttackedBot bot;
        private final AtomicLong requests;
        private final List<Thread> threads = new ArrayList<>();

        Volley(AttackedBot bot, AtomicLong requests) {
            this.bot = bot;
            this.requests = requests;
        }

        interface Shot {
            void fire() throws IOException;
        }

        void fire(int count, Shot shot) {
            for (int i = 0; i < count && bot.isAlive(); i++) {
                threads.add(Thread.ofVirtual().start(() -> fire(shot)));
            }
        }

        private void fire(Shot shot) {
            requests.incrementAndGet();
            try {
                shot.fire();
            } catch (IOException _) {
                // The server has had enough, which is its good right.
            }
        }

        void await() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
            threads.clear();
        }
    }

    private static Session signIn(int port) throws IOException {
        String password = "password=" + URLEncoder.encode(AttackedBot.PASSWORD, StandardCharsets.UTF_8);
        String answer = exchange(
                port, head("POST", "/sign-in", "", "application/x-www-form-urlencoded", password.length()) + password);
        String cookie = "Cookie: " + found(COOKIE, answer) + "\r\n";
        return new Session(cookie, found(CSRF, exchange(port, head("GET", "/broadcasts", cookie, "", 0))));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in\n" + text);
        }
        return matcher.group(1);
    }

    private static String exchange(int port, String request) throws IOException {
        try (Connection connection = Connection.open(port, PATIENCE)) {
            connection.say(request);
            return new String(connection.rest(), StandardCharsets.UTF_8);
        }
    }

    /// @param first field, with what parts it from the next
    private static byte[] form(String first, int fields) {
        return (first + FIELD.repeat(fields)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void get(int port, String path, String cookie) throws IOException {
        exchange(port, head("GET", path, cookie + "Accept-Encoding: gzip\r\n", "", 0));
    }

    private static void post(int port, String path, String cookie, byte[] body) throws IOException {
        try (Connection connection = Connection.open(port, PATIENCE)) {
            connection.say(head("POST", path, cookie, "application/x-www-form-urlencoded", body.length));
            connection.say(body);
            connection.status();
        }
    }

    private void upload(AttackedBot bot, String path) throws IOException {
        String begin = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
        String end = "\r\n--x--\r\n";
        long length = begin.length() + end.length() + (long) upload * MEBIBYTE.length;
        try (Connection connection = Connection.open(bot.port, PATIENCE)) {
            connection.say(head("POST", path, "", "multipart/form-data; boundary=x", length));
            connection.say(begin);
            for (int i = 0; i < upload && bot.isAlive(); i++) {
                connection.say(MEBIBYTE);
            }
            connection.say(end);
            connection.status();
        }
    }

    private static String head(String method, String path, String cookie, String type, long length) {
        String body = type.isEmpty() ? "" : "Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, length);
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s\r\n"
                .formatted(method, path, cookie, body);
    }
}
