package digestbot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A table with a row for each value.
public final class TextTable<T> {

    private static final String GAP = "  ";

    private final List<Column<T>> columns = new ArrayList<>();

    /// Numbers are aligned at the right.
    private record Column<T>(String title, Function<T, String> cell, boolean isNumber) {}

    public TextTable<T> text(String title, Function<T, String> cell) {
        columns.add(new Column<>(title, cell, false));
        return this;
    }

    public TextTable<T> number(String title, ToLongFunction<T> cell) {
        columns.add(new Column<>(title, value -> "%,d".formatted(cell.applyAsLong(value)), true));
        return this;
    }

    public List<String> lines(List<T> values) {
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= values.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (Column<T> column : columns) {
            List<String> cells = new ArrayList<>(List.of(column.title()));
            values.stream().map(column.cell()).forEach(cells::add);
            int width = cells.stream().mapToInt(String::length).max().orElse(0);
            for (int i = 0; i < cells.size(); i++) {
                String space = " ".repeat(width - cells.get(i).length());
                lines.get(i)
                        .append(column.equals(columns.getFirst()) ? "" : GAP)
                        .append(column.isNumber() ? space + cells.get(i) : cells.get(i) + space);
            }
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }
}
