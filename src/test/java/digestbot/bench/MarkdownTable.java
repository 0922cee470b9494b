package digestbot.bench;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Markdown tables with aligned columns.
final class MarkdownTable {

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
