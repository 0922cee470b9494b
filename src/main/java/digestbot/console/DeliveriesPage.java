package digestbot.console;

import static j2html.TagCreator.button;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.console.DeliveriesStore.Open;
import digestbot.console.Sessions.Session;
import digestbot.database.Database;
import digestbot.delivery.FailedStore;
import digestbot.delivery.FailedStore.Failed;
import digestbot.delivery.Flow;
import digestbot.delivery.Outcome;
import digestbot.delivery.Refusals;
import digestbot.delivery.Retries;
import digestbot.delivery.Tally;
import digestbot.subscription.Platform;
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
final class DeliveriesPage implements Console.Routes {

    private static final String PATH = "/deliveries";
    private static final String RETRY = "/deliveries/retry";
    private static final String CAUSE = "cause";
    private static final int MOST = 20;
    private static final List<String> STATES = List.of("owed", "claimed", "held", "failed");

    private final Database database;
    private final Map<Platform, Flow> flows;
    private final Map<Platform, Speed> speeds = new EnumMap<>(Platform.class);
    private final Retries retries;
    private final Audit audit;
    private final InstantSource clock;
    private final DeliveriesStore store = new DeliveriesStore();
    private final FailedStore failed = new FailedStore();

    /// @param flows how deliveries leave
    DeliveriesPage(Database database, Map<Platform, Flow> flows, InstantSource clock) {
        this.database = database;
        this.flows = Map.copyOf(flows);
        flows.forEach((platform, flow) -> speeds.put(platform, new Speed(clock)));
        this.clock = clock;
        retries = new Retries(database, clock);
        audit = new Audit(clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(PATH, this::show);
        routes.post(RETRY, this::retry);
    }

    private void show(Context context) {
        Session session = Access.session(context);
        List<DomContent> content = new ArrayList<>();
        told(context).ifPresent(content::add);
        content.addAll(database.read(tx -> List.of(
                now(store.open(tx)),
                attempts(),
                causes(failed.counts(tx), session),
                newest(failed.newest(tx, MOST), clock.instant()))));
        context.html(Page.of(PATH, "Deliveries", session, content));
    }

    private static Optional<DomContent> told(Context context) {
        return Optional.ofNullable(context.queryParam("owed"))
                .filter(count -> count.matches("\\d{1,9}"))
                .map(count ->
                        p(count + " will be sent again.").withClass("told").attr("role", "status"));
    }

    private void retry(Context context) {
        String cause = Optional.ofNullable(context.formParam(CAUSE)).orElse("");
        Actor by = Access.session(context).actor();
        Retries.Retried retried = retries.retry(
                Optional.of(cause).filter(name -> !name.isEmpty()),
                tx -> audit.note(tx, by, Deed.DELIVERIES_RETRIED, new Subject.Cause(cause)));
        context.redirect(PATH + "?owed=" + (retried.owed() + retried.held()), HttpStatus.SEE_OTHER);
    }

    private DomContent now(List<Open> open) {
        return section(
                        h2("Not done with"),
                        Parts.rows(
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
                                    List<DomContent> cells = new ArrayList<>(List.of(Parts.text(platform.title())));
                                    STATES.forEach(state -> cells.add(Parts.number(count(open, platform, state))));
                                    cells.add(Parts.text(rate(platform)));
                                    cells.add(Parts.text(permitted(platform)));
                                    return cells;
                                }))
                .withId("open")
                .attr("data-live");
    }

    private String rate(Platform platform) {
        long sent = Optional.ofNullable(flows.get(platform))
                .map(flow -> flow.tally().count(Tally.Kind.SENT))
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
        Arrays.stream(Tally.Kind.values()).forEach(kind -> headings.add(kind.id()));
        return section(
                        h2("Attempts since the start, by how they ended"),
                        Parts.rows("No platform is served.", headings, platforms(), platform -> {
                            List<DomContent> cells = new ArrayList<>(List.of(Parts.text(platform.title())));
                            Optional.ofNullable(flows.get(platform))
                                    .map(Flow::tally)
                                    .ifPresent(tally -> Arrays.stream(Tally.Kind.values())
                                            .forEach(kind -> cells.add(Parts.number(tally.count(kind)))));
                            return cells;
                        }))
                .withId("attempts")
                .attr("data-live");
    }

    private static DomContent causes(List<FailedStore.Count> counts, Session session) {
        return section(
                        h2("What deliveries failed of"),
                        Parts.rows(
                                "Nothing failed.",
                                List.of("Cause", "What it is", "Deliveries", "Again"),
                                counts,
                                count -> List.of(
                                        Parts.text(count.failure()),
                                        Parts.text(Outcome.of(count.failure())
                                                .map(Outcome::sentence)
                                                .orElse("")),
                                        Parts.number(count.deliveries()),
                                        again(count.failure(), session))))
                .withId("causes")
                .attr("data-live");
    }

    private static DomContent again(String cause, Session session) {
        return form(
                        Page.csrf(session),
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
                        Parts.rows(
                                "Nothing failed.",
                                List.of("When", "Platform", "What", "Cause", "What the platform said"),
                                newest,
                                each -> List.of(
                                        Parts.moment(each.at(), now),
                                        Parts.text(each.platform().title()),
                                        Parts.text(each.about()),
                                        Parts.text(each.failure()),
                                        Parts.text(Refusals.withoutIds(each.reason())))))
                .withId("newest")
                .attr("data-live");
    }
}
