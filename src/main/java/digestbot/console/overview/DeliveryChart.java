package digestbot.console.overview;

import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.console.page.Chart;
import digestbot.console.page.Chart.Colour;
import digestbot.console.page.Chart.Step;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.statistics.HourCountStore.HourCount;
import digestbot.console.statistics.HourCountStore.Totals;
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
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
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
            ZoneId zone = ZoneId.systemDefault();
            ChronoUnit unit = step == Step.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
            ZonedDateTime last = now.atZone(zone).truncatedTo(unit);
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

    static DomContent of(List<HourCount> hours, Range range, Optional<Platform> platform, Instant now) {
        List<Bar> bars = bars(
                hours.stream()
                        .filter(hour ->
                                platform.filter(only -> only != hour.platform()).isEmpty())
                        .toList(),
                range.times(now));
        String title = range.step == Step.DAY ? "Deliveries per day" : "Deliveries per hour";
        return section(head(range, platform), chart(title, range, bars).with(table(title, bars, now)))
                .withId("deliveries")
                .attr("data-live");
    }

    private static DomContent head(Range range, Optional<Platform> platform) {
        List<DomContent> times = Stream.of(Range.values())
                .map(each -> link(each.label, each, platform, each == range))
                .toList();
        List<DomContent> platforms = new ArrayList<>();
        platforms.add(link("All", range, Optional.empty(), platform.isEmpty()));
        for (Platform each : Platform.all()) {
            platforms.add(link(each.title(), range, Optional.of(each), platform.equals(Optional.of(each))));
        }
        return div(
                        h2(
                                text("Deliveries "),
                                small(
                                        range.step == Step.DAY
                                                ? "per day, with broadcasts"
                                                : "per hour, with broadcasts")),
                        links("Time", times),
                        links("Platform", platforms))
                .withClass("chart-head");
    }

    private static DomContent links(String label, List<DomContent> links) {
        return nav(ul(each(links, link -> li(link)))).attr("aria-label", label).withClass("views");
    }

    private static DomContent link(String label, Range range, Optional<Platform> platform, boolean current) {
        String address = "/?range=" + range.id
                + platform.map(only -> "&platform=" + only.id()).orElse("");
        var link = a(label).withHref(address);
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

    private static Chart chart(String title, Range range, List<Bar> bars) {
        return Chart.titled(title, range.step, bars.stream().map(Bar::from).toList())
                .bars("Sent", Colour.ACCENT, counts(bars, Totals::sent))
                .bars("Retried", Colour.WARN, counts(bars, Totals::retried))
                .bars("Failed", Colour.BAD, counts(bars, Totals::failed))
                .line("Median", Colour.OK, "s", seconds(bars, 0.5))
                .line("95 %", Colour.MUTED, "s", seconds(bars, 0.95));
    }

    private static List<Long> counts(List<Bar> bars, ToLongFunction<Totals> count) {
        return bars.stream().map(bar -> count.applyAsLong(bar.totals())).toList();
    }

    private static List<OptionalDouble> seconds(List<Bar> bars, double share) {
        return bars.stream()
                .map(bar -> bar.totals().times().quantile(share))
                .map(time -> time.map(Duration::toMillis)
                        .map(millis -> OptionalDouble.of(millis / 1_000.0))
                        .orElse(OptionalDouble.empty()))
                .toList();
    }

    private static DomContent table(String title, List<Bar> bars, Instant now) {
        return DataTable.<Bar>titled(title)
                .moment("From", now, Bar::from)
                .number("Sent", bar -> bar.totals().sent())
                .number("Retried", bar -> bar.totals().retried())
                .number("Failed", bar -> bar.totals().failed())
                .numbers("Median", bar -> time(bar, 0.5))
                .numbers("95 % within", bar -> time(bar, 0.95))
                .of(bars.reversed(), "");
    }

    private static String time(Bar bar, double share) {
        return bar.totals().times().quantile(share).map(PageParts::duration).orElse("–");
    }
}
