package digestbot.console;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastReporter.BroadcastFigures;
import digestbot.broadcast.BroadcastReporter.BroadcastStatus;
import digestbot.broadcast.RecipientsText;
import digestbot.console.broadcast.BroadcastReportSection;
import digestbot.console.page.Buttons;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.BackgroundValue;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.database.Database;
import digestbot.i18n.Texts;
import j2html.tags.DomContent;
import j2html.tags.specialized.FormTag;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of a broadcast that has started, and what can be done with it.
final class StartedBroadcastSection {

    private static final Texts TEXTS = Texts.of("en");
    private static final int MAX_VIEWED = 20;

    private final Database database;
    private final BroadcastModule services;
    private final RecipientsForm recipients;
    private final InstantSource clock;

    /// The counts of recently viewed broadcasts.
    private final Map<Viewed, BackgroundValue<Counted>> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Viewed, BackgroundValue<Counted>> eldest) {
            return size() > MAX_VIEWED;
        }
    };

    /// A broadcast in one of its states, so that nothing is shown that was counted before an action.
    private record Viewed(long number, BroadcastState state, boolean ended) {}

    /// What is counted in the background, because there may be a million recipients.
    ///
    /// @param perSecond the recent number of settled deliveries per second
    private record Counted(BroadcastFigures figures, Optional<Double> perSecond) {}

    StartedBroadcastSection(
            Database database, BroadcastModule services, RecipientsForm recipients, InstantSource clock) {
        this.database = database;
        this.services = services;
        this.recipients = recipients;
        this.clock = clock;
    }

    DomContent of(Broadcast broadcast, Session session) {
        SendState sendState = broadcast.sendState().orElseThrow();
        Optional<Counted> counted = counts(broadcast, sendState).latest();
        Optional<BroadcastStatus> status =
                counted.map(known -> services.reporter().status(broadcast, known.figures(), TEXTS, known.perSecond()));
        String names = new RecipientsText(TEXTS)
                .describe(broadcast.recipients(), database.read(tx -> recipients.names(tx, broadcast.recipients())));
        return PageParts.liveSection(
                "progress",
                "Progress",
                counted.map(known -> BroadcastReportSection.of(
                                status.orElseThrow().line(), known.figures(), sendState, clock.instant()))
                        .orElseGet(() -> p("Counting…").withClass("muted")),
                p("Recipients: " + names).withClass("muted"),
                div(each(acts(broadcast, status, session), each -> each)).withClass("acts"));
    }

    /// @param status empty while it is being counted
    private static List<DomContent> acts(Broadcast broadcast, Optional<BroadcastStatus> status, Session session) {
        List<DomContent> acts = new ArrayList<>();
        BroadcastAction.offered(
                        broadcast,
                        () -> status.filter(known -> known.failures() > 0).isPresent())
                .forEach(action -> acts.add(act(broadcast, status, session, action)));
        acts.add(duplicate(broadcast, session));
        return acts;
    }

    static FormTag duplicate(Broadcast broadcast, Session session) {
        return Buttons.form(
                session, Paths.broadcast(broadcast.number()) + Paths.DUPLICATE, Buttons.normal("Duplicate"));
    }

    private static DomContent act(
            Broadcast broadcast, Optional<BroadcastStatus> status, Session session, BroadcastAction action) {
        return switch (action) {
            case PAUSE -> act(broadcast, session, action, "Pause");
            case RESUME ->
                act(
                        broadcast,
                        session,
                        action,
                        status.map(known -> "Resume sending to " + PageParts.count(known.left()))
                                .orElse("Resume sending"));
            case STOP -> Buttons.linkToConfirmation("Stop", Paths.broadcast(broadcast.number(), action));
            case RETRY -> retry(broadcast, session, status.orElseThrow().failures());
            case WITHDRAW ->
                Buttons.linkToConfirmation(
                        status.map(known -> "Withdraw from " + PageParts.count(known.delivered(), "chat", "chats"))
                                .orElse("Withdraw"),
                        Paths.broadcast(broadcast.number(), action));
            case EDIT, RECIPIENTS, TEST, SEND, SCHEDULE, UNSCHEDULE, DISCARD ->
                throw new IllegalArgumentException(action + " is not for a broadcast that was sent");
        };
    }

    private BackgroundValue<Counted> counts(Broadcast broadcast, SendState sendState) {
        var viewed = new Viewed(
                broadcast.number(), broadcast.state(), sendState.endedAt().isPresent());
        synchronized (counts) {
            return counts.computeIfAbsent(viewed, _ -> {
                var meter = new ThroughputMeter(clock);
                return new BackgroundValue<>(() -> count(broadcast, meter), clock);
            });
        }
    }

    private Counted count(Broadcast viewed, ThroughputMeter meter) {
        BroadcastFigures figures = database.read(tx -> services.broadcasts()
                .find(tx, viewed.number())
                .map(found -> services.reporter().figures(tx, found))
                .orElseThrow());
        return new Counted(figures, meter.perSecond(figures.of(viewed.state()).settled()));
    }

    private static DomContent retry(Broadcast broadcast, Session session, long failures) {
        return act(broadcast, session, BroadcastAction.RETRY, "Retry " + PageParts.count(failures))
                .with(input().withName(BroadcastActionRoutes.FAILURES)
                        .withType("hidden")
                        .withValue(Long.toString(failures)));
    }

    private static FormTag act(Broadcast broadcast, Session session, BroadcastAction act, String label) {
        return Buttons.form(session, Paths.broadcast(broadcast.number(), act), Buttons.normal(label));
    }
}
