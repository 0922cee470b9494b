package digestbot.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.BotFixture;
import digestbot.outside.BotHome;
import digestbot.outside.ProcStatus;
import digestbot.outside.Simulators.Counts;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Other libraries' broadcasts to the same server in the same run: the bot, the peers, and the bot
/// again, each with as many messages. The ratios are to the mean of the bot's two rounds, because a
/// machine's speed changes.
final class PeerBench {

    private static final String BOT = "digestbot";

    private PeerBench() {}

    /// Left out unless `-Dbench.peers` names the folder with the scripts.
    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        String named = System.getProperty("bench.peers", "");
        if (named.isEmpty()) {
            return;
        }
        Path folder = Path.of(named);
        List<PeerScript> scripts = PeerScript.in(folder);
        if (scripts.isEmpty()) {
            figures.addTable("No peer was measured: %s has no *.mjs and no *.py.\n".formatted(folder));
            return;
        }
        int chats = bench.chats();
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        PeerOutcome.Measured before = bot(bench, "before-peers", chats);
        List<PeerOutcome> peers = new ArrayList<>();
        for (PeerScript script : scripts) {
            peers.add(script.run(bench, chats));
        }
        PeerOutcome.Measured bot = mean(before, bot(bench, "after-peers", chats));
        add(
                figures,
                "peer_" + BOT,
                bot,
                "mean of two processes' second digests to %,d chats, before and after the peers".formatted(chats));
        for (PeerOutcome peer : peers) {
            if (peer instanceof PeerOutcome.Measured measured) {
                add(
                        figures,
                        "peer_" + measured.name(),
                        measured,
                        "the same number of messages to the same sandbox in between");
            }
        }
        figures.addTable(table(bot, peers));
    }

    /// Measures the process's second digest, as in the fan-out.
    private static PeerOutcome.Measured bot(BenchFixture bench, String name, int chats)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHome(name, chats);
        try (BenchBot bot = bench.subject(botHome, true).awaitReady()) {
            FanOutBench.round(bench, botHome, bot, "first", chats);
            FanOutBench.Round warm = FanOutBench.round(bench, botHome, bot, "second", chats);
            return new PeerOutcome.Measured(BOT, warm.perSecond(), warm.processorMillis(), bot.mostResidentMib(), true);
        }
    }

    private static PeerOutcome.Measured mean(PeerOutcome.Measured one, PeerOutcome.Measured other) {
        return new PeerOutcome.Measured(
                BOT,
                (one.perSecond() + other.perSecond()) / 2,
                (one.processorMillis() + other.processorMillis()) / 2,
                (one.peakMib() + other.peakMib()) / 2,
                true);
    }

    private static void add(Figures figures, String name, PeerOutcome.Measured of, String how) {
        figures.add(name + "_per_s", of.perSecond(), "messages/s", how);
        figures.add(name + "_cpu_ms", of.processorMillis(), "ms/message", "processor time of the process meanwhile");
        figures.add(name + "_peak_mib", of.peakMib(), "MiB", "the most memory that the process held");
    }

    sealed interface PeerOutcome {

        /// The script's name, without extension.
        String name();

        /// A message was sent to every chat.
        ///
        /// @param perSecond from the first to the last message as the platform saw them
        /// @param processorMillis for each message
        /// @param peakMib the most memory of the process
        /// @param stores whether the peer stores deliveries
        record Measured(String name, double perSecond, double processorMillis, double peakMib, boolean stores)
                implements PeerOutcome {}

        record Skipped(String name, String reason) implements PeerOutcome {}
    }

    /// Compares the bot with its peers.
    private static String table(PeerOutcome.Measured bot, List<PeerOutcome> peers) {
        Stream<List<String>> rows = Stream.concat(Stream.of(bot), peers.stream())
                .filter(PeerOutcome.Measured.class::isInstance)
                .map(PeerOutcome.Measured.class::cast)
                .map(peer -> List.of(
                        peer.name(),
                        Figures.MarkdownTable.number(peer.perSecond()),
                        Figures.MarkdownTable.number(peer.perSecond() / bot.perSecond()),
                        Figures.MarkdownTable.number(peer.processorMillis()),
                        Figures.MarkdownTable.number(peer.processorMillis() / bot.processorMillis()),
                        Figures.MarkdownTable.number(peer.peakMib()),
                        peer.stores() ? "yes" : "no"));
        return Figures.MarkdownTable.of(
                        Set.of(0, 6),
                        List.of(
                                "peer",
                                "messages/s",
                                "ratio",
                                "ms processor time",
                                "ratio",
                                "peak MiB",
                                "stores deliveries?"),
                        rows)
                + peers.stream()
                        .filter(PeerOutcome.Skipped.class::isInstance)
                        .map(PeerOutcome.Skipped.class::cast)
                        .map(peer -> "\nNot measured: %s, %s\n".formatted(peer.name(), peer.reason()))
                        .collect(Collectors.joining());
    }

    /// A script that broadcasts with another library.
    ///
    /// Its arguments are the number of chats, which begin with [BenchFixture#FIRST_READER], and
    /// `raw`, which asks it for no limit of its own. The environment has the server's address as
    /// `PEER_API` and the token as `PEER_TOKEN`. The last line of its output is a JSON object with
    /// `cpu_ms_per_msg` and, if it stores deliveries, `stores`. The runtime reads the script from
    /// its standard input.
    record PeerScript(Path file, String runtime) {

        private static final Duration PATIENCE = Duration.ofMinutes(10);
        private static final long LOOK_MILLIS = 20;
        private static final Pattern FIXED_ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
        private static final Pattern ERROR = Pattern.compile("(?m)^[\\w.]*Error\\b.*$");

        /// By name. Python is that of the folder's own `.venv`, if it has one.
        static List<PeerScript> in(Path folder) throws IOException {
            Path ownPython = folder.resolve(".venv/bin/python3").toAbsolutePath();
            String python = Files.isExecutable(ownPython) ? ownPython.toString() : "python3";
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted()
                        .flatMap(file -> switch (extension(file)) {
                            case "mjs" -> Stream.of(new PeerScript(file, "node"));
                            case "py" -> Stream.of(new PeerScript(file, python));
                            default -> Stream.empty();
                        })
                        .toList();
            }
        }

        private static String extension(Path file) {
            String name = file.getFileName().toString();
            return name.substring(name.lastIndexOf('.') + 1);
        }

        String name() {
            String name = file.getFileName().toString();
            return name.substring(0, name.lastIndexOf('.'));
        }

        PeerOutcome run(BenchFixture bench, int chats) throws IOException, InterruptedException {
            bench.sandbox().forget(SimulatedPlatform.TELEGRAM);
            long before = bench.sandbox().delivered(SimulatedPlatform.TELEGRAM);
            Path output = bench.folder().resolve(file.getFileName() + ".out.txt");
            Path errors = bench.folder().resolve(file.getFileName() + ".err.txt");
            ProcessBuilder builder =
                    command(bench, chats).redirectOutput(output.toFile()).redirectError(errors.toFile());
            Process process;
            try {
                process = builder.start();
            } catch (IOException _) {
                return new PeerOutcome.Skipped(name(), "there is no " + runtime);
            }
            double peakMib = peakMib(process);
            if (process.isAlive()) {
                process.destroyForcibly().waitFor();
                return new PeerOutcome.Skipped(name(), "took longer than " + PATIENCE.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                return new PeerOutcome.Skipped(name(), reason(Files.readString(errors), process.exitValue()));
            }
            long delivered = bench.sandbox().delivered(SimulatedPlatform.TELEGRAM) - before;
            if (delivered < chats) {
                return new PeerOutcome.Skipped(name(), "sent %,d of %,d messages".formatted(delivered, chats));
            }
            return measured(bench.sandbox().counts(SimulatedPlatform.TELEGRAM), output, peakMib);
        }

        /// The script comes through standard input, and finds its libraries in its folder. So an
        /// address in the script can be replaced without a copy beside it.
        private ProcessBuilder command(BenchFixture bench, int chats) throws IOException {
            String api = bench.sandbox().telegram().toString();
            String text = FIXED_ADDRESS
                    .matcher(Files.readString(file))
                    .replaceAll(api)
                    .replace("123:ABC", BotFixture.TELEGRAM_TOKEN);
            Path input = Files.writeString(bench.folder().resolve(file.getFileName()), text);
            List<String> module = runtime.equals("node") ? List.of("--input-type=module") : List.of();
            var builder = new ProcessBuilder(
                            Stream.of(List.of(runtime), module, List.of("-", Integer.toString(chats), "raw"))
                                    .flatMap(List::stream)
                                    .toList())
                    .directory(file.toAbsolutePath().resolveSibling("").toFile())
                    .redirectInput(input.toFile());
            builder.environment().put("PEER_API", api);
            builder.environment().put("PEER_TOKEN", BotFixture.TELEGRAM_TOKEN);
            return builder;
        }

        /// Waits for the end of the process, or the timeout, and returns the most memory.
        private static double peakMib(Process process) throws InterruptedException {
            double peak = 0;
            long begin = System.nanoTime();
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    && System.nanoTime() - begin < PATIENCE.toNanos()) {
                peak = ProcStatus.mib(process.pid(), ProcStatus.MOST_RESIDENT).orElse(peak);
            }
            return peak;
        }

        /// Both runtimes print a stack, too, and node prints its version at the end.
        private static String reason(String errors, int status) {
            return ERROR.matcher(errors)
                    .results()
                    .map(MatchResult::group)
                    .findFirst()
                    .or(() -> errors.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last))
                    .orElse("ended with status " + status);
        }

        private PeerOutcome measured(Counts counts, Path output, double peakMib) throws IOException {
            String last =
                    Files.readString(output).lines().reduce((_, line) -> line).orElse("");
            JsonNode result;
            try {
                result = new ObjectMapper().readTree(last);
            } catch (JsonProcessingException _) {
                return new PeerOutcome.Skipped(name(), "printed no figures, but: " + last);
            }
            return new PeerOutcome.Measured(
                    name(),
                    counts.limited() * 1e6 / (counts.lastMicros() - counts.firstMicros()),
                    result.path("cpu_ms_per_msg").asDouble(),
                    peakMib,
                    result.path("stores").asBoolean());
        }
    }
}
