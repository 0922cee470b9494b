package digestbot.console;

import static j2html.TagCreator.*;

import com.fasterxml.jackson.databind.ObjectMapper;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A chart over time, which `charts.js` draws. The same numbers follow as a table, for screen
/// readers and for browsers without scripts.
final class Chart<T> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;
    private final Step step;
    private final List<T> rows;
    private final Function<T, Instant> at;
    private final List<Series> series = new ArrayList<>();
    private final DataTable<T> table;

    enum Step {
        HOUR,
        DAY
    }

    /// The colour of a series, a variable of `tokens.css`.
    enum Colour {
        ACCENT,
        OK,
        WARN,
        BAD,
        MUTED
    }

    /// A series as `charts.js` reads it. The bars of a chart are stacked; lines have a scale of
    /// their own below the bars, and are interrupted where there is no value.
    private record Series(String label, String form, String colour, String unit, List<@Nullable Double> values) {}

    private record Data(String zone, String step, List<Long> times, List<Series> series) {}

    /// @param rows in ascending order of their moments
    /// @param at gives the moment of a row
    /// @param table has the column that names the moment
    Chart(String title, Step step, List<T> rows, Function<T, Instant> at, DataTable<T> table) {
        this.title = title;
        this.step = step;
        this.rows = rows;
        this.at = at;
        this.table = table;
    }

    Chart<T> bars(String label, Colour colour, ToLongFunction<T> value) {
        return counts(label, "bar", colour, value);
    }

    Chart<T> line(String label, Colour colour, ToLongFunction<T> value) {
        return counts(label, "line", colour, value);
    }

    private Chart<T> counts(String label, String form, Colour colour, ToLongFunction<T> value) {
        table.number(label, value);
        return add(label, form, colour, "", row -> (double) value.applyAsLong(row));
    }

    /// Adds times as a line.
    Chart<T> times(String label, Colour colour, Function<T, Optional<Duration>> value) {
        table.numbers(label, row -> value.apply(row).map(PageParts::duration).orElse("–"));
        return add(
                label,
                "line",
                colour,
                "s",
                row -> value.apply(row).map(time -> time.toMillis() / 1_000.0).orElse(null));
    }

    private Chart<T> add(String label, String form, Colour colour, String unit, Function<T, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.apply(row)));
        series.add(new Series(label, form, colour.name().toLowerCase(Locale.ROOT), unit, values));
        return this;
    }

    DomContent render() {
        var data = new Data(
                ZoneId.systemDefault().getId(),
                step.name().toLowerCase(Locale.ROOT),
                rows.stream().map(row -> at.apply(row).getEpochSecond()).toList(),
                series);
        return figure(
                        div().withClass("plot").attr("role", "img").attr("aria-label", title),
                        details(summary("Show as a table"), table.of(rows.reversed(), "")))
                .withClass("chart")
                .attr("data-chart", JSON.valueToTree(data).toString());
    }
}
