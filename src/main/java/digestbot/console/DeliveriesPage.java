package digestbot.console;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditStore.AuditSubject;
import digestbot.console.page.DataTable;
import digestbot.console.page.Forms;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Flash;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.BackgroundValue;
import digestbot.console.statistics.QueueCountStore;
import digestbot.console.statistics.QueueCountStore.QueueCount;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.database.Database;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.delivery.status.FailureStore;
import digestbot.delivery.status.FailureStore.FailedDelivery;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The page with the delivery queue, its throughput, and failures by reason with a retry where it
/// can help.
final class DeliveriesPage implements Routes {

    private static final String RETRY = "/deliveries/retry";
    private static final String REASON = "reason";
    private static final String NO_PLATFORM = "No platform is configured.";
    private static final int MAX_ROWS = 20;

    private static final DeliveryState[] SHOWN = {
        DeliveryState.QUEUED, DeliveryState.IN_FLIGHT, DeliveryState.PAUSED, DeliveryState.FAILED
    };

    /// The largest number of failures that is counted for each reason.
    private static final int MAX_COUNT = 10_000;

    private final Database database;
    private final Map<Platform, SendStatistics> sending;
    private final Map<Platform, ThroughputMeter> meters = new EnumMap<>(Platform.class);
    private final FailedRetries retries;
    private final AuditStore auditLog;
    private final InstantSource clock;
    private final BackgroundValue<List<QueueCount>> queue;
    private final FailureStore failed = new FailureStore();

    DeliveriesPage(Database database, Map<Platform, SendStatistics> sending, InstantSource clock) {
        this.database = database;
        this.sending = Map.copyOf(sending);
        sending.forEach((platform, statistics) -> meters.put(platform, new ThroughputMeter(clock)));
        this.clock = clock;
        queue = new BackgroundValue<>(() -> database.read(tx -> new QueueCountStore().counts(tx, SHOWN)), clock);
        retries = new FailedRetries(database, clock);
        auditLog = new AuditStore(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.DELIVERIES, this::show);
        routes.post(RETRY, this::retry);
    }

    private void show(Context context) {
        Session session = AccessControl.session(context);
        DomContent open = queue(queue.latest());
        List<DomContent> content = database.read(tx -> List.of(
                open,
                attempts(),
                reasons(failed.countsUpTo(tx, MAX_COUNT), session),
                newest(failed.newest(tx, MAX_ROWS), clock.instant())));
        context.html(PageLayout.of(Paths.DELIVERIES, "Deliveries", AccessControl.frame(context), content));
    }

    private void retry(Context context) {
        String reason = Forms.text(context, REASON);
        if (reason.isEmpty()) {
            throw new BadRequestResponse("Choose the reason of the failures to retry.");
        }
        Actor by = AccessControl.session(context).actor();
        FailedRetries.RetryCounts retried = retries.retry(
                Optional.of(reason),
                tx -> auditLog.record(tx, by, AuditAction.DELIVERIES_RETRIED, new AuditSubject.FailureReason(reason)));
        AccessControl.redirect(context, Paths.DELIVERIES, retried(retried));
    }

    static Flash retried(FailedRetries.RetryCounts retried) {
        String queued = retried.queued() == 0
                ? ""
                : PageParts.count(retried.queued(), "delivery", "deliveries") + " queued for retry. ";
        String paused = retried.paused() == 1
                ? "1 delivery waits for a paused chat. It resumes by itself."
                : PageParts.count(retried.paused()) + " deliveries wait for paused chats. They resume by themselves.";
        if (!retried.isAny()) {
            return Flash.warning("Nothing to retry.");
        }
        return retried.paused() == 0 ? Flash.done(queued.strip()) : Flash.warning(queued + paused);
    }

    /// `open` is empty while the deliveries are being counted.
    private DomContent queue(Optional<List<QueueCount>> open) {
        DataTable<Platform> table = byPlatform("Queue");
        for (DeliveryState state : SHOWN) {
            table.numbers(
                    PageParts.capitalised(state.id().replace('_', ' ')), platform -> count(open, platform, state));
        }
        return PageParts.liveSection(
                "open",
                "Queue",
                table.numbers("Rate (/s)", this::rate)
                        .numbers("Limit (/s)", this::limit)
                        .of(platforms(), NO_PLATFORM));
    }

    private static DataTable<Platform> byPlatform(String title) {
        return DataTable.<Platform>titled(title).text("Platform", Platform::title);
    }

    private String rate(Platform platform) {
        long sent = Optional.ofNullable(sending.get(platform))
                .map(statistics -> statistics.counters().count(SendCounters.AttemptResult.SENT))
                .orElse(0L);
        return Optional.ofNullable(meters.get(platform))
                .flatMap(meter -> meter.perSecond(sent))
                .map(rate -> String.format(Locale.ROOT, "%.1f", rate))
                .orElse("…");
    }

    /// JDA enforces Discord's limits itself.
    private String limit(Platform platform) {
        int limit = Optional.ofNullable(sending.get(platform))
                .map(statistics -> statistics.permitted().getAsInt())
                .orElse(0);
        return limit == 0 ? "set by " + platform.title() : Integer.toString(limit);
    }

    private List<Platform> platforms() {
        return sending.keySet().stream().sorted().toList();
    }

    private static String count(Optional<List<QueueCount>> open, Platform platform, DeliveryState state) {
        return open.map(counts -> counts.stream()
                        .filter(each -> each.platform() == platform && each.state() == state)
                        .mapToLong(QueueCount::deliveries)
                        .sum())
                .map(PageParts::count)
                .orElse("…");
    }

    private DomContent attempts() {
        DataTable<Platform> table = byPlatform("Attempts since start");
        for (SendCounters.AttemptResult kind : SendCounters.AttemptResult.values()) {
            table.number(
                    PageParts.capitalised(kind.id()),
                    platform -> Optional.ofNullable(sending.get(platform))
                            .map(statistics -> statistics.counters().count(kind))
                            .orElse(0L));
        }
        return PageParts.liveSection("attempts", "Attempts since start", table.of(platforms(), NO_PLATFORM));
    }

    private static DomContent reasons(List<FailureStore.FailureCount> counts, Session session) {
        return PageParts.liveSection(
                "reasons",
                "Failures by reason",
                DataTable.<FailureStore.FailureCount>titled("Failures by reason")
                        .text("Reason", FailureStore.FailureCount::failure)
                        .column(
                                "Meaning",
                                count -> PageParts.withCode(
                                        outcome(count).map(Outcome::sentence).orElse("")))
                        .numbers("Deliveries", DeliveriesPage::number)
                        .action("Retry", count -> retryCell(count, session))
                        .of(counts, "No failures."),
                PageParts.muted("All that are stored: of any day, also of broadcasts, notices and replies."));
    }

    private static String number(FailureStore.FailureCount count) {
        return PageParts.count(count.deliveries()) + (count.deliveries() < MAX_COUNT ? "" : " or more");
    }

    private static Optional<Outcome> outcome(FailureStore.FailureCount count) {
        return Outcome.of(count.failure());
    }

    private static DomContent retryCell(FailureStore.FailureCount count, Session session) {
        boolean paused =
                outcome(count).map(Outcome::policy).filter(Policy.PAUSE::equals).isPresent();
        return paused ? PageParts.text("These chats are paused. They resume by themselves.") : retry(count, session);
    }

    private static DomContent retry(FailureStore.FailureCount count, Session session) {
        return Forms.form(
                session,
                RETRY,
                Forms.normal("Retry " + number(count))
                        .with(PageParts.hidden(" failed for the reason " + count.failure())),
                Forms.hidden(REASON, count.failure()));
    }

    private static DomContent newest(List<FailedDelivery> newest, Instant now) {
        return PageParts.liveSection(
                "newest",
                "Recent failures",
                DataTable.<FailedDelivery>titled("Recent failures")
                        .moment("When", now, FailedDelivery::at)
                        .text("Platform", each -> each.platform().title())
                        .text("Delivery", FailedDelivery::about)
                        .text("Reason", FailedDelivery::failure)
                        .text("Platform error", each -> Outcome.withoutIds(each.reason()))
                        .of(newest, "No failures."));
    }
}
