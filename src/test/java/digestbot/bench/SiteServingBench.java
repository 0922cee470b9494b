package digestbot.bench;

import digestbot.bench.FanOutBench.Round;
import digestbot.bench.SiteArchive.Place;
import digestbot.outside.BotHome;
import digestbot.outside.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The time of the site's pages at 500 requests per second: while nothing else happens, while a
/// digest is sent to everybody at the highest rate that a platform permits, and while it is sent
/// without limits; and the slowdown of sending.
final class SiteServingBench {

    /// The rate of Telegram's paid broadcasts.
    private static final int PERMITTED = 1_000;

    private static final int PER_SECOND = 500;
    private static final int NEWEST = 120;

    /// So many of the requests per second are for any page of the archive, and the others for new
    /// ones.
    private static final int RARE = 25;

    /// Rounds without (0) and with (1) readers: a machine that gets slower or faster changes both
    /// alike.
    private static final List<Integer> ROUNDS = List.of(0, 1, 1, 0, 1, 0, 0, 1);

    private final BenchFixture bench;
    private final Figures figures;
    private final int chats;

    private SiteServingBench(BenchFixture bench, Figures figures) {
        this.bench = bench;
        this.figures = figures;
        chats = bench.sizes().chats();
    }

    /// In ms.
    private record Times(long requests, double median, double most, double longest, long failures) {

        static Times of(String answer) {
            String[] parts = answer.split(" ", -1);
            return new Times(
                    Long.parseLong(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Long.parseLong(parts[4]));
        }

        /// The sum of the requests, and the worst times.
        static Times worst(List<Times> rounds) {
            return new Times(
                    rounds.stream().mapToLong(Times::requests).sum(),
                    rounds.stream().mapToDouble(Times::median).max().orElse(0),
                    rounds.stream().mapToDouble(Times::most).max().orElse(0),
                    rounds.stream().mapToDouble(Times::longest).max().orElse(0),
                    rounds.stream().mapToLong(Times::failures).sum());
        }

        void add(Figures figures, String name, String how) {
            String of = "%s; %,d requests, %d failed".formatted(how, requests, failures);
            figures.add(name + "_p50_ms", median, "ms", of);
            figures.add(name + "_p99_ms", most, "ms", "99 % of the same");
            figures.add(name + "_max_ms", longest, "ms", "the slowest of the same");
        }
    }

    /// Readers of new pages, and readers of any page.
    private record Readers(BenchBot newest, BenchBot rare) implements AutoCloseable {

        void begin() throws IOException {
            newest.tell("begin");
            rare.tell("begin");
        }

        double processorMillis() throws IOException {
            return newest.processorMillis() + rare.processorMillis();
        }

        @Override
        public void close() {
            newest.close();
            rare.close();
        }
    }

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        new SiteServingBench(bench, figures).measure();
    }

    private void measure() throws IOException, InterruptedException {
        int digests = bench.sizes().published();
        BotHome botHome = bench.botHome("site-serving", chats);
        SiteArchive.fill(botHome, digests);
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        int port = FreePort.find();
        String site = "site: {url: https://news.example.org, port: %d}".formatted(port);
        List<String> all = archive(digests);
        List<String> newest = newest(digests);
        try (BenchBot bot = bench.subject(botHome, "", site).awaitReady();
                BenchBot cold = readers(port, PER_SECOND, "cold", all);
                BenchBot warm = readers(port, PER_SECOND, "warm", newest);
                Readers mixed = mixed(port, "unlimited", newest, all)) {
            ask(warm); // the methods of the server are compiled
            ask(warm)
                    .add(
                            figures,
                            "site_warm",
                            "pages and feeds of the newest days at %d/s, all asked for before, bot idle"
                                    .formatted(PER_SECOND));
            ask(cold)
                    .add(
                            figures,
                            "site_cold",
                            "any page of %,d digests at %d/s, nearly none asked for before"
                                    .formatted(digests, PER_SECOND));
            FanOutBench.round(bench, botHome, bot, "warm-up", chats);
            fanOuts(botHome, bot, mixed, "site_fanout", "WITHOUT LIMITS");
            figures.add("site_rss_mib", bot.mostResidentMib(), "MiB", "VmHWM of the bot's process after all of that");
        }
        LimitedBench.enforce(bench, PERMITTED);
        try (BenchBot bot = bench.subject(botHome, LimitedBench.limits(PERMITTED), site)
                        .awaitReady();
                Readers mixed = mixed(port, "limited", newest, all)) {
            ask(mixed.newest()); // the methods of this process are compiled, too
            FanOutBench.round(bench, botHome, bot, "limited-warm-up", chats);
            fanOuts(botHome, bot, mixed, "site_limited", "at %,d/s".formatted(PERMITTED));
        }
    }

    private Times ask(BenchBot readers) throws IOException, InterruptedException {
        readers.tell("begin");
        TimeUnit.SECONDS.sleep(bench.sizes().throttledSeconds());
        return Times.of(readers.tell("end"));
    }

    private void fanOuts(BotHome botHome, BenchBot bot, Readers readers, String name, String rate)
            throws IOException, InterruptedException {
        List<List<Round>> rounds = List.of(new ArrayList<>(), new ArrayList<>());
        List<Times> newest = new ArrayList<>();
        List<Times> rare = new ArrayList<>();
        double readersMillis = 0;
        for (int i = 0; i < ROUNDS.size(); i++) {
            boolean isRead = ROUNDS.get(i) == 1;
            double before = readers.processorMillis();
            if (isRead) {
                readers.begin();
            }
            rounds.get(ROUNDS.get(i)).add(FanOutBench.round(bench, botHome, bot, name + "-" + i, chats));
            if (isRead) {
                newest.add(Times.of(readers.newest().tell("end")));
                rare.add(Times.of(readers.rare().tell("end")));
                readersMillis += readers.processorMillis() - before;
            }
        }
        String during =
                "while a digest is sent to %,d chats %s; the worst of %d rounds".formatted(chats, rate, newest.size());
        Times all = Times.worst(newest);
        Times others = Times.worst(rare);
        all.add(figures, name, "new pages and feeds at %d/s, %s".formatted(PER_SECOND - RARE, during));
        others.add(figures, name + "_archive", "any page of the archive at %d/s beside them".formatted(RARE));
        double alone = mean(rounds.getFirst().stream().map(Round::perSecond));
        double read = mean(rounds.getLast().stream().map(Round::perSecond));
        figures.add(name + "_alone_per_s", alone, "messages/s", "that fan-out without readers of the site");
        figures.add(name + "_read_per_s", read, "messages/s", "that fan-out with them, in turn with the other");
        figures.add(name + "_slowdown", 100 * (1 - read / alone), "%", "how much slower that is");
        long requests = all.requests() + others.requests();
        figures.add(
                name + "_request_cpu_ms",
                (mean(rounds.getLast().stream().map(Round::processorMillis))
                                - mean(rounds.getFirst().stream().map(Round::processorMillis)))
                        * chats
                        * newest.size()
                        / requests,
                "ms/request",
                "processor time of the bot for a request: what rounds with readers took more");
        figures.add(
                name + "_readers_cpu_ms",
                readersMillis / requests,
                "ms/request",
                "processor time of the clients, which run on the same processors");
    }

    private static double mean(Stream<Double> values) {
        return values.mapToDouble(each -> each).average().orElse(0);
    }

    private Readers mixed(int port, String name, List<String> newest, List<String> all) throws IOException {
        return new Readers(
                readers(port, PER_SECOND - RARE, name + "-newest", newest), readers(port, RARE, name + "-any", all));
    }

    private BenchBot readers(int port, int perSecond, String name, List<String> paths) throws IOException {
        Path file = Files.write(bench.folder().resolve("readers-" + name + ".txt"), paths);
        List<String> arguments = List.of(Integer.toString(port), Integer.toString(perSecond), file.toString());
        BenchBot readers = BenchBot.start(
                bench.launch().test(SiteLoad.class, arguments), bench.folder().resolve("readers-" + name + ".log"));
        bench.sandbox().mind(readers.process());
        return readers;
    }

    /// Also the pages that most readers ask for.
    private static List<String> newest(int digests) {
        List<String> paths = new ArrayList<>();
        IntStream.range(Math.max(0, digests - NEWEST), digests)
                .mapToObj(Place::new)
                .forEach(place -> {
                    paths.addAll(pages(place));
                    paths.addAll(List.of("", place.topic() + "/", place.topic() + "/atom.xml", "feed.json"));
                });
        Collections.shuffle(paths, new Random(1));
        return paths;
    }

    private static List<String> archive(int digests) {
        List<String> paths = new ArrayList<>(IntStream.range(0, digests)
                .mapToObj(Place::new)
                .flatMap(place -> pages(place).stream())
                .toList());
        Collections.shuffle(paths, new Random(2));
        return paths;
    }

    private static List<String> pages(Place place) {
        return Stream.concat(
                        Stream.of(place.page()),
                        IntStream.range(0, place.sides()).mapToObj(place::perspectivePage))
                .toList();
    }

    /// Readers of the site, in a process of their own: so many requests per second, however long
    /// the answers take. The time of a request runs from the moment at which it should have been
    /// sent, so that a stalling server makes all requests slow that were due meanwhile.
    ///
    /// Arguments: the port, the number of requests per second, and a file with a path in each line.
    /// Commands, a line each: `begin` starts asking for the paths in turn; `end` stops, and answers
    /// with `<requests> <median> <99th percentile> <longest> <failures>`, the times in ms.
    static final class SiteLoad {

        /// With fewer, a stalling server would keep requests from being sent.
        private static final int CONNECTIONS = 64;

        private final int port;
        private final long nanosBetween;
        private final List<String> paths;
        private final ConcurrentLinkedQueue<long[]> times = new ConcurrentLinkedQueue<>();
        private final List<Thread> readers = new ArrayList<>();
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private volatile boolean ended;

        private SiteLoad(int port, int perSecond, List<String> paths) {
            this.port = port;
            nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
            this.paths = paths;
        }

        static void main(String... arguments) throws IOException, InterruptedException {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.setProperty("http.maxConnections", Integer.toString(CONNECTIONS));
            int from = 0;
            List<String> paths = Files.readAllLines(Path.of(arguments[2]));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.equals("begin")) {
                    throw new IllegalArgumentException(line);
                }
                var load = new SiteLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), paths);
                load.begin(from);
                System.out.println("begun");
                in.readLine();
                System.out.println(load.end());
                from = (int) (load.next.get() % paths.size());
            }
        }

        private void begin(int from) {
            next.set(from);
            long start = System.nanoTime() - from * nanosBetween;
            for (int i = 0; i < CONNECTIONS; i++) {
                readers.add(Thread.ofPlatform().start(() -> ask(start)));
            }
        }

        private void ask(long start) {
            var mine = new ArrayList<Long>();
            while (!ended) {
                try {
                    ask(start, mine);
                } catch (IOException e) {
                    System.err.println(e.getMessage());
                    failures.incrementAndGet();
                }
            }
            times.add(mine.stream().mapToLong(each -> each).toArray());
        }

        private void ask(long start, List<Long> mine) throws IOException {
            while (!ended) {
                long number = next.getAndIncrement();
                long due = start + number * nanosBetween;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                get(paths.get((int) (number % paths.size())));
                mine.add(System.nanoTime() - due);
            }
        }

        /// Reads every byte and keeps none: a client that does more would take the processor time
        /// that the server needs. Fails also if the page does not exist.
        private void get(String path) throws IOException {
            var request = (HttpURLConnection) URI.create("http://127.0.0.1:%d/%s".formatted(port, path))
                    .toURL()
                    .openConnection();
            request.setRequestProperty("Accept-Encoding", "gzip");
            request.setInstanceFollowRedirects(false);
            if (request.getResponseCode() != 200) {
                throw new IOException(path + ": " + request.getResponseCode());
            }
            try (InputStream page = request.getInputStream()) {
                page.transferTo(OutputStream.nullOutputStream());
            }
        }

        private String end() throws InterruptedException {
            ended = true;
            for (Thread reader : readers) {
                reader.join();
            }
            long[] sorted =
                    times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return "%d %s %s %s %d"
                    .formatted(
                            sorted.length,
                            quantile(sorted, 0.5),
                            quantile(sorted, 0.99),
                            quantile(sorted, 1),
                            failures.get());
        }

        private static double quantile(long[] sorted, double share) {
            return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
        }
    }
}
