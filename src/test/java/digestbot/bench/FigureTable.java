package digestbot.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The figures, as a Markdown table whose columns are aligned.
final class FigureTable {

    private static final String ROW = "| %-26s | %10s | %-10s | %s |";

    private FigureTable() {}

    /// @param heading the conditions that apply to all figures
    static String of(String heading, List<Figure> figures) {
        return figures.stream()
                .map(FigureTable::row)
                .collect(Collectors.joining("\n", heading + "\n\n" + head() + "\n", "\n"));
    }

    private static String head() {
        return ROW.formatted("figure", "value", "unit", "how") + "\n"
                + ROW.formatted("-".repeat(26), "-".repeat(9) + ":", "-".repeat(10), "---");
    }

    private static String row(Figure figure) {
        return ROW.formatted(figure.name(), number(figure.value()), figure.unit(), figure.how());
    }

    private static String number(double value) {
        int decimals = Math.abs(value) >= 100 || value == Math.rint(value) ? 0 : Math.abs(value) >= 1 ? 1 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
