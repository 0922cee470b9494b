package digestbot.bench;

import digestbot.app.Config;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.Library;
import digestbot.library.search.SearchQuery;
import digestbot.outside.BotHome;
import digestbot.outside.ProcStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The time of a search over many digests, with the snippets of one page of hits.
final class SearchBench {

    private static final int TOPICS = 10;
    private static final int A_PAGE = 5;
    private static final int WARM_UP = 20;
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    private SearchBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        Searched searched = search(
                bench,
                BotHome.in(bench.folder().resolve("search")),
                bench.sizes().searched());
        figures.add(
                "search_10k_ms",
                searched.millis,
                "ms",
                "%,d digests: words that all of them have, that one has, in Chinese, of one side, the last page; the"
                                .formatted(bench.sizes().searched())
                        + " slowest kind of search, 99 %% of %d within this, each with its five passages"
                                .formatted(bench.sizes().questions()));
    }

    /// The import before, its most memory, the slowest kind of search (99 % of its answers), and
    /// the most memory of the searches.
    record Searched(double importSeconds, double importMib, double millis, double mostMib) {}

    static Searched search(BenchFixture bench, BotHome botHome, int digests) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                botHome.digests().toString(),
                TestDatabase.location(botHome.database()).toString(),
                Integer.toString(digests),
                Integer.toString(bench.sizes().questions()));
        String line = bench.output(SearchBench.class, arguments, "searching").getFirst();
        double[] values =
                Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
        return new Searched(values[0], values[1], values[2], values[3]);
    }

    /// Runs in a separate process; the arguments are a folder, the database, the number of digests,
    /// and the number of times that each search runs.
    static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int digests = Integer.parseInt(arguments[2]);
        int times = Integer.parseInt(arguments[3]);
        var library = new Library(new DigestParser()::parse);
        DatabaseLocation location = Config.database(arguments[1], Map.of()).orElseThrow();
        try (Database database = Database.open(location)) {
            double importSeconds = fill(database, library, folder, digests);
            double importMib = mostMib();
            System.gc();
            ProcStatus.forgetMost(ProcessHandle.current().pid());
            double slowest = queries(digests).stream()
                    .mapToDouble(query -> slowest(database, library, query, times))
                    .max()
                    .orElseThrow();
            System.out.println(importSeconds + " " + importMib + " " + slowest + " " + mostMib());
        }
    }

    private static double mostMib() {
        return ProcStatus.mib(ProcessHandle.current().pid(), ProcStatus.MOST_RESIDENT)
                .orElseThrow();
    }

    private record SearchRequest(SearchQuery query, int page) {}

    private static List<SearchRequest> queries(int digests) {
        var perspective =
                new SearchQuery("port", Optional.empty(), Optional.of("china"), Optional.empty(), Optional.empty());
        return List.of(
                new SearchRequest(SearchQuery.of("both sides"), 0),
                new SearchRequest(SearchQuery.of("both sides"), digests / A_PAGE - 1),
                new SearchRequest(SearchQuery.of("th"), 0),
                new SearchRequest(SearchQuery.of("number" + digests / 2), 0),
                new SearchRequest(SearchQuery.of("海峡"), 0),
                new SearchRequest(SearchQuery.of("峡"), 1),
                new SearchRequest(perspective, 0));
    }

    private static double slowest(Database database, Library library, SearchRequest asked, int times) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < WARM_UP + times; i++) {
            long begin = System.nanoTime();
            database.read(tx -> page(tx, library, asked));
            if (i >= WARM_UP) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        millis.sort(null);
        return millis.get((int) Math.ceil(millis.size() * 0.99) - 1);
    }

    private static int page(Transaction transaction, Library library, SearchRequest asked) {
        return library.search(transaction, asked.query(), "en", A_PAGE, asked.page() * A_PAGE).hits().stream()
                .map(hit -> library.digest(transaction, hit.number()).orElseThrow())
                .mapToInt(
                        found -> library.snippet(found, asked.query()).pieces().size())
                .sum();
    }

    /// Returns the seconds of the import.
    private static double fill(Database database, Library library, Path files, int digests) throws IOException {
        for (int i = 0; i < digests; i++) {
            Files.writeString(files.resolve(i + ".md"), digest(i));
        }
        long begin = System.nanoTime();
        SiteArchive.importAll(database, library, files);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String digest(int number) {
        String more = String.join(
                "\n",
                IntStream.range(0, 12)
                        .mapToObj(i -> "- The port authority expects ships number%d-%d this week, and both sides agree"
                                .formatted(number, i))
                        .toList());
        return """
                ---
                date: %s
                topic: topic-%d
                perspectives: [{id: us, name: United States}, {id: china, name: China}]
                ---
                ## Highlights

                - Both sides speak about number%d and the strait.

                ## United States

                %s

                ## China

                %s
                - 海峡的渡轮等待好天气，港口说船只将在本周到达。

                ## Sources

                1. [en] [One article about ships](https://example.org/%d) - Example Wire (2/5/2026)
                """.formatted(FIRST.plusDays(number / TOPICS), number % TOPICS, number, more, more, number);
    }
}
