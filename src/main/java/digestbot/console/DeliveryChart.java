package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.console.Chart.Colour;
import digestbot.console.Chart.Step;
import digestbot.console.HourCountStore.HourCount;
import digestbot.console.HourCountStore.Totals;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The chart of deliveries and of the time that they took.
final class DeliveryChart {

    private DeliveryChart() {}

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
            List<Instant> times = new ArrayList<>();
            for (int i = steps - 1; i >= 0; i--) {
                times.add(last.minus(i, unit).toInstant());
            }
            return times;
        }

        Instant from(Instant now) {
            return times(now).getFirst();
        }
    }

    private record Bar(Instant from, Totals totals) {}

    static DomContent of(List<HourCount> hours, Range range, Instant now) {
        String step = range.step == Step.DAY ? "per day" : "per hour";
        String title = "Deliveries " + step;
        List<Bar> bars = bars(hours, range.times(now));
        DataTable<Bar> table = DataTable.<Bar>titled(title).moment("From", now, Bar::from);
        return section(
                        div(
                                        h2(text("Deliveries "), small(step + ", with broadcasts")),
                                        nav(ul(each(List.of(Range.values()), each -> li(link(each, each == range)))))
                                                .attr("aria-label", "Time")
                                                .withClass("views"))
                                .withClass("chart-head"),
                        new Chart<>(title, range.step, bars, Bar::from, table)
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
                                .render())
                .withId("deliveries")
                .attr("data-live");
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
}
