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
/// No part is switched off: the bot runs as in production, its database is durable, the real client
/// library speaks to a sandbox in another process, and limits are on except where a line says so.
public final class Benchmark {

    private Benchmark() {}

    /// Writes `target/bench.json`; all other files go to `target/bench`.
    static void main() throws IOException, InterruptedException {
        Path folder = Path.of("target/bench").toAbsolutePath();
        empty(folder);
        Figures figures = new Figures();
        String heading = measure(BenchSizes.FULL, JavaLaunch.of(Path.of("Dockerfile"), folder), folder, figures);
        figures.write(Path.of("target/bench.json"));
        System.out.print(FigureTable.of(heading, figures.all()));
    }

    /// Measures everything.
    ///
    /// @return the conditions that apply to all figures
    static String measure(BenchSizes sizes, JavaLaunch launch, Path folder, Figures figures)
            throws IOException, InterruptedException {
        try (SandboxProcess sandbox = SandboxProcess.start(folder.resolve("sandbox.txt"), false)) {
            var bench = new BenchFixture(sizes, launch, sandbox, folder);
            ParsingBench.measure(bench, figures);
            SearchBench.measure(bench, figures);
            StartBench.measure(bench, figures);
            FanOutBench.measure(bench, figures);
            CorrectionBench.measure(bench, figures);
            PeerBench.measure(bench, figures);
            LimitedBench fast = LimitedBench.fast(bench, figures);
            LimitedBench usual = PlanningBench.measure(bench, figures);
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
