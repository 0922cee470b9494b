package digestbot.bench;

import digestbot.bench.FanOutBench.Round;
import digestbot.bench.SiteArchive.Place;
import digestbot.outside.BotHome;
import digestbot.outside.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The time of the site's pages at 500 requests per second, while nothing else happens and while a digest is sent to
/// everybody without limits, and how much slower that is sent then.
final class SiteServingBench {

    private static final int PER_SECOND = 500;
    private static final int NEWEST = 120;

    /// Of so many requests, one is for any page of the archive, and the others are for new ones.
    private static final int RARE = 20;

    /// Rounds without (0) and with (1) readers: a machine that gets slower or faster changes both alike.
    private static final List<Integer> ROUNDS = List.of(0, 1, 1, 0, 1, 0, 0, 1);

    private SiteServingBench() {}

    /// The times of requests, in ms.
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

        void add(Figures figures, String name, String how) {
            String of = "%s; %,d requests at %d/s, %d failed".formatted(how, requests, PER_SECOND, failures);
            figures.add(name + "_p50_ms", median, "ms", of);
            figures.add(name + "_p99_ms", most, "ms", "99 % of the same");
            figures.add(name + "_max_ms", longest, "ms", "the slowest of the same");
        }
    }

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int chats = bench.sizes().chats();
        int digests = bench.sizes().published();
        BotHome botHome = bench.botHome("site-serving", chats);
        SiteArchive.fill(botHome, digests);
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        int port = FreePort.find();
        String site = "site: {url: https://news.example.org, port: %d}".formatted(port);
        List<String> all = archive(digests);
        List<String> newest = newest(digests);
        try (BenchBot bot = bench.subject(botHome, "", site).awaitReady();
                BenchBot cold = readers(bench, port, "cold", all);
                BenchBot warm = readers(bench, port, "warm", newest);
                BenchBot mixed = readers(bench, port, "mixed", mixed(newest, all))) {
            ask(bench, warm); // the methods of the server are compiled
            ask(bench, warm)
                    .add(figures, "site_warm", "pages and feeds of the newest days, all asked for before, bot idle");
            ask(bench, cold)
                    .add(
                            figures,
                            "site_cold",
                            "any page of %,d digests, nearly none asked for before".formatted(digests));
            fanOut(bench, botHome, bot, mixed, figures);
        }
    }

    private static Times ask(BenchFixture bench, BenchBot readers) throws IOException, InterruptedException {
        readers.tell("begin");
        TimeUnit.SECONDS.sleep(bench.sizes().throttledSeconds());
        return Times.of(readers.tell("end"));
    }

    private static void fanOut(BenchFixture bench, BotHome botHome, BenchBot bot, BenchBot readers, Figures figures)
            throws IOException, InterruptedException {
        int chats = bench.sizes().chats();
        FanOutBench.round(bench, botHome, bot, "warm-up", chats);
        List<List<Round>> rounds = List.of(new ArrayList<>(), new ArrayList<>());
        List<Times> times = new ArrayList<>();
        double readersMillis = 0;
        for (int i = 0; i < ROUNDS.size(); i++) {
            boolean isRead = ROUNDS.get(i) == 1;
            double before = readers.processorMillis();
            if (isRead) {
                readers.tell("begin");
            }
            rounds.get(ROUNDS.get(i)).add(FanOutBench.round(bench, botHome, bot, "round-" + i, chats));
            if (isRead) {
                times.add(Times.of(readers.tell("end")));
                readersMillis += readers.processorMillis() - before;
            }
        }
        new Times(
                        times.stream().mapToLong(Times::requests).sum(),
                        worst(times.stream().map(Times::median)),
                        worst(times.stream().map(Times::most)),
                        worst(times.stream().map(Times::longest)),
                        times.stream().mapToLong(Times::failures).sum())
                .add(
                        figures,
                        "site_fanout",
                        "new pages, and any one of the archive in %d, while a digest is published and sent to %,d chats WITHOUT LIMITS; the worst of %d rounds"
                                .formatted(RARE, chats, times.size()));
        double alone = mean(rounds.getFirst().stream().map(Round::perSecond));
        double read = mean(rounds.getLast().stream().map(Round::perSecond));
        figures.add("site_fanout_alone_per_s", alone, "messages/s", "the fan-out without readers of the site");
        figures.add("site_fanout_read_per_s", read, "messages/s", "the fan-out with them, in turn with that");
        figures.add("site_fanout_slowdown", 100 * (1 - read / alone), "%", "how much slower that is");
        figures.add(
                "site_request_cpu_ms",
                (mean(rounds.getLast().stream().map(Round::processorMillis))
                                - mean(rounds.getFirst().stream().map(Round::processorMillis)))
                        * chats
                        * times.size()
                        / times.stream().mapToLong(Times::requests).sum(),
                "ms/request",
                "processor time of the bot for a request: what rounds with readers took more");
        figures.add(
                "site_readers_cpu_ms",
                readersMillis / times.stream().mapToLong(Times::requests).sum(),
                "ms/request",
                "processor time of the client, which runs on the same processors");
        figures.add("site_rss_mib", bot.mostResidentMib(), "MiB", "VmHWM of the bot's process after all of that");
    }

    private static double worst(Stream<Double> values) {
        return values.mapToDouble(each -> each).max().orElse(0);
    }

    private static double mean(Stream<Double> values) {
        return values.mapToDouble(each -> each).average().orElse(0);
    }

    private static BenchBot readers(BenchFixture bench, int port, String name, List<String> paths) throws IOException {
        Path file = Files.write(bench.folder().resolve("readers-" + name + ".txt"), paths);
        List<String> arguments = List.of(Integer.toString(port), Integer.toString(PER_SECOND), file.toString());
        BenchBot readers = BenchBot.start(
                bench.launch().test(SiteLoad.class, arguments), bench.folder().resolve("readers-" + name + ".log"));
        bench.sandbox().mind(readers.process());
        return readers;
    }

    /// Pages and feeds of the newest digests, with those that most readers ask for.
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

    /// The pages of all digests.
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

    private static List<String> mixed(List<String> newest, List<String> all) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> i % RARE == 0 ? all.get(i) : newest.get(i % newest.size()))
                .toList();
    }
}
