package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.console.ConsoleStore.RecentDigest;
import digestbot.console.PageParts.Tone;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of the latest digests, with all of today.
///
/// @param later the number of a digest's deliveries that are scheduled for later; empty while they
///     are being counted
record DigestsSection(RecentDigest digest, DigestTotals totals, Optional<Long> later, VoteCount votes) {

    private static final String NONE = "–";

    static DomContent of(List<DigestsSection> received, Instant now) {
        DataTable<DigestsSection> table = DataTable.<DigestsSection>titled("Latest digests")
                .column("Topic", row -> a(row.digest.topic()).withHref(Paths.digest(row.digest.number())))
                .column("Day", row -> PageParts.day(row.day()))
                .column("Status", DigestsSection::status)
                .column("Published (" + zone() + ")", row -> row.published(now))
                .column("Delivered", DigestsSection::delivered)
                .number("Failed", row -> row.totals.failed())
                .numbers("Scheduled", row -> row.later.map(PageParts::count).orElse("…"))
                .numbers("Interacted", DigestsSection::interacted);
        // The table is wide already.
        if (received.stream().anyMatch(row -> row.balanced().isPresent())) {
            table.numbers("Balanced", row -> row.balanced().orElse(NONE));
        }
        return liveSection(
                "digests",
                "Latest digests",
                table.of(received, "No digests yet. Put the first one into the digest folder."));
    }

    private String day() {
        return Stream.of(digest.day(), digest.edition(), digest.language())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private DomContent published(Instant now) {
        return digest.heldUntil()
                .<DomContent>map(until -> span(text("held until "), moment(until, now)))
                .or(() -> digest.published().map(at -> moment(at, now)))
                .orElseGet(() -> text(NONE));
    }

    private String interacted() {
        return totals.sent() > 0 ? Math.round(100.0 * totals.interacted() / totals.sent()) + "%" : NONE;
    }

    private Optional<String> balanced() {
        return ReaderStatistics.share(votes);
    }

    private DomContent status() {
        return switch (digest.state()) {
            case "held" -> PageParts.status(Tone.WARNING, "held for review");
            case "published" -> PageParts.status(Tone.OK, "published");
            case "archived" -> PageParts.status(Tone.NEUTRAL, "archived, not sent");
            default -> PageParts.status(Tone.NEUTRAL, digest.state());
        };
    }

    /// Deliveries that are scheduled for later do not count as missing.
    private DomContent delivered() {
        long due = later.map(totals::due).orElse(0L);
        if (totals.planned() == totals.cancelled()) {
            return text(NONE);
        }
        if (due == 0) {
            return text(later.isPresent() ? "none due yet" : count(totals.sent()));
        }
        return each(
                BroadcastPage.bar(due, totals.sent()).attr("aria-label", "Delivered"),
                span(" %s of %s due".formatted(count(totals.sent()), count(due)))
                        .withClass("day"));
    }
}
