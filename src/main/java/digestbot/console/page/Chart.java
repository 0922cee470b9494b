package digestbot.console.page;

import static j2html.TagCreator.*;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A chart over time, which `charts.js` draws. The same numbers follow as a table, for screen
/// readers and for browsers without scripts.
public final class Chart {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;
    private final Step step;
    private final List<Instant> times;
    private final List<Series> series = new ArrayList<>();

    public enum Step {
        HOUR,
        DAY
    }

    /// The bars of a chart are stacked; lines have a scale of their own below the bars.
    private enum Form {
        BAR,
        LINE
    }

    /// The colour of a series, a variable of `tokens.css`.
    public enum Colour {
        ACCENT,
        OK,
        WARN,
        BAD,
        MUTED
    }

    private record Series(String label, Form form, Colour colour, String unit, List<OptionalDouble> values) {}

    private Chart(String title, Step step, List<Instant> times) {
        this.title = title;
        this.step = step;
        this.times = List.copyOf(times);
    }

    /// `times` are the moments of the values, in ascending order.
    public static Chart titled(String title, Step step, List<Instant> times) {
        return new Chart(title, step, times);
    }

    public Chart bars(String label, Colour colour, List<Long> values) {
        return add(new Series(
                label,
                Form.BAR,
                colour,
                "",
                values.stream()
                        .map(value -> OptionalDouble.of(value.doubleValue()))
                        .toList()));
    }

    /// Adds a series as a line; it is interrupted where there is no value.
    ///
    /// @param unit of the values, such as `s`
    public Chart line(String label, Colour colour, String unit, List<OptionalDouble> values) {
        return add(new Series(label, Form.LINE, colour, unit, values));
    }

    private Chart add(Series added) {
        if (added.values().size() != times.size()) {
            throw new IllegalArgumentException(
                    "%d values for %d times".formatted(added.values().size(), times.size()));
        }
        series.add(added);
        return this;
    }

    public DomContent with(DomContent table) {
        return figure(
                        div().withClass("plot").attr("role", "img").attr("aria-label", title),
                        details(summary("Show as a table"), table))
                .withClass("chart")
                .attr("data-chart", data());
    }

    private String data() {
        ObjectNode all = JSON.createObjectNode()
                .put("zone", ZoneId.systemDefault().getId())
                .put("step", step.name().toLowerCase(Locale.ROOT));
        ArrayNode seconds = all.putArray("times");
        times.forEach(time -> seconds.add(time.getEpochSecond()));
        ArrayNode list = all.putArray("series");
        for (Series each : series) {
            ObjectNode node = list.addObject()
                    .put("label", each.label())
                    .put("form", each.form().name().toLowerCase(Locale.ROOT))
                    .put("colour", each.colour().name().toLowerCase(Locale.ROOT))
                    .put("unit", each.unit());
            ArrayNode values = node.putArray("values");
            each.values().forEach(value -> {
                if (value.isPresent()) {
                    values.add(value.getAsDouble());
                } else {
                    values.addNull();
                }
            });
        }
        return all.toString();
    }
}
