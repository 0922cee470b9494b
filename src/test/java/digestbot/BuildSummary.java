package digestbot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The last lines of a build: the tests of each package, and the time of everything. Maven runs
/// this as its child process, because only the system knows the processor time of Maven with all of
/// its children: compilers and the processes that run tests.
final class BuildSummary {

    private static final int TICKS_PER_SECOND = 100;

    /// The seconds are by the clock, in the processes that ran the tests.
    private record Tests(int passed, int failed, int skipped, double seconds) {

        static final Tests NONE = new Tests(0, 0, 0, 0);

        Tests plus(Tests more) {
            return new Tests(
                    passed + more.passed, failed + more.failed, skipped + more.skipped, seconds + more.seconds);
        }
    }

    private BuildSummary() {}

    /// The argument is the folder of Surefire's reports.
    public static void main(String[] arguments) throws IOException {
        ProcessHandle maven = ProcessHandle.current().parent().orElseThrow();
        Instant started = maven.info().startInstant().orElseThrow();
        Map<String, Tests> packages = new TreeMap<>();
        for (Path report : reports(Path.of(arguments[0]), started)) {
            add(report, packages);
        }
        packages.forEach((name, tests) -> System.out.printf(
                "%-22s %5d tests %6.1f s%n", name, tests.passed + tests.failed + tests.skipped, tests.seconds));
        Tests all = packages.values().stream().reduce(Tests.NONE, Tests::plus);
        System.out.printf("tests: %d passed, %d failed, %d skipped%n", all.passed, all.failed, all.skipped);
        System.out.printf(
                "The build took %s%s.%n",
                minutes(Duration.between(started, Instant.now())),
                processorTime(maven.pid())
                        .map(time -> " and " + minutes(time) + " of processor time")
                        .orElse(""));
    }

    /// Of this build alone: the folder may have those of earlier ones.
    private static List<Path> reports(Path folder, Instant started) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> file.toFile().lastModified() >= started.toEpochMilli())
                    .toList();
        }
    }

    private static void add(Path report, Map<String, Tests> packages) throws IOException {
        try (InputStream content = Files.newInputStream(report)) {
            XMLStreamReader suite = XMLInputFactory.newDefaultFactory().createXMLStreamReader(content);
            suite.nextTag();
            int failed = number(suite, "failures") + number(suite, "errors");
            int skipped = number(suite, "skipped");
            double seconds = Double.parseDouble(suite.getAttributeValue(null, "time"));
            var tests = new Tests(number(suite, "tests") - failed - skipped, failed, skipped, seconds);
            packages.merge(topPackage(suite.getAttributeValue(null, "name")), tests, Tests::plus);
        } catch (XMLStreamException e) {
            throw new IOException("cannot read " + report, e);
        }
    }

    private static int number(XMLStreamReader suite, String attribute) {
        return Integer.parseInt(suite.getAttributeValue(null, attribute));
    }

    private static String topPackage(String type) {
        String[] parts = type.split("\\.", -1);
        return parts.length > 2 ? parts[0] + "." + parts[1] : parts[0];
    }

    /// Includes all children that have ended; only Linux tells.
    private static Optional<Duration> processorTime(long process) throws IOException {
        Path file = Path.of("/proc/" + process + "/stat");
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        // proc(5): the name in brackets may have spaces; utime, stime, cutime and cstime are the
        // 14th to 17th field.
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return Optional.of(Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND));
    }

    private static String minutes(Duration duration) {
        return "%d:%02d min".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
