package digestbot.cli.common;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public final class TextTable {

    private static final String GAP = "  ";

    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /// The first columns hold text, and the following ones numbers.
    public TextTable(int words, List<String> header) {
        this.words = words;
        rows.add(List.copyOf(header));
    }

    public TextTable row(List<String> words, Long... numbers) {
        List<String> cells = new ArrayList<>(words);
        Arrays.stream(numbers).map("%,d"::formatted).forEach(cells::add);
        rows.add(cells);
        return this;
    }

    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String space = " ".repeat(width(i) - cells.get(i).length());
            line.append(i == 0 ? "" : GAP).append(i < words ? cells.get(i) + space : space + cells.get(i));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
