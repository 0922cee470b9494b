package digestbot.console.overview;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;

import digestbot.broadcast.Broadcast;
import digestbot.console.overview.NightlyJobs.PlannedJob;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.statistics.UpcomingStore.UpcomingDeliveries;
import digestbot.library.archive.HeldDigests.HeldDigest;
import digestbot.library.archive.OverdueDigests.MissingDigest;
import digestbot.library.archive.StoredDigest;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The table of what happens in the next hours.
final class UpcomingSection {

    private UpcomingSection() {}

    private record Event(Instant at, DomContent what) {}

    /// What is planned; the section leaves out what is too far ahead.
    ///
    /// @param deliveries the scheduled deliveries
    /// @param held the digests that are published automatically
    /// @param expected the digests that are expected today and not late
    /// @param broadcasts the scheduled broadcasts
    /// @param jobs the jobs of the night
    record Plans(
            List<UpcomingDeliveries> deliveries,
            List<HeldDigest> held,
            List<MissingDigest> expected,
            List<Broadcast> broadcasts,
            List<PlannedJob> jobs) {

        Plans {
            deliveries = List.copyOf(deliveries);
            held = List.copyOf(held);
            expected = List.copyOf(expected);
            broadcasts = List.copyOf(broadcasts);
            jobs = List.copyOf(jobs);
        }
    }

    static DomContent of(Plans plans, Instant now) {
        Instant end = now.plus(QueueCounts.AHEAD);
        List<Event> events = Stream.of(
                        plans.deliveries().stream()
                                .map(quarter -> new Event(
                                        quarter.first(),
                                        PageParts.text(PageParts.count(
                                                quarter.deliveries(), "scheduled delivery", "scheduled deliveries")))),
                        plans.held().stream().map(digest -> new Event(digest.until(), publication(digest.digest()))),
                        plans.expected().stream()
                                .map(digest -> new Event(
                                        digest.at(),
                                        PageParts.text(digest.topic().name() + " is usually received"))),
                        plans.broadcasts().stream()
                                .flatMap(broadcast -> broadcast.sendAt().stream()
                                        .map(at -> new Event(
                                                at,
                                                a("Broadcast " + broadcast.number())
                                                        .withHref(Paths.broadcast(broadcast.number()))))),
                        plans.jobs().stream().map(job -> new Event(job.at(), PageParts.text(job.what()))))
                .flatMap(found -> found)
                .filter(event -> event.at().isBefore(end))
                .sorted(Comparator.comparing(Event::at))
                .toList();
        return PageParts.liveSection(
                "upcoming",
                "Coming up",
                DataTable.<Event>titled("Coming up")
                        .moment("Time", now, Event::at)
                        .column("What", Event::what)
                        .of(events, "Nothing is scheduled in the next 12 hours."));
    }

    private static DomContent publication(StoredDigest held) {
        return each(
                a(held.digest().topic().name() + " of " + held.digest().key().day())
                        .withHref(Paths.digest(held.number())),
                PageParts.text(" is published unless an operator decides otherwise"));
    }
}
