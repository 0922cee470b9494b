package digestbot.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What each measurement costs at several sizes, and how many times as much as at the size before, as a Markdown table
/// whose columns are aligned.
///
/// A cost whose ratio is that of the sizes is linear; one whose ratio is 1 is flat.
final class GrowthTable {

    private static final String CELL = " %12s ";

    private final String of;
    private final List<Integer> sizes;
    private final List<Row> rows = new ArrayList<>();

    /// @param values one for each size
    private record Row(String what, List<Double> values) {}

    /// @param of what the sizes count, such as `subscribers`
    /// @param sizes ascending
    GrowthTable(String of, List<Integer> sizes) {
        this.of = of;
        this.sizes = List.copyOf(sizes);
    }

    /// @param what what was measured, with its unit
    /// @param values one for each size, in their order
    void add(String what, List<Double> values) {
        if (values.size() != sizes.size()) {
            throw new IllegalArgumentException(what + " has " + values.size() + " values");
        }
        rows.add(new Row(what, List.copyOf(values)));
    }

    @Override
    public String toString() {
        List<Double> ends = sizes.stream().map(Integer::doubleValue).toList();
        Stream<String> head = Stream.of(
                line(of, sizes.stream().map("%,d"::formatted).toList(), ratios(ends)),
                line("-".repeat(46), dashes(sizes.size()), dashes(sizes.size() - 1)));
        return Stream.concat(
                        head,
                        rows.stream()
                                .map(row -> line(
                                        row.what,
                                        row.values.stream()
                                                .map(GrowthTable::number)
                                                .toList(),
                                        ratios(row.values))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String name, List<String> values, List<String> ratios) {
        return Stream.of(
                        Stream.of(" %-46s ".formatted(name)),
                        values.stream().map(CELL::formatted),
                        ratios.stream().map(CELL::formatted))
                .flatMap(cells -> cells)
                .collect(Collectors.joining("|", "|", "|"));
    }

    private static List<String> dashes(int columns) {
        return IntStream.range(0, columns).mapToObj(_ -> "-".repeat(11) + ":").toList();
    }

    private static List<String> ratios(List<Double> values) {
        return IntStream.range(1, values.size())
                .mapToObj(i -> "× " + number(values.get(i) / values.get(i - 1)))
                .toList();
    }

    private static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
