package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.console.ConsoleStore.RecentDigest;
import digestbot.console.PageParts.Tone;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of the latest digests, with all of today and those that should be there by now, or
/// later today.
final class DigestsSection {

    private static final String NONE = "–";

    private DigestsSection() {}

    /// A row of the table.
    sealed interface Row {}

    /// A digest that was received.
    ///
    /// @param later the number of deliveries scheduled for later; empty while they are being
    ///     counted
    record Received(RecentDigest digest, DigestTotals totals, Optional<Long> later, VoteCount votes) implements Row {}

    record Missing(MissingDigest digest) implements Row {}

    static DomContent of(List<Received> received, List<MissingDigest> missing, Instant now) {
        List<Row> rows = new ArrayList<>(received);
        missing.forEach(digest -> rows.add(new Missing(digest)));
        DataTable<Row> table = DataTable.<Row>titled("Latest digests")
                .column("Topic", DigestsSection::topic)
                .column("Day", row -> PageParts.day(day(row)))
                .column("Status", row -> status(row, now))
                .column("Published (" + zone() + ")", row -> published(row, now))
                .column("Delivered", row -> ofReceived(row, DigestsSection::delivered, text(NONE)))
                .numbers(
                        "Failed", row -> number(row, each -> count(each.totals().failed())))
                .numbers(
                        "Scheduled",
                        row -> number(
                                row, each -> each.later().map(PageParts::count).orElse("…")))
                .numbers("Interacted", row -> number(row, DigestsSection::interacted));
        // The table is wide already.
        if (received.stream().anyMatch(each -> balanced(each).isPresent())) {
            table.numbers("Balanced", row -> number(row, each -> balanced(each).orElse(NONE)));
        }
        return liveSection(
                "digests",
                "Latest digests",
                table.of(rows, "No digests yet. Put the first one into the digest folder."));
    }

    private static <R> R ofReceived(Row row, Function<Received, R> of, R otherwise) {
        return row instanceof Received received ? of.apply(received) : otherwise;
    }

    private static String number(Row row, Function<Received, String> of) {
        return ofReceived(row, of, NONE);
    }

    private static DomContent topic(Row row) {
        return switch (row) {
            case Received received ->
                a(received.digest().topic())
                        .withHref(Paths.digest(received.digest().number()));
            case Missing(MissingDigest digest) -> span(digest.topic().name());
        };
    }

    private static String day(Row row) {
        return switch (row) {
            case Received received ->
                Stream.of(
                                received.digest().day(),
                                received.digest().edition(),
                                received.digest().language())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" · "));
            case Missing(MissingDigest digest) -> digest.day().toString();
        };
    }

    private static DomContent status(Row row, Instant now) {
        return switch (row) {
            case Received received -> status(received.digest().state());
            case Missing(MissingDigest digest) ->
                digest.late()
                        ? PageParts.status(Tone.BAD, "late by " + duration(Duration.between(digest.at(), now)))
                        : PageParts.status(Tone.NEUTRAL, "expected");
        };
    }

    private static DomContent published(Row row, Instant now) {
        return switch (row) {
            case Received received ->
                received.digest()
                        .heldUntil()
                        .<DomContent>map(until -> span(text("held until "), moment(until, now)))
                        .or(() -> received.digest().published().map(at -> moment(at, now)))
                        .orElseGet(() -> text(NONE));
            case Missing(MissingDigest digest) -> span(text("usually received "), moment(digest.at(), now));
        };
    }

    private static String interacted(Received received) {
        DigestTotals totals = received.totals();
        return totals.sent() > 0 ? Math.round(100.0 * totals.interacted() / totals.sent()) + " %" : NONE;
    }

    private static Optional<String> balanced(Received received) {
        return ReaderStatistics.share(received.votes());
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
            return text(received.later().isPresent() ? "none due yet" : count(totals.sent()));
        }
        return each(
                progress()
                        .attr("max", Long.toString(due))
                        .attr("value", Long.toString(totals.sent()))
                        .attr("aria-label", "Delivered"),
                span(" %s of %s due".formatted(count(totals.sent()), count(due)))
                        .withClass("day"));
    }
}
