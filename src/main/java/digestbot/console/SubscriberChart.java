package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.console.Chart.Colour;
import digestbot.console.Chart.Step;
import digestbot.console.SubscriberGrowthStore.DailyGrowth;
import j2html.tags.DomContent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

final class SubscriberChart {

    private SubscriberChart() {}

    /// A day with the number of chats at its end.
    private record Day(DailyGrowth growth, long chats) {}

    /// The chats of each day are counted back from those of today.
    ///
    /// @param days the oldest first
    /// @param chats the number of chats that can be reached now
    static DomContent of(List<DailyGrowth> days, long chats) {
        List<Day> known = new ArrayList<>();
        long left = chats;
        for (DailyGrowth day : days.reversed()) {
            known.addFirst(new Day(day, left));
            left += day.left() - day.joined();
        }
        String title = "Subscribers per day";
        DataTable<Day> table = DataTable.<Day>titled(title)
                .column("Day", day -> PageParts.day(day.growth().day().toString()));
        return live(new Chart<>(
                        title,
                        Step.DAY,
                        known,
                        day -> day.growth()
                                .day()
                                .atStartOfDay(ZoneId.systemDefault())
                                .toInstant(),
                        table)
                .bars("Joined", Colour.OK, day -> day.growth().joined())
                .bars("Left", Colour.BAD, day -> day.growth().left())
                .line("Chats", Colour.ACCENT, Day::chats)
                .render());
    }

    static DomContent counting() {
        return live(PageParts.muted("Counting…"));
    }

    private static DomContent live(DomContent content) {
        return section(h2(text("Subscribers "), small("30 days")), content)
                .withId("growth")
                .attr("data-live");
    }
}
