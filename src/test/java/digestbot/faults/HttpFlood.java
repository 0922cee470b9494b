package digestbot.faults;

import digestbot.outside.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Requests of every address of the console or of the site at once, as large as a form may get and
/// larger, by strangers and by somebody who is signed in. They come from a process of their own,
/// because the attacker's threads would delay the measured answers.
///
/// @param parallel the number of forms of the sign-in or of searches
/// @param others the number of requests of each other address
/// @param upload the size of a file that a stranger uploads, in MiB
record HttpFlood(Server server, int parallel, int others, int upload) implements Attack {

    /// Requests of each page and form.
    private static final int WARM_UP = 30;

    enum Server {
        CONSOLE,
        SITE
    }

    @Override
    public String name() {
        return server.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void warmUp(AttackedBot bot) throws Exception {
        new HttpFlood(server, 0, WARM_UP, 0).run(bot);
    }

    @Override
    public long run(AttackedBot bot) throws Exception {
        int port = server == Server.CONSOLE ? bot.consolePort : bot.sitePort;
        List<String> arguments = List.of(server.name(), "" + port, "" + parallel, "" + others, "" + upload);
        Process process = JavaProcess.start(bot.botHome.log(), false, List.of(), Flooder.class.getName(), arguments);
        try {
            String requests = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseLong(requests.strip());
        } finally {
            process.destroyForcibly();
        }
    }

    static final class Flooder {

        private static final List<String> CONSOLE = List.of("""
                / /deliveries /subscribers /digests /digests/1 /audit /configuration /broadcasts /broadcasts/1
                /sign-in /assets/0/NotoSansSC-Regular.ttf /healthz /readyz /metrics\
                """.split("\\s+"));
        private static final List<String> CONSOLE_FORMS = List.of("""
                /sign-out /broadcasts /broadcasts/1/recipients /broadcasts/1/send /broadcasts/1/show
                /broadcasts/1/schedule /broadcasts/1/unschedule /broadcasts/1/discard /broadcasts/1/pause
                /broadcasts/1/go-on /broadcasts/1/stop /broadcasts/1/retry /broadcasts/1/withdraw
                /deliveries/retry /digests/1/release /digests/1/keep\
                """.split("\\s+"));
        private static final List<String> SITE = List.of(
                "/",
                "/large/",
                "/large/%1$s/",
                "/large/%1$s/us/",
                "/large/%1$s/card.png",
                "/large/atom.xml",
                "/feed.json",
                "/robots.txt",
                "/sitemap.xml",
                "/no-such-topic/",
                "/large/1970-01-01/card.png",
                "/large/%1$tY-%1$tm/card.png",
                "/" + "a/".repeat(2_000));
        private static final List<String> SITE_FORMS = List.of("/", "/search/", "/large/", "/no-such-page");

        private static final String FIELD = "a=1&";

        /// As large as any form was ever allowed to be, as a form may be, and as the form of the
        /// sign-in may be.
        private static final int MOST_FIELDS = 262_144;

        private static final int MANY_FIELDS = 16_000;
        private static final int FEW_FIELDS = 2_000;
        private static final byte[] MEBIBYTE = new byte[1 << 20];

        private final int port;
        private final HttpFlood flood;
        private final AtomicLong requests = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();

        private Flooder(int port, HttpFlood flood) {
            this.port = port;
            this.flood = flood;
        }

        /// Prints the number of requests. Ends with its standard input, and so with its parent. The
        /// arguments are the server, its port, then the other components of [HttpFlood].
        public static void main(String... arguments) throws Exception {
            Thread.ofPlatform().daemon().start(Flooder::endWithParent);
            var flood = new HttpFlood(
                    Server.valueOf(arguments[0]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]));
            var flooder = new Flooder(Integer.parseInt(arguments[1]), flood);
            switch (flood.server) {
                case CONSOLE -> flooder.floodConsole();
                case SITE -> flooder.floodSite();
            }
            System.out.println(flooder.requests.get());
        }

        private static void endWithParent() {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException _) {
                // The parent is gone, too.
            }
            Runtime.getRuntime().halt(0);
        }

        private void floodConsole() throws Exception {
            RawConnection.Session session = RawConnection.signIn(port);
            fire(1, () -> upload("/sign-in"));
            byte[] most = form("", MOST_FIELDS);
            byte[] few = form("", FEW_FIELDS);
            fire(flood.parallel, () -> post("/sign-in", "", most));
            await();
            fire(flood.parallel, () -> post("/sign-in", "", few));
            await();
            for (String page : CONSOLE) {
                fire(flood.others, () -> get(page, ""));
                fire(flood.others, () -> get(page, session.cookie()));
            }
            await();
            String csrf = "csrf=" + URLEncoder.encode(session.csrf(), StandardCharsets.UTF_8) + "&";
            byte[] mostOfOurs = form(csrf, MOST_FIELDS - csrf.length());
            byte[] manyOfOurs = form(csrf, MANY_FIELDS);
            for (String form : CONSOLE_FORMS) {
                fire(flood.others, () -> post(form, "", most));
                if (!form.equals("/sign-out")) {
                    fire(flood.others, () -> post(form, session.cookie(), mostOfOurs));
                    fire(flood.others, () -> post(form, session.cookie(), manyOfOurs));
                }
                await();
            }
            fire(1, () -> upload("/broadcasts"));
            await();
        }

        private void floodSite() throws Exception {
            LocalDate today = Attack.today();
            for (int i = 0; i < flood.parallel; i++) {
                String words = "room+" + i + "+" + "some+".repeat(i % 100);
                fire(1, () -> get("/en/search/?q=" + words, ""));
                fire(1, () -> get("/en/search/?page=2147483647&q=" + words, ""));
            }
            for (String page : SITE) {
                fire(flood.others, () -> get(page.formatted(today), ""));
            }
            await();
            byte[] most = form("", MOST_FIELDS);
            for (String form : SITE_FORMS) {
                fire(flood.others, () -> post(form, "", most));
                await();
            }
            fire(1, () -> upload("/"));
            await();
        }

        private interface FloodRequest {
            void fire() throws IOException;
        }

        /// Sends the requests at the same time.
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
                // The server may refuse further requests.
            }
        }

        private void await() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
            threads.clear();
        }

        /// The first field includes its separator from the next.
        private static byte[] form(String first, int fields) {
            return (first + FIELD.repeat(fields)).getBytes(StandardCharsets.ISO_8859_1);
        }

        private void get(String path, String cookie) throws IOException {
            RawConnection.get(port, path, cookie + "Accept-Encoding: gzip\r\n");
        }

        private void post(String path, String cookie, byte[] body) throws IOException {
            try (RawConnection connection = RawConnection.open(port)) {
                connection.say(
                        RawConnection.head("POST", path, cookie, "application/x-www-form-urlencoded", body.length));
                connection.say(body);
                connection.status();
            }
        }

        private void upload(String path) throws IOException {
            String begin = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
            String end = "\r\n--x--\r\n";
            long length = begin.length() + end.length() + (long) flood.upload * MEBIBYTE.length;
            try (RawConnection connection = RawConnection.open(port)) {
                connection.say(RawConnection.head("POST", path, "", "multipart/form-data; boundary=x", length));
                connection.say(begin);
                for (int i = 0; i < flood.upload; i++) {
                    connection.say(MEBIBYTE);
                }
                connection.say(end);
                connection.status();
            }
        }
    }
}
