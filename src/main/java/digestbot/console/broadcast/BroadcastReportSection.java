package digestbot.console.broadcast;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.progress;

import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastReporter.BroadcastFigures;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.delivery.fanout.FanOutProgress;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What became of a broadcast that has started: how far it is, how long it took, and the results on
/// each platform.
public final class BroadcastReportSection {

    private BroadcastReportSection() {}

    /// The figures of one platform, or of all together.
    private record Row(String title, FanOutProgress deliveries) {}

    /// The parts of the section.
    ///
    /// @param line the progress as a sentence
    public static DomContent of(String line, BroadcastFigures figures, SendState sendState, Instant now) {
        List<DomContent> parts = new ArrayList<>();
        if (sendState.withdrawalFanOut().isEmpty()) {
            parts.add(progress()
                    .attr("max", Long.toString(Math.max(1, figures.recipients())))
                    .attr("value", Long.toString(figures.settled()))
                    .attr("aria-label", "Progress")
                    .withClass("whole"));
        }
        parts.add(p(line).withClass("progress"));
        parts.add(p(facts(figures, sendState, now)).withClass("muted"));
        parts.add(table(figures));
        List<Map.Entry<String, Long>> reasons = reasons(figures);
        if (!reasons.isEmpty()) {
            parts.add(DataTable.<Map.Entry<String, Long>>titled("Failures by reason")
                    .text("Reason", entry -> entry.getKey().isBlank() ? "unknown" : entry.getKey())
                    .number("Deliveries", Map.Entry::getValue)
                    .of(reasons, ""));
        }
        return div(each(parts, part -> part)).withClass("report");
    }

    private static DomContent facts(BroadcastFigures figures, SendState sendState, Instant now) {
        Duration took = sendState.duration(now);
        String rate = rate(figures.sent() + figures.failed(), took)
                .map(perSecond -> " · " + perSecond + " per second")
                .orElse("");
        return each(
                PageParts.text("Started "),
                PageParts.fullMoment(sendState.startedAt(), now),
                PageParts.text((sendState.firstEndedAt().isPresent() ? " · took " : " · running for ")
                        + PageParts.duration(took)
                        + rate));
    }

    /// How many recipients were handled per second; empty in the first second.
    static Optional<String> rate(long handled, Duration took) {
        return took.compareTo(Duration.ofSeconds(1)) < 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%.1f", handled * 1_000.0 / took.toMillis()));
    }

    private static DomContent table(BroadcastFigures figures) {
        List<Row> rows = new ArrayList<>();
        figures.byPlatform().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rows.add(new Row(entry.getKey().title(), entry.getValue())));
        Optional<FanOutProgress> all = figures.byPlatform().values().stream().reduce(FanOutProgress::plus);
        if (rows.size() > 1) {
            all.ifPresent(sum -> rows.add(new Row("All", sum)));
        }
        return DataTable.<Row>titled("Results by platform")
                .text("Platform", Row::title)
                .number("Recipients", row -> row.deliveries().all())
                .number("Sent", row -> row.deliveries().sent())
                .number("Waiting", row -> row.deliveries().waiting())
                .number("Failed", row -> row.deliveries().allFailed())
                .number("of them unreachable", row -> row.deliveries().unreachable())
                .number("Cancelled", row -> row.deliveries().cancelled())
                .of(rows, "No delivery is planned yet.");
    }

    private static List<Map.Entry<String, Long>> reasons(BroadcastFigures figures) {
        return figures.byPlatform().values().stream()
                .reduce(FanOutProgress::plus)
                .map(FanOutProgress::failed)
                .orElse(Map.of())
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
