package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;

import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.console.ConsoleStore.QueueCount;
import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.database.Database;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.delivery.status.DeliveryStatusStore.FailedDelivery;
import digestbot.delivery.status.DeliveryStatusStore.FailureCount;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import j2html.TagCreator;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The page with the delivery queue, and failures by reason with a retry where it
/// can help.
final class DeliveriesPage {

    private static final String RETRY = "/deliveries/retry";
    private static final String REASON = "reason";
    private static final int MAX_ROWS = 20;

    private static final DeliveryState[] SHOWN = {
        DeliveryState.QUEUED, DeliveryState.IN_FLIGHT, DeliveryState.PAUSED, DeliveryState.FAILED
    };

    /// The largest number of failures that is counted for each reason.
    private static final int MAX_COUNT = 10_000;

    private final Database database;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final BackgroundValue<List<QueueCount>> queue;
    private final DeliveryStatusStore failed = new DeliveryStatusStore();

    DeliveriesPage(Database database, Set<Platform> platforms, InstantSource clock) {
        this.database = database;
        this.platforms = new TreeSet<>(platforms);
        this.clock = clock;
        queue = new BackgroundValue<>(() -> database.read(tx -> ConsoleStore.queue(tx, SHOWN)), clock);
    }

    void add(RoutesConfig routes) {
        routes.get(Paths.DELIVERIES, this::show);
        routes.post(RETRY, this::retry);
    }

    private void show(Context context) {
        Optional<List<QueueCount>> open = queue.latest();
        List<DomContent> failures = database.read(tx -> List.of(
                reasons(failed.countsUpTo(tx, MAX_COUNT), AccessControl.session(context)),
                newest(failed.newest(tx, MAX_ROWS))));
        PageLayout.show(
                context, Paths.DELIVERIES, "Deliveries", platforms(open), failures.getFirst(), failures.getLast());
    }

    private void retry(Context context) {
        String reason = text(context, REASON);
        if (reason.isEmpty()) {
            throw new BadRequestResponse("Choose the reason of the failures to retry.");
        }
        Actor by = AccessControl.session(context).actor();
        FailedRetries.RetryCounts retried = new FailedRetries(database, clock)
                .retry(
                        Optional.of(reason),
                        tx -> new AuditStore(clock)
                                .record(
                                        tx,
                                        by,
                                        AuditAction.DELIVERIES_RETRIED,
                                        new AuditSubject.FailureReason(reason)));
        AccessControl.redirect(context, Paths.DELIVERIES, retried(retried));
    }

    static Flash retried(FailedRetries.RetryCounts retried) {
        String queued =
                retried.queued() == 0 ? "" : count(retried.queued(), "delivery", "deliveries") + " queued for retry. ";
        String paused = retried.paused() == 1
                ? "1 delivery waits for a paused chat. It resumes by itself."
                : count(retried.paused()) + " deliveries wait for paused chats. They resume by themselves.";
        if (!retried.isAny()) {
            return Flash.warning(
                    retried.skipped() == 0
                            ? "Nothing to retry: no failed delivery is left. Chats that blocked the bot resume by themselves."
                            : "Nothing to retry: nobody is waiting for %s any more (unsubscribed, withdrawn or stopped)."
                                    .formatted(count(retried.skipped(), "delivery", "deliveries")));
        }
        return retried.paused() == 0 ? Flash.done(queued.strip()) : Flash.warning(queued + paused);
    }

    /// `open` is empty while the deliveries are being counted.
    private DomContent platforms(Optional<List<QueueCount>> open) {
        DataTable<Platform> table = DataTable.<Platform>titled("Queue").text("Platform", Platform::title);
        for (DeliveryState state : SHOWN) {
            table.numbers(
                    capitalised(state.id().replace('_', ' ')),
                    platform -> open.map(counts -> count(inState(counts, platform, state)))
                            .orElse("…"));
        }
        return liveSection("open", "Queue", table.of(List.copyOf(platforms), "No platform is configured."));
    }

    private static long inState(List<QueueCount> counts, Platform platform, DeliveryState state) {
        return counts.stream()
                .filter(each -> each.platform() == platform && each.state() == state)
                .mapToLong(QueueCount::deliveries)
                .sum();
    }

    private static DomContent reasons(List<FailureCount> counts, Session session) {
        return liveSection(
                "reasons",
                "Failures by reason",
                failures(FailureCount::failure)
                        .numbers("Deliveries", DeliveriesPage::number)
                        .action("Retry", count -> retry(count, session))
                        .of(counts, "No failures."),
                muted("All that are stored: of any day, also of broadcasts, notices and replies."));
    }

    /// A table of failures by their outcomes' names, with explanations.
    static <T> DataTable<T> failures(Function<T, String> outcome) {
        return DataTable.<T>titled("Failures by reason")
                .text("Reason", outcome)
                .column(
                        "Meaning",
                        row -> withCode(Outcome.of(outcome.apply(row))
                                .map(known -> isPaused(known)
                                        ? known.sentence() + " The chats are paused and resume by themselves."
                                        : known.sentence())
                                .orElse("")));
    }

    private static boolean isPaused(Outcome outcome) {
        return outcome.policy() == Policy.PAUSE;
    }

    private static String number(FailureCount count) {
        return count(count.deliveries()) + (count.deliveries() < MAX_COUNT ? "" : " or more");
    }

    private static DomContent retry(FailureCount count, Session session) {
        return Outcome.of(count.failure()).filter(DeliveriesPage::isPaused).isPresent()
                ? TagCreator.each()
                : form(
                        session,
                        RETRY,
                        normal("Retry " + number(count)).with(hidden(" failed for the reason " + count.failure())),
                        hidden(REASON, count.failure()));
    }

    private DomContent newest(List<FailedDelivery> newest) {
        return liveSection(
                "newest",
                "Recent failures",
                DataTable.<FailedDelivery>titled("Recent failures")
                        .moment("When", clock.instant(), FailedDelivery::at)
                        .text("Platform", each -> each.platform().title())
                        .text("Delivery", FailedDelivery::about)
                        .text("Reason", FailedDelivery::failure)
                        .text("Platform error", each -> Outcome.withoutIds(each.reason()))
                        .of(newest, "No failures."));
    }
}
