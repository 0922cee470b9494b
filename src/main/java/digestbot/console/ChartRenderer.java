package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.console.ConsoleStore.DailyGrowth;
import digestbot.console.HourCountStore.HourCount;
import digestbot.console.HourCountStore.Totals;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The charts of deliveries, with the time that they took, and of subscribers.
final class ChartRenderer {

    private ChartRenderer() {}

    enum Range {
        DAY("24h", "24 h", ChronoUnit.HOURS, 24),
        WEEK("7d", "7 d", ChronoUnit.HOURS, 7 * 24),
        MONTH("30d", "30 d", ChronoUnit.DAYS, 30);

        private final String id;
        private final String label;
        private final ChronoUnit step;
        private final int steps;

        Range(String id, String label, ChronoUnit step, int steps) {
            this.id = id;
            this.label = label;
            this.step = step;
            this.steps = steps;
        }

        /// Any other name means the shortest range.
        static Range of(String id) {
            return Stream.of(values())
                    .filter(range -> range.id.equals(id))
                    .findFirst()
                    .orElse(DAY);
        }

        /// The beginnings of the steps until now.
        private List<Instant> times(Instant now) {
            ZonedDateTime last = now.atZone(ZoneId.systemDefault()).truncatedTo(step);
            return IntStream.range(0, steps)
                    .mapToObj(i -> last.minus(steps - 1L - i, step).toInstant())
                    .toList();
        }

        Instant from(Instant now) {
            return times(now).getFirst();
        }
    }

    static DomContent deliveries(List<HourCount> hours, Range range, Instant now) {
        String step = range.step == ChronoUnit.DAYS ? "per day" : "per hour";
        String title = "Deliveries " + step;
        DataTable<Map.Entry<Instant, Totals>> table =
                DataTable.<Map.Entry<Instant, Totals>>titled(title).moment("From", now, Map.Entry::getKey);
        return live(
                "deliveries",
                section(
                        div(
                                        h2(text("Deliveries "), small(step + ", with broadcasts")),
                                        nav(ul(each(List.of(Range.values()), each -> li(link(each, each == range)))))
                                                .attr("aria-label", "Time")
                                                .withClass("views"))
                                .withClass("chart-head"),
                        new Chart<>(title, range.step, bars(hours, range.times(now)), Map.Entry::getKey, table)
                                .bars("Sent", "accent", bar -> bar.getValue().sent())
                                .bars("Retried", "warn", bar -> bar.getValue().retried())
                                .bars("Failed", "bad", bar -> bar.getValue().failed())
                                .times(
                                        "Median",
                                        "ok",
                                        bar -> bar.getValue().times().quantile(0.5))
                                .times(
                                        "95% within",
                                        "muted", bar -> bar.getValue().times().quantile(0.95))
                                .render()));
    }

    private static DomContent link(Range range, boolean current) {
        var link = a(range.label).withHref("/?range=" + range.id);
        return current ? link.attr("aria-current", "true") : link;
    }

    private static List<Map.Entry<Instant, Totals>> bars(List<HourCount> hours, List<Instant> times) {
        Map<Instant, List<HourCount>> byStep = hours.stream()
                .collect(Collectors.groupingBy(hour -> times.reversed().stream()
                        .filter(time -> !time.isAfter(hour.hour()))
                        .findFirst()
                        .orElse(times.getFirst())));
        return times.stream()
                .map(time -> Map.entry(time, Totals.of(byStep.getOrDefault(time, List.of()))))
                .toList();
    }

    /// A day with the number of chats at its end.
    private record Day(DailyGrowth growth, long chats) {}

    /// The chart of chats per day, counted back from today's number.
    ///
    /// @param days the oldest first
    /// @param chats the number of chats that can be reached now
    static DomContent subscribers(List<DailyGrowth> days, long chats) {
        List<Day> known = new ArrayList<>();
        long left = chats;
        for (DailyGrowth day : days.reversed()) {
            known.addFirst(new Day(day, left));
            left += day.left() - day.joined();
        }
        String title = "Subscribers per day";
        DataTable<Day> table = DataTable.<Day>titled(title)
                .column("Day", day -> day(date(day.growth().day(), begin(known.getLast()))));
        return subscribers(new Chart<>(title, ChronoUnit.DAYS, known, ChartRenderer::begin, table)
                .bars("Joined", "ok", day -> day.growth().joined())
                .barsBelow("Left", "bad", day -> day.growth().left())
                .line("Chats", "accent", Day::chats)
                .render());
    }

    private static Instant begin(Day day) {
        return day.growth().day().atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    static DomContent subscribers(DomContent content) {
        return live("growth", section(h2(text("Subscribers "), small("30 days")), content));
    }

    /// A chart over time, which `charts.js` draws. The same numbers follow as a table, for screen
    /// readers and for browsers without scripts.
    ///
    /// @param rows in ascending order of their moments
    /// @param at gives the moment of a row
    /// @param table has the column that names the moment
    private record Chart<T>(
            String title,
            ChronoUnit step,
            List<T> rows,
            Function<T, Instant> at,
            DataTable<T> table,
            List<Series> series) {

        private static final ObjectMapper JSON = new ObjectMapper();

        /// A series in the form that `charts.js` reads. Its colour is a variable of `tokens.css`.
        /// Bars of a chart are stacked, with those below zero in a separate stack. Lines have a
        /// separate scale below the bars and are interrupted where a value is missing.
        private record Series(String label, String form, String colour, String unit, List<@Nullable Double> values) {}

        private record Data(String zone, String step, List<Long> times, List<Series> series) {}

        Chart(String title, ChronoUnit step, List<T> rows, Function<T, Instant> at, DataTable<T> table) {
            this(title, step, rows, at, table, new ArrayList<>());
        }

        Chart<T> bars(String label, String colour, ToLongFunction<T> value) {
            return counts(label, "bar", colour, value);
        }

        Chart<T> line(String label, String colour, ToLongFunction<T> value) {
            return counts(label, "line", colour, value);
        }

        /// Adds bars below zero. The table has their numbers without a sign.
        Chart<T> barsBelow(String label, String colour, ToLongFunction<T> value) {
            table.number(label, value);
            return add(label, "bar", colour, "", row -> 0.0 - value.applyAsLong(row));
        }

        private Chart<T> counts(String label, String form, String colour, ToLongFunction<T> value) {
            table.number(label, value);
            return add(label, form, colour, "", row -> (double) value.applyAsLong(row));
        }

        /// Adds times as a line.
        Chart<T> times(String label, String colour, Function<T, Optional<Duration>> value) {
            table.numbers(
                    label, row -> value.apply(row).map(PageParts::duration).orElse("–"));
            return add(
                    label,
                    "line",
                    colour,
                    "s",
                    row -> value.apply(row)
                            .map(time -> time.toMillis() / 1_000.0)
                            .orElse(null));
        }

        private Chart<T> add(
                String label, String form, String colour, String unit, Function<T, @Nullable Double> value) {
            List<@Nullable Double> values = new ArrayList<>();
            rows.forEach(row -> values.add(value.apply(row)));
            series.add(new Series(label, form, colour, unit, values));
            return this;
        }

        DomContent render() {
            var data = new Data(
                    ZoneId.systemDefault().getId(),
                    step == ChronoUnit.DAYS ? "day" : "hour",
                    rows.stream().map(row -> at.apply(row).getEpochSecond()).toList(),
                    series);
            return figure(
                            div().withClass("plot").attr("role", "img").attr("aria-label", title),
                            details(summary("Show as a table"), table.of(rows.reversed(), "")))
                    .withClass("chart")
                    .attr("data-chart", JSON.valueToTree(data).toString());
        }
    }
}
