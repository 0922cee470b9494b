package digestbot.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.app.BotFixture;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A script that broadcasts with another library.
///
/// Its arguments are the number of chats, which begin with [BenchFixture#FIRST_READER], and `raw`, which asks it for no
/// limit of its own. The environment has the server's address as `PEER_API` and the token as `PEER_TOKEN`. The last
/// line that it prints is a JSON object with `cpu_ms_per_msg` and, if it stores deliveries, `stores`.
///
/// @param runtime the program that reads it from its standard input
record PeerScript(Path file, String runtime) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 20;
    private static final Pattern FIXED_ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern ERROR = Pattern.compile("(?m)^[\\w.]*Error\\b.*$");

    /// The scripts of a folder, by name. Python is that of the folder's own `.venv`, if it has one.
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

    /// Lets it send a message to every chat.
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
        bench.sandbox().mind(process);
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

    /// The script comes through standard input and its folder is the working folder, where it finds its libraries. So
    /// an address that the script names itself can be replaced without a copy beside it.
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

    /// Waits for its end, or until that takes too long.
    ///
    /// @return the most memory that it held when looked at
    private static double peakMib(Process process) throws InterruptedException {
        double peak = 0;
        long begin = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() - begin < PATIENCE.toNanos()) {
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
        String last = Files.readString(output).lines().reduce((_, line) -> line).orElse("");
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
