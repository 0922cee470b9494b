package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.Chats;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.vote.VoteStore;
import digestbot.cluster.ClusterStatus;
import digestbot.console.ConsoleServices.NightlyJobs;
import digestbot.console.ConsoleStore.DailyGrowth;
import digestbot.console.ConsoleStore.UpcomingDeliveries;
import digestbot.console.HourCountStore.Totals;
import digestbot.database.Transaction;
import digestbot.delivery.sending.SendCounters.AttemptResult;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.Due;
import digestbot.delivery.status.DigestTotalStore;
import digestbot.delivery.status.DigestTotals;
import digestbot.library.archive.DigestStore;
import digestbot.library.archive.StoredDigest;
import digestbot.library.intake.InvalidFileStore;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The overview: items that need attention, today's digests, the key figures, charts, upcoming
/// deliveries and the latest actions.
final class Overview {

    private static final int RECENT_ACTIONS = 5;
    private static final int MAX_FILES = 20;

    /// The time that the overview looks ahead.
    private static final Duration AHEAD = Duration.ofHours(12);

    private static final int DAYS = 30;
    private static final int WEEK = 7;
    private static final String NONE = "–";
    private static final String NO_BREAK = "\u00a0";
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.95;

    private final ConsoleServices services;
    private final AuditPage audit;
    private final InstantSource clock;
    private final Map<Platform, ThroughputMeter> meters = new EnumMap<>(Platform.class);
    private final BackgroundValue<OverviewData> counts;
    private final BackgroundValue<Map<Long, Long>> later;

    /// `later` has the numbers of deliveries that are scheduled for later, by digest.
    Overview(ConsoleServices services, AuditPage audit, BackgroundValue<Map<Long, Long>> later, InstantSource clock) {
        this.services = services;
        this.audit = audit;
        this.later = later;
        this.clock = clock;
        services.sending().keySet().forEach(platform -> meters.put(platform, new ThroughputMeter(clock)));
        counts = new BackgroundValue<>(
                () -> services.database().read(tx -> OverviewData.read(tx, clock.instant())), clock);
    }

    void add(RoutesConfig routes) {
        routes.get(Paths.OVERVIEW, this::show);
    }

    private void show(Context context) {
        ChartRenderer.Range range = ChartRenderer.Range.of(Forms.query(context, "range"));
        Attention.Findings findings = services.attention().read(services.database());
        Instant now = clock.instant();
        Optional<OverviewData> counted = counts.latest();
        Optional<Map<Long, Long>> scheduled = later.latest();
        List<DomContent> content = services.database().read(tx -> {
            List<DigestsSection> received = received(tx, scheduled, now);
            List<InvalidFile> invalid = new InvalidFileStore().page(tx, 0, MAX_FILES);
            Map<String, Long> valid = new DigestStore()
                    .digests(tx, invalid.stream().map(InvalidFile::path).toList());
            return List.of(
                    StatusLine.of(services.bot(), findings.checks(), now),
                    new AttentionSection(invalid, valid, AccessControl.session(context), now).of(findings),
                    DigestsSection.today(received, now),
                    tiles(tx, received, counted, now),
                    NodesSection.of(ClusterStatus.read(tx), now),
                    charts(HourCountStore.since(tx, range.from(now)), range, received, counted, now),
                    DigestsSection.earlier(received, now),
                    upcoming(tx, findings, counted, now),
                    liveSection(
                            "activity",
                            "Recent activity",
                            audit.table(tx, AuditStore.page(tx, RECENT_ACTIONS, 0)),
                            p(a("Audit log ›").withHref(Paths.AUDIT))));
        });
        context.html(PageLayout.of(
                Paths.OVERVIEW, "Overview", AccessControl.frame(context).withAttention(findings::count), content));
    }

    /// The charts; a new bot has the next steps instead.
    private DomContent charts(
            List<HourCountStore.HourCount> hours,
            ChartRenderer.Range range,
            List<DigestsSection> received,
            Optional<OverviewData> counted,
            Instant now) {
        List<DomContent> steps = new ArrayList<>();
        if (services.owners().isEmpty()) {
            steps.add(li(
                    text("Add your user IDs to "),
                    code("owners"),
                    text(" in the "),
                    a("configuration").withHref(Paths.CONFIGURATION),
                    text(" and restart the bot.")));
        }
        if (received.isEmpty()) {
            steps.add(
                    li(withCode("Put the first digest into the digest folder; `digestbot check` finds its mistakes.")));
        }
        if (counted.filter(known -> known.active() == 0).isPresent()) {
            steps.add(li(withCode("Write `/start` to the bot and choose a topic.")));
        }
        return hours.isEmpty() && !steps.isEmpty()
                ? liveSection("deliveries", "Next steps", muted("No deliveries yet."), ol(each(steps, step -> step)))
                : each(
                        ChartRenderer.deliveries(hours, range, now),
                        counted.map(known -> ChartRenderer.subscribers(known.growth(), known.active()))
                                .orElseGet(() -> ChartRenderer.subscribers(muted("Counting…"))));
    }

    private static List<DigestsSection> received(Transaction tx, Optional<Map<Long, Long>> scheduled, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        return ConsoleStore.latest(tx, LocalDate.ofInstant(now, zone), zone).stream()
                .map(digest -> new DigestsSection(
                        digest,
                        DigestTotals.sum(
                                DigestTotalStore.of(tx, digest.number()).values()),
                        scheduled.map(later -> later.getOrDefault(digest.number(), 0L)),
                        VoteStore.count(tx, digest.number())))
                .toList();
    }

    private record Event(Instant at, DomContent what) {}

    private DomContent upcoming(
            Transaction tx, Attention.Findings findings, Optional<OverviewData> counted, Instant now) {
        Instant end = now.plus(AHEAD);
        List<Event> events = Stream.of(
                        counted.map(OverviewData::upcoming).orElse(List.of()).stream()
                                .map(quarter -> new Event(
                                        quarter.first(),
                                        span(count(
                                                quarter.deliveries(), "scheduled delivery", "scheduled deliveries")))),
                        findings.held().stream()
                                .map(digest -> new Event(digest.until(), publication(digest.digest(), now))),
                        findings.expected().stream()
                                .map(digest -> new Event(
                                        digest.at(), span(digest.topic().name() + " is usually received"))),
                        services.broadcasts().scheduledUntil(tx, end).stream()
                                .flatMap(broadcast -> broadcast.sendAt().stream()
                                        .map(at -> new Event(
                                                at,
                                                a("Broadcast " + broadcast.number())
                                                        .withHref(Paths.broadcast(broadcast.number()))))),
                        nightly(now))
                .flatMap(found -> found)
                .filter(event -> event.at().isBefore(end))
                .sorted(Comparator.comparing(Event::at))
                .toList();
        return liveSection(
                "upcoming",
                "Coming up",
                DataTable.<Event>titled("Coming up")
                        .moment("Time", now, Event::at)
                        .column("What", Event::what)
                        .of(events, "Nothing is scheduled in the next 12 hours."));
    }

    private static DomContent publication(StoredDigest held, Instant now) {
        return each(
                a(held.digest().topic().name() + " of "
                                + date(held.digest().key().day(), now))
                        .withHref(Paths.digest(held.number())),
                span(" is published unless an operator decides otherwise"));
    }

    private Stream<Event> nightly(Instant now) {
        NightlyJobs nightly = services.nightly();
        Instant at = nightly.time().next(now);
        var upkeep = new Event(at, span("Nightly upkeep: removes old deliveries and inactive chats"));
        return nightly.backup() ? Stream.of(new Event(at, span("Nightly backup")), upkeep) : Stream.of(upkeep);
    }

    private DomContent tiles(
            Transaction tx, List<DigestsSection> received, Optional<OverviewData> counted, Instant now) {
        Totals lastDay = Totals.of(HourCountStore.since(tx, now.minus(Duration.ofDays(1))));
        return live(
                "figures",
                section(
                        h2("Key figures").withClass("visually-hidden"),
                        dl(
                                        delivered(tx, received, now),
                                        queue(counted, now),
                                        time(lastDay),
                                        subscribers(counted),
                                        next(counted, now))
                                .withClass("tiles")));
    }

    private static DomContent tile(String label, String value, String detail) {
        return div(dt(label), dd(value).withClass("value"), dd(span(detail)).withClass("detail"))
                .withClass("tile");
    }

    /// The figure, which is the sum of the rows in the table of digests.
    private static DomContent delivered(Transaction tx, List<DigestsSection> received, Instant now) {
        DigestTotals today = DigestTotals.sum(received.stream()
                .filter(each -> each.digest().isOfDay())
                .map(DigestsSection::totals)
                .toList());
        long broadcasts = HourCountStore.broadcastMessages(
                tx,
                now.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.DAYS).toInstant());
        return tile(
                "Delivered today",
                count(today.sent()),
                (today.sent() == 1 ? "digest" : "digests")
                        + (broadcasts == 0
                                ? ""
                                : " · " + count(broadcasts, "broadcast message", "broadcast messages")));
    }

    private DomContent queue(Optional<OverviewData> counted, Instant now) {
        List<String> details = new ArrayList<>();
        details.add(counted.flatMap(OverviewData::oldest)
                .map(oldest -> "oldest " + duration(Duration.between(oldest, now)))
                .orElse("nothing is due"));
        details.addAll(speed(counted));
        return tile(
                "Queue",
                counted.map(OverviewData::queued).map(PageParts::count).orElse("…"),
                String.join(" · ", details));
    }

    /// The rates of the platforms with deliveries to send; without any, the sum of the limits. A
    /// limit of 0 means that only the platform's client library applies one.
    private List<String> speed(Optional<OverviewData> counted) {
        List<String> busy = new ArrayList<>();
        int limits = 0;
        for (var sending : new TreeMap<>(services.sending()).entrySet()) {
            Platform platform = sending.getKey();
            Optional<Double> perSecond = Objects.requireNonNull(meters.get(platform))
                    .perSecond(sending.getValue().counters().count(AttemptResult.SENT));
            int limit = sending.getValue().permitted().getAsInt();
            limits += limit;
            if (perSecond.orElse(0.0) > 0
                    || counted.filter(known -> known.isDueOn(platform)).isPresent()) {
                String rate = perSecond
                        .map(known -> String.format(Locale.ROOT, "%.0f", known))
                        .orElse("…");
                busy.add((meters.size() == 1 ? "" : platform.title() + " ")
                        + (limit == 0 ? rate : rate + NO_BREAK + "of" + NO_BREAK + limit)
                        + "/s");
            }
        }
        return busy.isEmpty() && limits > 0 ? List.of("up to " + limits + "/s") : busy;
    }

    private static DomContent time(Totals lastDay) {
        String most = lastDay.times()
                .quantile(MOST)
                .map(longest -> "median · 95% within " + duration(longest))
                .orElse("no deliveries in 24 hours");
        return tile(
                "Time to deliver",
                lastDay.times().quantile(MEDIAN).map(PageParts::duration).orElse(NONE),
                most);
    }

    private static DomContent subscribers(Optional<OverviewData> counted) {
        String detail = counted.map(
                        known -> "%+,d this week · %s paused".formatted(known.weeklyChange(), count(known.paused())))
                .orElse("counting…");
        return tile(
                "Subscribers",
                counted.map(OverviewData::active).map(PageParts::count).orElse("…"),
                detail);
    }

    private static DomContent next(Optional<OverviewData> counted, Instant now) {
        List<UpcomingDeliveries> upcoming = counted.map(OverviewData::upcoming).orElse(List.of());
        if (upcoming.isEmpty()) {
            return tile("Next due", NONE, "nothing in 12 hours");
        }
        UpcomingDeliveries first = upcoming.getFirst();
        String many = count(first.deliveries(), "delivery", "deliveries");
        return tile("Next due", clock(first.first()), many + ", in " + duration(Duration.between(now, first.first())));
    }

    /// The counts that take time with a million queued deliveries, or with a hundred thousand
    /// chats.
    ///
    /// @param due the deliveries that are due now
    /// @param upcoming the deliveries that are due in the next hours, by quarter of an hour
    /// @param growth the last 30 days, the oldest first
    private record OverviewData(
            List<Due> due, List<UpcomingDeliveries> upcoming, List<Chats> chats, List<DailyGrowth> growth) {

        private static OverviewData read(Transaction tx, Instant now) {
            return new OverviewData(
                    new DeliveryStatusStore().due(tx, now),
                    ConsoleStore.upcoming(tx, now, now.plus(AHEAD)),
                    new SubscriberCountStore().chats(tx),
                    ConsoleStore.growth(tx, DAYS, now, ZoneId.systemDefault()));
        }

        private long queued() {
            return due.stream().mapToLong(Due::deliveries).sum();
        }

        private boolean isDueOn(Platform platform) {
            return due.stream().anyMatch(some -> some.platform() == platform);
        }

        private Optional<Instant> oldest() {
            return due.stream().map(Due::oldest).min(Comparator.naturalOrder());
        }

        private long active() {
            return chats.stream().mapToLong(Chats::active).sum();
        }

        private long paused() {
            return chats.stream().mapToLong(Chats::paused).sum();
        }

        private long weeklyChange() {
            return growth.subList(Math.max(0, growth.size() - WEEK), growth.size()).stream()
                    .mapToLong(day -> day.joined() - day.left())
                    .sum();
        }
    }
}
