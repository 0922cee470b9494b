package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.console.ConsoleStore.RecentDigest;
import digestbot.console.PageParts.Tone;
import digestbot.delivery.status.DigestTotals;
import digestbot.library.archive.DigestReview;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of the latest digests: all of today's and the held ones, and some from the days
/// before.
///
/// @param later the number of a digest's deliveries that are scheduled for later; empty while they
///     are being counted
record DigestsSection(RecentDigest digest, DigestTotals totals, Optional<Long> later, VoteCount votes) {

    private static final String NONE = "–";

    static DomContent today(List<DigestsSection> received, Instant now) {
        return of(
                "digests",
                "Digests of today",
                received.stream().filter(DigestsSection::isCurrent).toList(),
                received.isEmpty() ? "No digests yet." : "No digest of today yet.",
                now);
    }

    /// The table of earlier digests; empty if there are none.
    static DomContent earlier(List<DigestsSection> received, Instant now) {
        List<DigestsSection> rows =
                received.stream().filter(row -> !row.isCurrent()).toList();
        return rows.isEmpty() ? each() : of("earlier", "Earlier digests", rows, "", now);
    }

    private static DomContent of(String id, String title, List<DigestsSection> rows, String none, Instant now) {
        DataTable<DigestsSection> table = DataTable.<DigestsSection>titled(title)
                .column("Topic", row -> a(row.digest.topic()).withHref(Paths.digest(row.digest.number())))
                .column("Day", row -> PageParts.day(row.day(now)))
                .column("Status", row -> status(row.digest.state()))
                .column("Published (" + zone() + ")", row -> row.published(now))
                .column("Delivered", row -> DeliveryBar.of(row.totals, row.later))
                .numbers("Interacted", DigestsSection::interacted);
        // The table is already wide.
        if (rows.stream().anyMatch(row -> row.balanced().isPresent())) {
            table.numbers("Balanced", row -> row.balanced().orElse(NONE));
        }
        return liveSection(id, title, table.asCards().of(rows, none));
    }

    private boolean isCurrent() {
        return digest.isOfDay() || digest.heldUntil().isPresent();
    }

    private String day(Instant now) {
        return Stream.of(date(LocalDate.parse(digest.day()), now), digest.edition(), digest.language())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private DomContent published(Instant now) {
        return digest.heldUntil()
                .<DomContent>map(until -> DigestReview.publishesAt(until)
                        .<DomContent>map(end -> span(text("held until "), moment(end, now)))
                        .orElse(text("held until decided")))
                .or(() -> digest.published().map(at -> moment(at, now)))
                .orElseGet(() -> text(NONE));
    }

    private String interacted() {
        return totals.sent() > 0 ? Math.round(100.0 * totals.interacted() / totals.sent()) + "%" : NONE;
    }

    private Optional<String> balanced() {
        return ReaderStatistics.share(votes);
    }

    static DomContent status(String state) {
        return switch (state) {
            case "held" -> PageParts.status(Tone.WARNING, "held for review");
            case "published" -> PageParts.status(Tone.OK, "published");
            case "archived" -> PageParts.status(Tone.NEUTRAL, "archived, not sent");
            default -> PageParts.status(Tone.NEUTRAL, state);
        };
    }
}
