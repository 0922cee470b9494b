package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.audit.AuditStore;
import digestbot.broadcast.BroadcastService;
import digestbot.cluster.ClusterStatus;
import digestbot.console.page.DataTable;
import digestbot.console.page.Forms;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.BackgroundValue;
import digestbot.console.statistics.BotInfo;
import digestbot.console.statistics.DigestTotalStore;
import digestbot.console.statistics.DigestTotals;
import digestbot.console.statistics.HourCountStore;
import digestbot.console.statistics.HourCountStore.Totals;
import digestbot.console.statistics.OverviewStore;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.console.statistics.UpcomingStore.UpcomingDeliveries;
import digestbot.database.Database;
import digestbot.database.MaintenanceTime;
import digestbot.database.Transaction;
import digestbot.delivery.sending.SendCounters.AttemptResult;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.health.Readiness;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.StoredDigest;
import digestbot.library.intake.InvalidFileStore;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import digestbot.vote.VoteStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The overview: what needs attention, the key figures, charts, the latest digests, what comes next
/// and what was done last.
public final class Overview implements Routes {

    private static final String RANGE = "range";
    private static final int RECENT_ACTIONS = 5;
    private static final int MAX_FILES = 20;
    private static final String NONE = "–";
    private static final String NO_BREAK = "\u00a0";
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.95;

    private final Database database;
    private final Sources sources;
    private final Attention attention;
    private final AuditPage audit;
    private final InstantSource clock;
    private final Map<Platform, ThroughputMeter> meters = new EnumMap<>(Platform.class);
    private final BackgroundValue<QueueCounts> counts;
    private final OverviewStore store = new OverviewStore();
    private final InvalidFileStore files = new InvalidFileStore();
    private final DigestStore digestFiles = new DigestStore();
    private final DigestTotalStore totals = new DigestTotalStore();
    private final HourCountStore history = new HourCountStore();

    /// The sources of facts besides the database.
    public record Sources(
            BotInfo bot,
            Readiness readiness,
            BroadcastService broadcasts,
            Map<Platform, SendStatistics> sending,
            NightlyJobs nightly) {}

    Overview(Database database, Sources sources, Attention attention, AuditPage audit, InstantSource clock) {
        this.database = database;
        this.sources = sources;
        this.attention = attention;
        this.audit = audit;
        this.clock = clock;
        sources.sending().keySet().forEach(platform -> meters.put(platform, new ThroughputMeter(clock)));
        counts = new BackgroundValue<>(() -> database.read(tx -> QueueCounts.read(tx, clock)), clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.OVERVIEW, this::show);
    }

    private void show(Context context) {
        DeliveryChart.Range range = DeliveryChart.Range.of(Forms.query(context, RANGE));
        Attention.Findings findings = attention.read(database);
        context.html(PageLayout.of(
                Paths.OVERVIEW,
                "Overview",
                AccessControl.frame(context).withAttention(findings::count),
                sections(findings, range, AccessControl.session(context))));
    }

    private List<DomContent> sections(Attention.Findings findings, DeliveryChart.Range range, Session session) {
        Instant now = clock.instant();
        Optional<QueueCounts> counted = counts.latest();
        return database.read(tx -> {
            List<DigestsSection.Received> received = received(tx, counted, now);
            return List.of(
                    StatusLine.of(sources.bot(), findings.checks(), now),
                    attention(tx, findings, session, now),
                    tiles(tx, received, counted, now),
                    NodesSection.of(ClusterStatus.read(tx), now),
                    DeliveryChart.of(history.since(tx, range.from(now)), range, now),
                    counted.map(known -> SubscriberChart.of(known.growth(), known.active()))
                            .orElseGet(SubscriberChart::counting),
                    DigestsSection.of(received, findings.missing(), now),
                    upcoming(tx, findings, counted, now),
                    PageParts.liveSection(
                            "activity",
                            "Recent activity",
                            audit.table(tx, AuditStore.page(tx, RECENT_ACTIONS, 0)),
                            p(a("Audit log ›").withHref(Paths.AUDIT))));
        });
    }

    private DomContent attention(Transaction tx, Attention.Findings findings, Session session, Instant now) {
        List<InvalidFile> invalid = files.page(tx, 0, MAX_FILES);
        Map<String, Long> digests =
                digestFiles.digests(tx, invalid.stream().map(InvalidFile::path).toList());
        return new AttentionSection(invalid, digests, session, now).of(findings);
    }

    private record Event(Instant at, DomContent what) {}

    private DomContent upcoming(
            Transaction tx, Attention.Findings findings, Optional<QueueCounts> counted, Instant now) {
        Instant end = now.plus(QueueCounts.AHEAD);
        List<Event> events = Stream.of(
                        counted.map(QueueCounts::upcoming).orElse(List.of()).stream()
                                .map(quarter -> new Event(
                                        quarter.first(),
                                        PageParts.text(PageParts.count(
                                                quarter.deliveries(), "scheduled delivery", "scheduled deliveries")))),
                        findings.held().stream().map(digest -> new Event(digest.until(), publication(digest.digest()))),
                        findings.expected().stream()
                                .map(digest -> new Event(
                                        digest.at(),
                                        PageParts.text(digest.topic().name() + " is usually received"))),
                        sources.broadcasts().scheduledUntil(tx, end).stream()
                                .flatMap(broadcast -> broadcast.sendAt().stream()
                                        .map(at -> new Event(
                                                at,
                                                a("Broadcast " + broadcast.number())
                                                        .withHref(Paths.broadcast(broadcast.number()))))),
                        sources.nightly().next(now).stream()
                                .map(job -> new Event(job.at(), PageParts.text(job.what()))))
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

    /// The numbers at the top of the overview.
    private DomContent tiles(
            Transaction tx, List<DigestsSection.Received> received, Optional<QueueCounts> counted, Instant now) {
        // Its sum is that of the rows in the table of digests.
        DigestTotals today = received.stream()
                .filter(each -> each.digest().isOfDay())
                .map(DigestsSection.Received::totals)
                .reduce(DigestTotals.NONE, DigestTotals::plus);
        Totals lastDay = Totals.of(history.since(tx, now.minus(Duration.ofDays(1))));
        return section(
                        h2("Key figures").withClass("visually-hidden"),
                        dl(
                                        delivered(today),
                                        queue(counted, now),
                                        time(lastDay),
                                        subscribers(counted),
                                        next(counted, now))
                                .withClass("tiles"))
                .withId("figures")
                .attr("data-live");
    }

    private List<PlatformRate> rates() {
        return sources.sending().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new PlatformRate(
                        entry.getKey(),
                        Objects.requireNonNull(meters.get(entry.getKey()))
                                .perSecond(entry.getValue().counters().count(AttemptResult.SENT)),
                        entry.getValue().permitted().getAsInt()))
                .toList();
    }

    private List<DigestsSection.Received> received(Transaction tx, Optional<QueueCounts> counted, Instant now) {
        return store.latest(tx, LocalDate.ofInstant(now, ZoneId.systemDefault()), ZoneId.systemDefault()).stream()
                .map(digest -> new DigestsSection.Received(
                        digest,
                        totals.of(tx, digest.number()),
                        counted.map(counts -> counts.later().getOrDefault(digest.number(), 0L)),
                        VoteStore.count(tx, digest.number())))
                .toList();
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneId.systemDefault());
    }

    /// The speed of sending to a platform.
    ///
    /// @param perSecond the deliveries per second; empty if that is not known yet
    /// @param limit the requests per second that are permitted now; 0 if only the platform's
    ///     client library applies a limit
    record PlatformRate(Platform platform, Optional<Double> perSecond, int limit) {

        private boolean isSending() {
            return perSecond.filter(rate -> rate > 0).isPresent();
        }

        private String text() {
            String rate = perSecond
                    .map(known -> String.format(Locale.ROOT, "%.0f", known))
                    .orElse("…");
            return limit == 0 ? rate + "/s" : rate + NO_BREAK + "of" + NO_BREAK + limit + "/s";
        }
    }

    private static DomContent tile(String label, String value, DomContent detail) {
        return div(dt(label), dd(value).withClass("value"), dd(detail).withClass("detail"))
                .withClass("tile");
    }

    private static DomContent delivered(DigestTotals today) {
        long ended = today.sent() + today.allFailed();
        String detail = ended == 0
                ? "no deliveries yet"
                : "deliveries · %s success · %s failed"
                        .formatted(
                                AttentionSection.percent((double) today.sent() / ended),
                                PageParts.count(today.allFailed()));
        return tile("Digests of today", PageParts.count(today.sent()), span(detail));
    }

    private DomContent queue(Optional<QueueCounts> counts, Instant now) {
        List<String> details = new ArrayList<>();
        details.add(counts.flatMap(QueueCounts::oldest)
                .map(oldest -> "oldest " + PageParts.duration(Duration.between(oldest, now)))
                .orElse("nothing is due"));
        details.addAll(speed(counts, rates()));
        return tile(
                "Queue",
                counts.map(QueueCounts::queued).map(PageParts::count).orElse("…"),
                span(String.join(" · ", details)));
    }

    /// The rate of each platform that has deliveries to send; without any, the sum of the
    /// limits.
    private static List<String> speed(Optional<QueueCounts> counts, List<PlatformRate> rates) {
        List<PlatformRate> busy = rates.stream()
                .filter(rate -> rate.isSending()
                        || counts.filter(known -> known.isDueOn(rate.platform()))
                                .isPresent())
                .toList();
        int limits = rates.stream().mapToInt(PlatformRate::limit).sum();
        if (busy.isEmpty()) {
            return limits == 0 ? List.of() : List.of("up to " + limits + "/s");
        }
        return busy.stream()
                .map(rate -> rates.size() == 1 ? rate.text() : rate.platform().title() + " " + rate.text())
                .toList();
    }

    private static DomContent time(Totals lastDay) {
        String most = lastDay.times()
                .quantile(MOST)
                .map(longest -> "median · 95 % within " + PageParts.duration(longest))
                .orElse("no deliveries in 24 hours");
        return tile(
                "Time to deliver",
                lastDay.times().quantile(MEDIAN).map(PageParts::duration).orElse(NONE),
                span(most));
    }

    private static DomContent subscribers(Optional<QueueCounts> counts) {
        String detail = counts.map(known ->
                        "%+,d this week · %s paused".formatted(known.weeklyChange(), PageParts.count(known.paused())))
                .orElse("counting…");
        return tile(
                "Subscribers",
                counts.map(QueueCounts::active).map(PageParts::count).orElse("…"),
                span(detail));
    }

    private static DomContent next(Optional<QueueCounts> counts, Instant now) {
        List<UpcomingDeliveries> upcoming = counts.map(QueueCounts::upcoming).orElse(List.of());
        if (upcoming.isEmpty()) {
            return tile("Next due", NONE, span("nothing in 12 hours"));
        }
        UpcomingDeliveries first = upcoming.getFirst();
        return tile(
                "Next due",
                PageParts.clock(first.first()),
                span("%s, in %s"
                        .formatted(
                                PageParts.count(first.deliveries(), "delivery", "deliveries"),
                                PageParts.duration(Duration.between(now, first.first())))));
    }

    public record NightlyJobs(MaintenanceTime time, boolean backup) {

        record PlannedJob(Instant at, String what) {}

        List<PlannedJob> next(Instant now) {
            Instant at = time.next(now);
            List<PlannedJob> jobs = new ArrayList<>();
            if (backup) {
                jobs.add(new PlannedJob(at, "Nightly backup"));
            }
            jobs.add(new PlannedJob(at, "Nightly upkeep: removes old deliveries and inactive chats"));
            return jobs;
        }
    }
}
