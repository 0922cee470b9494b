package digestbot.console.overview;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.progress;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import digestbot.console.digest.VotesSection;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.StatusTag;
import digestbot.console.page.StatusTag.Tone;
import digestbot.console.statistics.DigestTotals;
import digestbot.console.statistics.OverviewStore.RecentDigest;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.vote.VoteCount;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The table of the latest digests, with all of today and those that are missing.
final class DigestsSection {

    private static final String NONE = "–";

    private DigestsSection() {}

    /// A row of the table.
    sealed interface Row {

        /// A digest that was received.
        record Received(RecentDigest digest, DigestTotals totals, VoteCount votes) implements Row {}

        /// A digest that should be there by now, or later today.
        record Missing(MissingDigest digest) implements Row {}
    }

    static DomContent of(List<Row.Received> received, List<MissingDigest> missing, Instant now) {
        List<Row> rows = Stream.<Row>concat(received.stream(), missing.stream().map(Row.Missing::new))
                .toList();
        DataTable<Row> table = DataTable.<Row>titled("Latest digests")
                .column("Topic", DigestsSection::topic)
                .column("Day", row -> PageParts.day(day(row)))
                .column("Status", row -> status(row, now))
                .column("Published (" + PageParts.zone() + ")", row -> published(row, now))
                .column("Delivered", DigestsSection::delivered)
                .numbers("Failed", row -> count(row, DigestTotals::allFailed))
                .numbers("Scheduled", row -> count(row, DigestTotals::scheduled))
                .numbers("Interacted", DigestsSection::interacted);
        // The table is wide already.
        if (rows.stream().anyMatch(row -> balanced(row).isPresent())) {
            table = table.numbers("Balanced", row -> balanced(row).orElse(NONE));
        }
        return PageParts.liveSection(
                "digests",
                "Latest digests",
                table.of(rows, "No digests yet. Put the first one into the digest folder."));
    }

    private static DomContent topic(Row row) {
        return switch (row) {
            case Row.Received(RecentDigest digest, DigestTotals _, VoteCount _) ->
                a(digest.topic()).withHref(Paths.digest(digest.number()));
            case Row.Missing(MissingDigest digest) ->
                PageParts.text(digest.topic().name());
        };
    }

    private static String day(Row row) {
        return switch (row) {
            case Row.Received(RecentDigest digest, DigestTotals _, VoteCount _) ->
                Stream.of(digest.day(), digest.edition(), digest.language())
                        .filter(part -> !part.isEmpty())
                        .reduce((one, other) -> one + " · " + other)
                        .orElseThrow();
            case Row.Missing(MissingDigest digest) -> digest.day().toString();
        };
    }

    private static DomContent status(Row row, Instant now) {
        return switch (row) {
            case Row.Received(RecentDigest digest, DigestTotals _, VoteCount _) ->
                switch (digest.state()) {
                    case "held" -> StatusTag.of(Tone.WARNING, "held for review");
                    case "published" -> StatusTag.of(Tone.OK, "published");
                    case "archived" -> StatusTag.of(Tone.NEUTRAL, "archived, not sent");
                    default -> StatusTag.of(Tone.NEUTRAL, digest.state());
                };
            case Row.Missing(MissingDigest digest) ->
                digest.late()
                        ? StatusTag.of(Tone.BAD, "late by " + PageParts.duration(Duration.between(digest.at(), now)))
                        : StatusTag.of(Tone.NEUTRAL, "expected");
        };
    }

    private static DomContent published(Row row, Instant now) {
        return switch (row) {
            case Row.Received(RecentDigest digest, DigestTotals _, VoteCount _) ->
                digest.heldUntil()
                        .<DomContent>map(until -> span(text("held until "), PageParts.moment(until, now)))
                        .or(() -> digest.published().map(at -> PageParts.moment(at, now)))
                        .orElseGet(() -> text(NONE));
            case Row.Missing(MissingDigest digest) ->
                span(text("usually received "), PageParts.moment(digest.at(), now));
        };
    }

    private static DomContent delivered(Row row) {
        return switch (row) {
            case Row.Received(RecentDigest _, DigestTotals totals, VoteCount _)
            when totals.wanted() > 0 ->
                each(
                        progress()
                                .attr("max", Long.toString(totals.wanted()))
                                .attr("value", Long.toString(totals.sent()))
                                .attr("aria-label", "Delivered"),
                        span(" %s / %s".formatted(PageParts.count(totals.sent()), PageParts.count(totals.wanted())))
                                .withClass("day"));
            case Row.Received _, Row.Missing _ -> text(NONE);
        };
    }

    private static String count(Row row, ToLongFunction<DigestTotals> number) {
        return switch (row) {
            case Row.Received(RecentDigest _, DigestTotals totals, VoteCount _) ->
                PageParts.count(number.applyAsLong(totals));
            case Row.Missing _ -> NONE;
        };
    }

    /// The share of the deliveries in which a button was pressed.
    private static String interacted(Row row) {
        return switch (row) {
            case Row.Received(RecentDigest _, DigestTotals totals, VoteCount _)
            when totals.sent() > 0 -> Math.round(100.0 * totals.interacted() / totals.sent()) + " %";
            case Row.Received _, Row.Missing _ -> NONE;
        };
    }

    /// The share of readers who found the digest balanced; empty if there are too few votes.
    private static Optional<String> balanced(Row row) {
        return switch (row) {
            case Row.Received(RecentDigest _, DigestTotals _, VoteCount votes) -> VotesSection.share(votes);
            case Row.Missing _ -> Optional.empty();
        };
    }
}
