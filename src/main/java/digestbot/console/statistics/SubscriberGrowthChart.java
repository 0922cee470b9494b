package digestbot.console.statistics;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.rawHtml;

import digestbot.console.statistics.SubscriberGrowthStore.DailyGrowth;
import j2html.tags.DomContent;
import java.util.List;

/// A chart of days as bars: chats that joined above the line, chats that left below it.
public final class SubscriberGrowthChart {

    private static final int BAR = 18;
    private static final int GAP = 4;
    private static final int HALF = 70;

    private SubscriberGrowthChart() {}

    /// Draws the chart.
    ///
    /// @param days at least one
    public static DomContent of(List<DailyGrowth> days) {
        long maximum = Math.max(1, maximum(days));
        var bars = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            DailyGrowth day = days.get(i);
            int x = i * (BAR + GAP);
            String title = "%s: %,d joined, %,d left".formatted(day.day(), day.joined(), day.left());
            bars.append("<g><title>%s</title>".formatted(title))
                    .append(bar("joined", x, HALF - height(day.joined(), maximum), height(day.joined(), maximum)))
                    .append(bar("left", x, HALF + 1, height(day.left(), maximum)))
                    .append("</g>");
        }
        int width = days.size() * (BAR + GAP);
        String svg = """
                <svg viewBox="0 0 %1$d %2$d" role="img" aria-label="Chats that joined and left, day by day; the table below has the numbers">\
                <line x1="0" x2="%1$d" y1="%3$d" y2="%3$d"/>%4$s</svg>""".formatted(width, 2 * HALF, HALF, bars);
        return figure(
                div(rawHtml(svg)).withClass("chart scroll").attr("data-label", "Chart"),
                figcaption(
                        "%,d joined (above the line), %,d left (below the line) in the last %d days. Tallest bar: %,d."
                                .formatted(
                                        days.stream()
                                                .mapToLong(DailyGrowth::joined)
                                                .sum(),
                                        days.stream()
                                                .mapToLong(DailyGrowth::left)
                                                .sum(),
                                        days.size(),
                                        maximum(days))));
    }

    private static long maximum(List<DailyGrowth> days) {
        return days.stream()
                .mapToLong(day -> Math.max(day.joined(), day.left()))
                .max()
                .orElse(0);
    }

    private static long height(long chats, long maximum) {
        return chats == 0 ? 0 : Math.max(1, chats * (HALF - 2) / maximum);
    }

    private static String bar(String kind, int x, long y, long height) {
        return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>".formatted(kind, x, y, BAR, height);
    }
}
