package digestbot.console;

import static j2html.TagCreator.button;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.DeliveryQueueStore;
import digestbot.console.statistics.DeliveryQueueStore.Open;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.database.Database;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.RefusalMessages;
import digestbot.delivery.planning.FailedRetries;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.SendStatistics;
import digestbot.delivery.status.FailureStore;
import digestbot.delivery.status.FailureStore.Failed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is owed, what leaves, and what failed of which cause; the failed can be sent again.
final class DeliveriesPage implements Routes {

    private static final String RETRY = "/deliveries/retry";
    private static final String CAUSE = "cause";
    private static final int MOST = 20;
    private static final List<String> STATES = List.of("owed", "claimed", "held", "failed");

    private final Database database;
    private final Map<Platform, SendStatistics> flows;
    private final Map<Platform, ThroughputMeter> speeds = new EnumMap<>(Platform.class);
    private final FailedRetries retries;
    private final AuditLog audit;
    private final InstantSource clock;
    private final DeliveryQueueStore store = new DeliveryQueueStore();
    private final FailureStore failed = new FailureStore();

    /// @param flows how deliveries leave
    DeliveriesPage(Database database, Map<Platform, SendStatistics> flows, InstantSource clock) {
        this.database = database;
        this.flows = Map.copyOf(flows);
        flows.forEach((platform, flow) -> speeds.put(platform, new ThroughputMeter(clock)));
        this.clock = clock;
        retries = new FailedRetries(database, clock);
        audit = new AuditLog(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.DELIVERIES, this::show);
        routes.post(RETRY, this::retry);
    }

    private void show(Context context) {
        Session session = AccessControl.session(context);
        List<DomContent> content = new ArrayList<>();
        told(context).ifPresent(content::add);
        content.addAll(database.read(tx -> List.of(
                now(store.open(tx)),
                attempts(),
                causes(failed.counts(tx), session),
                newest(failed.newest(tx, MOST), clock.instant()))));
        context.html(PageLayout.of(Paths.DELIVERIES, "Deliveries", session, content));
    }

    private static Optional<DomContent> told(Context context) {
        return Optional.ofNullable(context.queryParam("owed"))
                .filter(count -> count.matches("\\d{1,9}"))
                .map(count ->
                        p(count + " will be sent again.").withClass("told").attr("role", "status"));
    }

    private void retry(Context context) {
        String cause = Optional.ofNullable(context.formParam(CAUSE)).orElse("");
        Actor by = AccessControl.session(context).actor();
        FailedRetries.Retried retried = retries.retry(
                Optional.of(cause).filter(name -> !name.isEmpty()),
                tx -> audit.note(tx, by, AuditAction.DELIVERIES_RETRIED, new AuditSubject.Cause(cause)));
        context.redirect(Paths.DELIVERIES + "?owed=" + (retried.owed() + retried.held()), HttpStatus.SEE_OTHER);
    }

    private DomContent now(List<Open> open) {
        return section(
                        h2("Not done with"),
                        PageParts.rows(
                                "No platform is served.",
                                List.of(
                                        "Platform",
                                        "Owed",
                                        "On its way",
                                        "Held for paused chats",
                                        "Failed",
                                        "Sent a second",
                                        "Permitted a second"),
                                platforms(),
                                platform -> {
                                    List<DomContent> cells = new ArrayList<>(List.of(PageParts.text(platform.title())));
                                    STATES.forEach(state -> cells.add(PageParts.number(count(open, platform, state))));
                                    cells.add(PageParts.text(rate(platform)));
                                    cells.add(PageParts.text(permitted(platform)));
                                    return cells;
                                }))
                .withId("open")
                .attr("data-live");
    }

    private String rate(Platform platform) {
        long sent = Optional.ofNullable(flows.get(platform))
                .map(flow -> flow.tally().count(SendCounters.Kind.SENT))
                .orElse(0L);
        return Optional.ofNullable(speeds.get(platform))
                .flatMap(speed -> speed.perSecond(sent))
                .map(rate -> String.format(Locale.ROOT, "%.1f", rate))
                .orElse("…");
    }

    /// Discord's own client keeps Discord's limits.
    private String permitted(Platform platform) {
        int permitted = Optional.ofNullable(flows.get(platform))
                .map(flow -> flow.permitted().getAsInt())
                .orElse(0);
        return permitted == 0 ? "as the platform says" : Integer.toString(permitted);
    }

    private List<Platform> platforms() {
        return flows.keySet().stream().sorted().toList();
    }

    private static long count(List<Open> open, Platform platform, String state) {
        return open.stream()
                .filter(each -> each.platform() == platform && each.state().equals(state))
                .mapToLong(Open::deliveries)
                .sum();
    }

    private DomContent attempts() {
        List<String> headings = new ArrayList<>(List.of("Platform"));
        Arrays.stream(SendCounters.Kind.values()).forEach(kind -> headings.add(kind.id()));
        return section(
                        h2("Attempts since the start, by how they ended"),
                        PageParts.rows("No platform is served.", headings, platforms(), platform -> {
                            List<DomContent> cells = new ArrayList<>(List.of(PageParts.text(platform.title())));
                            Optional.ofNullable(flows.get(platform))
                                    .map(SendStatistics::tally)
                                    .ifPresent(tally -> Arrays.stream(SendCounters.Kind.values())
                                            .forEach(kind -> cells.add(PageParts.number(tally.count(kind)))));
                            return cells;
                        }))
                .withId("attempts")
                .attr("data-live");
    }

    private static DomContent causes(List<FailureStore.Count> counts, Session session) {
        return section(
                        h2("What deliveries failed of"),
                        PageParts.rows(
                                "Nothing failed.",
                                List.of("Cause", "What it is", "Deliveries", "Again"),
                                counts,
                                count -> List.of(
                                        PageParts.text(count.failure()),
                                        PageParts.text(Outcome.of(count.failure())
                                                .map(Outcome::sentence)
                                                .orElse("")),
                                        PageParts.number(count.deliveries()),
                                        again(count.failure(), session))))
                .withId("causes")
                .attr("data-live");
    }

    private static DomContent again(String cause, Session session) {
        return form(
                        CsrfToken.field(session),
                        input().withType("hidden").withName(CAUSE).withValue(cause),
                        button("Send again")
                                .withType("submit")
                                .attr("aria-label", "Send again what failed of " + cause))
                .withMethod("post")
                .withAction(RETRY);
    }

    private static DomContent newest(List<Failed> newest, Instant now) {
        return section(
                        h2("The last that failed"),
                        PageParts.rows(
                                "Nothing failed.",
                                List.of("When", "Platform", "What", "Cause", "What the platform said"),
                                newest,
                                each -> List.of(
                                        PageParts.moment(each.at(), now),
                                        PageParts.text(each.platform().title()),
                                        PageParts.text(each.about()),
                                        PageParts.text(each.failure()),
                                        PageParts.text(RefusalMessages.withoutIds(each.reason())))))
                .withId("newest")
                .attr("data-live");
    }
}
