package digestbot.console.overview;

import static j2html.TagCreator.*;

import digestbot.console.digest.ReaderStatistics;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.page.PageParts.Tone;
import digestbot.console.page.Paths;
import digestbot.console.statistics.DigestTotals;
import digestbot.console.statistics.OverviewStore.RecentDigest;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.vote.VoteCount;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of the latest digests, with all of today and those that should be there by now, or
/// later today.
final class DigestsSection {

    private static final String NONE = "–";

    private DigestsSection() {}

    /// A digest that was received.
    ///
    /// @param later the number of deliveries scheduled for later; empty while they are being
    ///     counted
    record Received(RecentDigest digest, DigestTotals totals, Optional<Long> later, VoteCount votes) {}

    private record Row(
            DomContent topic,
            String day,
            DomContent status,
            DomContent published,
            DomContent delivered,
            String failed,
            String scheduled,
            String interacted,
            String balanced) {}

    static DomContent of(List<Received> received, List<MissingDigest> missing, Instant now) {
        List<Row> rows = Stream.concat(
                        received.stream().map(each -> row(each, now)),
                        missing.stream().map(each -> row(each, now)))
                .toList();
        DataTable<Row> table = DataTable.<Row>titled("Latest digests")
                .column("Topic", Row::topic)
                .column("Day", row -> PageParts.day(row.day()))
                .column("Status", Row::status)
                .column("Published (" + PageParts.zone() + ")", Row::published)
                .column("Delivered", Row::delivered)
                .numbers("Failed", Row::failed)
                .numbers("Scheduled", Row::scheduled)
                .numbers("Interacted", Row::interacted);
        // The table is wide already.
        if (rows.stream().anyMatch(row -> !row.balanced().equals(NONE))) {
            table = table.numbers("Balanced", Row::balanced);
        }
        return PageParts.liveSection(
                "digests",
                "Latest digests",
                table.of(rows, "No digests yet. Put the first one into the digest folder."));
    }

    private static Row row(Received received, Instant now) {
        RecentDigest digest = received.digest();
        DigestTotals totals = received.totals();
        return new Row(
                a(digest.topic()).withHref(Paths.digest(digest.number())),
                Stream.of(digest.day(), digest.edition(), digest.language())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" · ")),
                status(digest.state()),
                digest.heldUntil()
                        .<DomContent>map(until -> span(text("held until "), PageParts.moment(until, now)))
                        .or(() -> digest.published().map(at -> PageParts.moment(at, now)))
                        .orElseGet(() -> text(NONE)),
                delivered(received),
                PageParts.count(totals.allFailed()),
                received.later().map(PageParts::count).orElse("…"),
                totals.sent() > 0 ? Math.round(100.0 * totals.interacted() / totals.sent()) + " %" : NONE,
                ReaderStatistics.share(received.votes()).orElse(NONE));
    }

    private static Row row(MissingDigest digest, Instant now) {
        return new Row(
                PageParts.text(digest.topic().name()),
                digest.day().toString(),
                digest.late()
                        ? PageParts.status(
                                Tone.BAD, "late by " + PageParts.duration(Duration.between(digest.at(), now)))
                        : PageParts.status(Tone.NEUTRAL, "expected"),
                span(text("usually received "), PageParts.moment(digest.at(), now)),
                text(NONE),
                NONE,
                NONE,
                NONE,
                NONE);
    }

    private static DomContent status(String state) {
        return switch (state) {
            case "held" -> PageParts.status(Tone.WARNING, "held for review");
            case "published" -> PageParts.status(Tone.OK, "published");
            case "archived" -> PageParts.status(Tone.NEUTRAL, "archived, not sent");
            default -> PageParts.status(Tone.NEUTRAL, state);
        };
    }

    /// Deliveries that are scheduled for later do not count as missing.
    private static DomContent delivered(Received received) {
        DigestTotals totals = received.totals();
        long due = received.later().map(totals::due).orElse(0L);
        if (totals.planned() == totals.cancelled()) {
            return text(NONE);
        }
        if (due == 0) {
            return text(received.later().isPresent() ? "none due yet" : PageParts.count(totals.sent()));
        }
        return each(
                progress()
                        .attr("max", Long.toString(due))
                        .attr("value", Long.toString(totals.sent()))
                        .attr("aria-label", "Delivered"),
                span(" %s of %s due".formatted(PageParts.count(totals.sent()), PageParts.count(due)))
                        .withClass("day"));
    }
}
