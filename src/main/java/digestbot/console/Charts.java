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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The charts of deliveries, with the time that they took, and of subscribers.
final class Charts {

    private Charts() {}

    private enum Step {
        HOUR,
        DAY
    }

    /// The colour of a series, a variable of `tokens.css`.
    private enum Colour {
        ACCENT,
        OK,
        WARN,
        BAD,
        MUTED
    }

    enum Range {
        DAY("24h", "24 h", Step.HOUR, 24),
        WEEK("7d", "7 d", Step.HOUR, 7 * 24),
        MONTH("30d", "30 d", Step.DAY, 30);

        private final String id;
        private final String label;
        private final Step step;
        private final int steps;

        Range(String id, String label, Step step, int steps) {
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
            ChronoUnit unit = step == Step.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
            ZonedDateTime last = now.atZone(ZoneId.systemDefault()).truncatedTo(unit);
            return IntStream.range(0, steps)
                    .mapToObj(i -> last.minus(steps - 1L - i, unit).toInstant())
                    .toList();
        }

        Instant from(Instant now) {
            return times(now).getFirst();
        }
    }

    private record Bar(Instant from, Totals totals) {}

    static DomContent deliveries(List<HourCount> hours, Range range, Instant now) {
        String step = range.step == Step.DAY ? "per day" : "per hour";
        String title = "Deliveries " + step;
        DataTable<Bar> table = DataTable.<Bar>titled(title).moment("From", now, Bar::from);
        return live(
                "deliveries",
                section(
                        div(
                                        h2(text("Deliveries "), small(step + ", with broadcasts")),
                                        nav(ul(each(List.of(Range.values()), each -> li(link(each, each == range)))))
                                                .attr("aria-label", "Time")
                                                .withClass("views"))
                                .withClass("chart-head"),
                        new Chart<>(title, range.step, bars(hours, range.times(now)), Bar::from, table)
                                .bars("Sent", Colour.ACCENT, bar -> bar.totals().sent())
                                .bars(
                                        "Retried",
                                        Colour.WARN,
                                        bar -> bar.totals().retried())
                                .bars("Failed", Colour.BAD, bar -> bar.totals().failed())
                                .times(
                                        "Median",
                                        Colour.OK,
                                        bar -> bar.totals().times().quantile(0.5))
                                .times(
                                        "95 % within",
                                        Colour.MUTED,
                                        bar -> bar.totals().times().quantile(0.95))
                                .render()));
    }

    private static DomContent link(Range range, boolean current) {
        var link = a(range.label).withHref("/?range=" + range.id);
        return current ? link.attr("aria-current", "true") : link;
    }

    private static List<Bar> bars(List<HourCount> hours, List<Instant> times) {
        Map<Instant, List<HourCount>> byStep = hours.stream()
                .collect(Collectors.groupingBy(hour -> times.reversed().stream()
                        .filter(time -> !time.isAfter(hour.hour()))
                        .findFirst()
                        .orElse(times.getFirst())));
        return times.stream()
                .map(time -> new Bar(time, Totals.of(byStep.getOrDefault(time, List.of()))))
                .toList();
    }

    /// A day with the number of chats at its end.
    private record Day(DailyGrowth growth, long chats) {}

    /// The chats of each day are counted back from those of today.
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
                .column("Day", day -> day(day.growth().day().toString()));
        return subscribers(new Chart<>(title, Step.DAY, known, Charts::begin, table)
                .bars("Joined", Colour.OK, day -> day.growth().joined())
                .bars("Left", Colour.BAD, day -> day.growth().left())
                .line("Chats", Colour.ACCENT, Day::chats)
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
    private static final class Chart<T> {

        private static final ObjectMapper JSON = new ObjectMapper();

        private final String title;
        private final Step step;
        private final List<T> rows;
        private final Function<T, Instant> at;
        private final List<Series> series = new ArrayList<>();
        private final DataTable<T> table;

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
                String label, String form, Colour colour, String unit, Function<T, @Nullable Double> value) {
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
}
