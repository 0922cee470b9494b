package digestbot.bench;

import digestbot.bench.CorrectionBench.Corrected;
import digestbot.bench.FanOutBench.Round;
import digestbot.bench.PagesBench.Looked;
import digestbot.bench.PlanningBench.Planned;
import digestbot.bench.SearchBench.Searched;
import digestbot.bench.StartBench.Started;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The growth of costs with the number of subscribers and of digests: the other parts' measurements
/// at several sizes.
final class GrowthBench {

    private static final int PER_SECOND = 30;
    private static final int FEW_SUBSCRIBERS = 100;
    private static final int FEW_DIGESTS = 100;

    private GrowthBench() {}

    /// For each cost, a value for each size.
    private static final class Costs {

        private final Map<String, List<Double>> values = new LinkedHashMap<>();

        void add(String what, double value) {
            values.computeIfAbsent(what, _ -> new ArrayList<>()).add(value);
        }

        /// The sizes count these things.
        void report(String of, List<Integer> sizes, Figures figures) {
            Stream<String> ends = sizes.stream().map("%,d"::formatted);
            figures.addTable(MarkdownTable.of(
                    Set.of(0),
                    Stream.of(
                                    Stream.of(of),
                                    ends,
                                    ratios(sizes.stream()
                                            .map(Integer::doubleValue)
                                            .toList()))
                            .flatMap(cells -> cells)
                            .toList(),
                    values.entrySet().stream()
                            .map(row -> Stream.of(
                                            Stream.of(row.getKey()),
                                            row.getValue().stream().map(MarkdownTable::number),
                                            ratios(row.getValue()))
                                    .flatMap(cells -> cells)
                                    .toList())));
            values.forEach((what, costs) -> {
                for (int i = 0; i < sizes.size(); i++) {
                    String[] parts = what.split(", ", -1);
                    figures.add(
                            "growth_%d_%s".formatted(sizes.get(i), name(what)),
                            costs.get(i),
                            parts[parts.length - 1],
                            "%s, with %,d %s".formatted(what, sizes.get(i), of));
                }
            });
        }

        /// The factor from each value to the next: that of the sizes is linear, and 1 is flat.
        private static Stream<String> ratios(List<Double> values) {
            return IntStream.range(1, values.size())
                    .mapToObj(i -> "× " + MarkdownTable.number(values.get(i) / values.get(i - 1)));
        }

        private static String name(String what) {
            return what.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
        }
    }

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        var bySubscribers = new Costs();
        for (int subscribers : bench.sizes().subscribers()) {
            // The simulator keeps every message, so each size has its own.
            try (SandboxProcess sandbox =
                    SandboxProcess.start(bench.folder().resolve("growth-" + subscribers + ".txt"), false)) {
                var fresh = new BenchFixture(bench.sizes(), bench.launch(), sandbox, bench.folder());
                sandbox.join(BenchFixture.FIRST_READER, subscribers);
                plan(fresh, subscribers, bySubscribers);
                send(fresh, subscribers, bySubscribers);
            }
            look(bench, "growing-pages-" + subscribers, subscribers, FEW_DIGESTS, bySubscribers);
        }
        bySubscribers.report("subscribers", bench.sizes().subscribers(), figures);
        var byDigests = new Costs();
        for (int digests : bench.sizes().digests()) {
            search(bench, digests, byDigests);
            look(bench, "growing-archive-" + digests, FEW_SUBSCRIBERS, digests, byDigests);
        }
        byDigests.report("digests", bench.sizes().digests(), figures);
    }

    /// Measures planning under the platform's usual limit, and a start with all of that queued.
    private static void plan(BenchFixture bench, int subscribers, Costs costs)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHome("growing-plan-" + subscribers, subscribers);
        LimitedBench.enforce(bench, PER_SECOND);
        try (BenchBot bot =
                bench.subject(botHome, LimitedBench.limits(PER_SECOND)).awaitReady()) {
            Planned planned = PlanningBench.plan(bench, botHome, bot, subscribers);
            costs.add("planning, s", planned.seconds());
            costs.add("planning: most heap, MiB", planned.heapMib());
            costs.add("planning: most VmRSS, MiB", bot.mostResidentMib());
        }
        start(bench, botHome, "start with all of that queued", costs);
        bench.sandbox().limit(Integer.MAX_VALUE, 1, 20);
    }

    /// Measures a digest to all and its correction, by a process that has done neither before.
    private static void send(BenchFixture bench, int subscribers, Costs costs)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHome("growing-fan-out-" + subscribers, subscribers);
        try (BenchBot bot = bench.subject(botHome, "").awaitReady()) {
            Round sent = FanOutBench.round(bench, botHome, bot, "first", subscribers);
            costs.add("a digest to all, without limits, s", subscribers / sent.perSecond());
            costs.add("the same: processor time, ms/message", sent.processorMillis());
            costs.add("the same: most VmRSS, MiB", bot.mostResidentMib());
            Corrected corrected = CorrectionBench.correct(bench, botHome, "first", subscribers);
            costs.add("its correction, from first edit to last, s", corrected.editSeconds());
            costs.add("both: most VmRSS, MiB", bot.mostResidentMib());
        }
    }

    private static void look(BenchFixture bench, String name, int subscribers, int digests, Costs costs)
            throws IOException, InterruptedException {
        Looked looked = PagesBench.look(bench, name, subscribers, subscribers, digests);
        costs.add("slowest page of the console, ms", looked.slowest().median());
        costs.add("console and its client: most VmRSS, MiB", looked.mostMib());
    }

    private static void search(BenchFixture bench, int digests, Costs costs) throws IOException, InterruptedException {
        BotHome botHome = bench.botHome("growing-search-" + digests, 0);
        Searched searched = SearchBench.search(bench, botHome, digests);
        costs.add("import of a full folder, s", searched.importSeconds());
        costs.add("import: most VmRSS, MiB", searched.importMib());
        costs.add("slowest kind of search, 99 %, ms", searched.millis());
        costs.add("search: most VmRSS, MiB", searched.mostMib());
        start(bench, botHome, "start with all of them", costs);
    }

    private static void start(BenchFixture bench, BotHome botHome, String what, Costs costs)
            throws IOException, InterruptedException {
        Started started = StartBench.start(bench, botHome);
        costs.add(what + ", s", started.seconds());
        costs.add(what + ": processor time, s", started.processorSeconds());
        costs.add(what + ": most VmRSS, MiB", started.mostMib());
    }
}
