package digestbot.bench;

import digestbot.database.TestDatabase;
import digestbot.outside.Simulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures everything, prints the table and writes the file. No part is switched off: the bot runs
/// as in production, its database is durable, the real client library speaks to a sandbox in
/// this process, and limits are on unless a line says otherwise.
public final class Benchmark {

    private interface Measurement {
        void measure() throws IOException, InterruptedException;
    }

    private Benchmark() {}

    /// Writes `target/bench.json`; all other files go to `target/bench`.
    static void main() throws IOException, InterruptedException {
        Path folder = Path.of("target/bench").toAbsolutePath();
        empty(folder);
        Figures figures = new Figures();
        double scale = Double.parseDouble(System.getProperty("bench.scale", "1"));
        Set<String> only = Arrays.stream(System.getProperty("bench.only", "").split(",", -1))
                .filter(name -> !name.isBlank())
                .collect(Collectors.toSet());
        String heading = measure(scale, JavaLaunch.of(folder), folder, figures, only);
        figures.write(Path.of("target/bench.json"));
        System.out.print(figures.table(heading));
        figures.tables().forEach(table -> System.out.print("\n" + table));
    }

    /// Measures the named parts, or all if there are none; returns the conditions that apply to all
    /// figures.
    private static String measure(double scale, JavaLaunch launch, Path folder, Figures figures, Set<String> only)
            throws IOException, InterruptedException {
        try (Simulators sandbox = Simulators.start(false)) {
            var bench = new BenchFixture(scale, launch, sandbox, folder);
            Map<String, Measurement> parts = new LinkedHashMap<>();
            parts.put("pages", () -> PagesBench.measure(bench, figures));
            parts.put("start", () -> StartBench.measure(bench, figures));
            parts.put("fan-out", () -> FanOutBench.measure(bench, figures));
            parts.put("peers", () -> PeerBench.measure(bench, figures));
            parts.put("planning", () -> PlanningBench.measure(bench, figures));
            for (var part : parts.entrySet()) {
                if (only.isEmpty() || only.contains(part.getKey())) {
                    part.getValue().measure();
                }
            }
        }
        return "Database: %s. JVM flags of the bot: %s. Java %s, %d processors."
                .formatted(
                        TestDatabase.isPostgres() ? "PostgreSQL" : "SQLite",
                        String.join(" ", launch.flags()),
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
