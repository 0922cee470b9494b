package digestbot.console.broadcast;

import static j2html.TagCreator.a;
import static j2html.TagCreator.progress;
import static j2html.TagCreator.text;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastReporter.BroadcastCounts;
import digestbot.broadcast.Broadcasts;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.StatusTag;
import digestbot.console.page.StatusTag.Tone;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The table of broadcasts with what became of each.
public final class BroadcastTable {

    private static final int MAX_EXCERPT = 80;
    private static final String NONE = "–";

    private BroadcastTable() {}

    /// A broadcast.
    ///
    /// @param counts empty if it was not sent
    public record Row(Broadcast broadcast, Optional<BroadcastCounts> counts) {

        /// How long it took, or has taken so far.
        private Optional<Duration> duration(Instant now) {
            return broadcast.sendState().map(sendState -> sendState.duration(now));
        }

        private String count(ToLongFunction<BroadcastCounts> number) {
            return counts.map(known -> PageParts.count(number.applyAsLong(known)))
                    .orElse(NONE);
        }
    }

    /// The section with the table.
    public static DomContent of(List<Row> rows, Instant now) {
        return PageParts.liveSection(
                "history",
                "History",
                DataTable.<Row>titled("Broadcasts")
                        .number("Number", row -> row.broadcast().number())
                        .column("Message", BroadcastTable::message)
                        .column("Status", row -> status(row.broadcast()))
                        .column("Progress", BroadcastTable::bar)
                        .numbers("Recipients", row -> row.count(BroadcastCounts::recipients))
                        .numbers("Sent", row -> row.count(BroadcastCounts::sent))
                        .numbers("Failed", row -> row.count(BroadcastCounts::failed))
                        .numbers(
                                "Duration",
                                row -> row.duration(now)
                                        .map(PageParts::duration)
                                        .orElse(NONE))
                        .numbers("Per second", row -> rate(row, now))
                        .moment("Created", now, row -> row.broadcast().createdAt())
                        .of(rows, "No broadcasts yet."));
    }

    private static DomContent message(Row row) {
        return a(Broadcasts.excerpt(row.broadcast(), MAX_EXCERPT))
                .withHref(Paths.broadcast(row.broadcast().number()));
    }

    private static DomContent status(Broadcast broadcast) {
        Tone tone = switch (broadcast.state()) {
            case DONE -> Tone.OK;
            case PAUSED -> Tone.WARNING;
            case WITHDRAWN, STOPPED -> Tone.BAD;
            case DRAFT, SCHEDULED, RUNNING, DISCARDED -> Tone.NEUTRAL;
        };
        return StatusTag.of(tone, broadcast.state().name().toLowerCase(Locale.ROOT));
    }

    private static DomContent bar(Row row) {
        return row.counts()
                .<DomContent>map(counts -> progress()
                        .attr("max", Long.toString(Math.max(1, counts.recipients())))
                        .attr("value", Long.toString(counts.sent() + counts.failed()))
                        .attr("aria-label", "Progress"))
                .orElseGet(() -> text(NONE));
    }

    private static String rate(Row row, Instant now) {
        long handled =
                row.counts().map(counts -> counts.sent() + counts.failed()).orElse(0L);
        return row.duration(now)
                .flatMap(took -> BroadcastReportSection.rate(handled, took))
                .orElse(NONE);
    }
}
