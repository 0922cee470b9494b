package digestbot.console.overview;

import static j2html.TagCreator.*;

import digestbot.console.page.Chart;
import digestbot.console.page.Chart.Colour;
import digestbot.console.page.Chart.Step;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.statistics.SubscriberGrowthStore.DailyGrowth;
import j2html.tags.DomContent;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

public final class SubscriberChart {

    private SubscriberChart() {}

    /// A day with the number of chats at its end.
    private record Day(DailyGrowth growth, long chats) {}

    /// The chats of each day are counted back from those of today.
    ///
    /// @param days the oldest first
    /// @param chats the number of chats that can be reached now
    public static DomContent of(List<DailyGrowth> days, long chats) {
        List<Day> known = withTotals(days, chats);
        DomContent table = DataTable.<Day>titled("Subscribers per day")
                .column("Day", day -> PageParts.day(day.growth().day().toString()))
                .number("Chats", Day::chats)
                .number("Joined", day -> day.growth().joined())
                .number("Left", day -> day.growth().left())
                .of(known.reversed(), "");
        return live(Chart.titled(
                        "Subscribers per day",
                        Step.DAY,
                        days.stream()
                                .map(day -> day.day()
                                        .atStartOfDay(ZoneId.systemDefault())
                                        .toInstant())
                                .toList())
                .bars(
                        "Joined",
                        Colour.OK,
                        days.stream().map(DailyGrowth::joined).toList())
                .bars("Left", Colour.BAD, days.stream().map(DailyGrowth::left).toList())
                .line(
                        "Chats",
                        Colour.ACCENT,
                        "",
                        known.stream()
                                .map(day -> OptionalDouble.of((double) day.chats()))
                                .toList())
                .with(table));
    }

    public static DomContent counting() {
        return live(p("Counting…").withClass("muted"));
    }

    private static DomContent live(DomContent content) {
        return section(h2(text("Subscribers "), small("30 days")), content)
                .withId("growth")
                .attr("data-live");
    }

    private static List<Day> withTotals(List<DailyGrowth> days, long chats) {
        long[] totals = LongStream.generate(() -> chats).limit(days.size()).toArray();
        for (int i = days.size() - 2; i >= 0; i--) {
            DailyGrowth next = days.get(i + 1);
            totals[i] = totals[i + 1] - next.joined() + next.left();
        }
        return IntStream.range(0, days.size())
                .mapToObj(i -> new Day(days.get(i), totals[i]))
                .toList();
    }
}
