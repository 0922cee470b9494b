package digestbot.console.statistics;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.rawHtml;

import digestbot.console.statistics.SubscriberGrowthStore.Day;
import j2html.tags.DomContent;
import java.util.List;

/// Days as bars: who came above the line, who went below it.
public final class SubscriberGrowthChart {

    private static final int BAR = 18;
    private static final int GAP = 4;
    private static final int HALF = 70;

    private SubscriberGrowthChart() {}

    /// Draws the chart.
    ///
    /// @param days at least one
    public static DomContent of(List<Day> days) {
        long most = Math.max(1, longest(days));
        var bars = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            int x = i * (BAR + GAP);
            String title = "%s: %,d came, %,d went".formatted(day.day(), day.came(), day.went());
            bars.append("<g><title>%s</title>".formatted(title))
                    .append(bar("came", x, HALF - height(day.came(), most), height(day.came(), most)))
                    .append(bar("went", x, HALF + 1, height(day.went(), most)))
                    .append("</g>");
        }
        int width = days.size() * (BAR + GAP);
        String svg = """
                <svg viewBox="0 0 %1$d %2$d" role="img" aria-label="Chats that came and went, day by day; the table has the numbers">\
                <line x1="0" x2="%1$d" y1="%3$d" y2="%3$d"/>%4$s</svg>""".formatted(width, 2 * HALF, HALF, bars);
        return figure(
                div(rawHtml(svg))
                        .withClass("chart")
                        .attr("tabindex", "0")
                        .attr("role", "region")
                        .attr("aria-label", "Chart"),
                figcaption(
                        "From %s to %s: %,d came, above the line, %,d went, below it; the longest bar stands for %,d."
                                .formatted(
                                        days.getFirst().day(),
                                        days.getLast().day(),
                                        days.stream().mapToLong(Day::came).sum(),
                                        days.stream().mapToLong(Day::went).sum(),
                                        longest(days))));
    }

    private static long longest(List<Day> days) {
        return days.stream()
                .mapToLong(day -> Math.max(day.came(), day.went()))
                .max()
                .orElse(0);
    }

    private static long height(long chats, long most) {
        return chats == 0 ? 0 : Math.max(1, chats * (HALF - 2) / most);
    }

    private static String bar(String kind, int x, long y, long height) {
        return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>".formatted(kind, x, y, BAR, height);
    }
}
