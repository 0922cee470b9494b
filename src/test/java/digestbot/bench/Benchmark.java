package digestbot.bench;

import digestbot.outside.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Measures everything, prints the table and writes the file.
///
/// Nothing is switched off: the bot runs as in production, its database is durable, the real client library speaks to a
/// sandbox in another process, and limits are on except where a line says so.
public final class Benchmark {

    private Benchmark() {}

    /// Writes `target/bench.json`; all else goes to `target/bench`.
    static void main() throws IOException, InterruptedException {
        Path folder = Path.of("target/bench").toAbsolutePath();
        empty(folder);
        Figures figures = new Figures();
        String heading = measure(Sizes.FULL, Launch.of(Path.of("Dockerfile"), folder), folder, figures);
        figures.write(Path.of("target/bench.json"));
        System.out.print(Table.of(heading, figures.all()));
    }

    /// Measures.
    ///
    /// @return what holds for all figures
    static String measure(Sizes sizes, Launch launch, Path folder, Figures figures)
            throws IOException, InterruptedException {
        try (SandboxProcess sandbox = SandboxProcess.start(folder.resolve("sandbox.txt"), false)) {
            var bench = new Bench(sizes, launch, sandbox, folder);
            Parsing.measure(bench, figures);
            Searching.measure(bench, figures);
            Starting.measure(bench, figures);
            FanningOut.measure(bench, figures);
            Correcting.measure(bench, figures);
            Peers.measure(bench, figures);
            Throttled fast = Throttled.fast(bench, figures);
            Throttled usual = Planning.measure(bench, figures);
            figures.add(
                    "throttled_429s",
                    (double) (fast.counts().throttled() + usual.counts().throttled()),
                    "answers",
                    "answers of 429 in both throttled fan-outs, counted by the sandbox");
        }
        List<String> words = launch.flags();
        return "JVM flags of the bot: %s. Java %s, %d processors."
                .formatted(
                        String.join(" ", words),
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors());
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
