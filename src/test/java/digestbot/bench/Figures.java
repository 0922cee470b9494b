package digestbot.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// In the order of the table.
final class Figures {

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();

    /// A line of the table, such as `plan_1m_s` in `s`; `how` describes the measurement.
    private record Figure(String name, double value, String unit, String how) {}

    void add(String name, double value, String unit, String how) {
        figures.add(new Figure(name, value, unit, how));
    }

    /// The median and the 99th percentile: `<name>_p50_ms` and `<name>_p99_ms`.
    void addQuantiles(String name, List<Double> millis, String how) {
        List<Double> sorted = millis.stream().sorted().toList();
        String of = how + "; " + sorted.size() + " questions";
        add(name + "_p50_ms", quantile(sorted, 0.5), "ms", of);
        add(name + "_p99_ms", quantile(sorted, 0.99), "ms", of);
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.get(Math.clamp((long) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }

    /// A Markdown table with aligned columns, below the conditions that apply to all figures.
    String table(String heading) {
        return heading + "\n\n"
                + MarkdownTable.of(
                        Set.of(0, 2, 3),
                        List.of("figure", "value", "unit", "how"),
                        figures.stream()
                                .map(each ->
                                        List.of(each.name, MarkdownTable.number(each.value), each.unit, each.how)));
    }

    /// This table is not in the file.
    void addTable(String table) {
        tables.add(table);
    }

    List<String> tables() {
        return List.copyOf(tables);
    }

    /// An object `{name: {value, unit, how}}`.
    void write(Path file) throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        figures.forEach(figure -> all.putObject(figure.name())
                .put("value", figure.value())
                .put("unit", figure.unit())
                .put("how", figure.how()));
        var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, mapper.writeValueAsString(all) + "\n");
    }

    /// Markdown tables with aligned columns.
    static final class MarkdownTable {

        private MarkdownTable() {}

        /// Columns with text are aligned left, those with numbers right.
        static String of(Set<Integer> texts, List<String> head, Stream<List<String>> rows) {
            List<List<String>> all = Stream.concat(Stream.of(head), rows).toList();
            // Nothing follows the last text.
            List<Integer> widths = IntStream.range(0, head.size())
                    .map(i -> (i == head.size() - 1 && texts.contains(i) ? Stream.of(head) : all.stream())
                            .mapToInt(row -> row.get(i).length())
                            .max()
                            .orElse(0))
                    .boxed()
                    .toList();
            List<String> dashes = IntStream.range(0, head.size())
                    .mapToObj(i -> texts.contains(i) ? "-".repeat(widths.get(i)) : "-".repeat(widths.get(i) - 1) + ":")
                    .toList();
            return Stream.concat(Stream.of(head, dashes), all.stream().skip(1))
                    .map(row -> IntStream.range(0, row.size())
                            .mapToObj(i -> "%%%s%ds"
                                    .formatted(texts.contains(i) ? "-" : "", widths.get(i))
                                    .formatted(row.get(i)))
                            .collect(Collectors.joining(" | ", "| ", " |\n")))
                    .collect(Collectors.joining());
        }

        /// With three significant digits.
        static String number(double value) {
            int decimals = value >= 100 || value == Math.rint(value) ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
            return String.format(Locale.ROOT, "%,." + decimals + "f", value);
        }
    }
}
