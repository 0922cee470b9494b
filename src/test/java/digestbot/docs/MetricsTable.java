package digestbot.docs;

import digestbot.console.ScrapedMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As Prometheus reads them.
final class MetricsTable {

    private static final Pattern HELP = Pattern.compile("# HELP (digestbot_\\w+) (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (digestbot_\\w+) (\\w+)");
    /// The samples of a histogram end with their kind.
    private static final Pattern SAMPLE =
            Pattern.compile("(digestbot_\\w+?)(?:_bucket|_count|_sum)?\\{(.*?)(?:,le=.*)?} .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private static final class Metric {
        private String help = "";
        private String type = "";
        private final TreeSet<String> labels = new TreeSet<>();
    }

    private MetricsTable() {}

    static List<String> lines(Path folder) {
        Map<String, Metric> metrics = new TreeMap<>();
        for (String line : ScrapedMetrics.of(folder).split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                metric(metrics, help).help = help.group(2);
            } else if (type.matches()) {
                metric(metrics, type).type = type.group(2);
            } else if (sample.matches()) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .forEach(label -> metric(metrics, sample).labels.add(label.group(1)));
            }
        }
        List<String> lines = new ArrayList<>(List.of("| metric | type | labels | meaning |", "|---|---|---|---|"));
        metrics.forEach((name, metric) -> lines.add(
                "| `%s` | %s | %s | %s |".formatted(name, metric.type, String.join(", ", metric.labels), metric.help)));
        return lines;
    }

    private static Metric metric(Map<String, Metric> metrics, Matcher line) {
        return metrics.computeIfAbsent(line.group(1), _ -> new Metric());
    }
}
