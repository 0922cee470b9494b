package digestbot.console;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastFigures;
import digestbot.broadcast.BroadcastModule;
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
import digestbot.database.Transaction;
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
    private static final int MAX_WATCHED = 20;

    private final Database database;
    private final BroadcastModule services;
    private final RecipientsForm recipients;
    private final InstantSource clock;

    /// What is measured of recently viewed broadcasts.
    private final Map<Long, Watched> watched = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Watched> eldest) {
            return size() > MAX_WATCHED;
        }
    };

    /// @param figures counted in the background, because there may be a million recipients
    private record Watched(ThroughputMeter meter, BackgroundValue<BroadcastFigures> figures) {}

    StartedBroadcastSection(
            Database database, BroadcastModule services, RecipientsForm recipients, InstantSource clock) {
        this.database = database;
        this.services = services;
        this.recipients = recipients;
        this.clock = clock;
    }

    DomContent of(Broadcast broadcast, Session session) {
        // Outside of the transaction: counting needs a connection of its own.
        Optional<BroadcastFigures> figures =
                watched(broadcast.number()).figures().latest();
        return database.read(tx -> progress(tx, broadcast, session, figures));
    }

    /// @param figures empty while they are being counted
    private DomContent progress(
            Transaction tx, Broadcast broadcast, Session session, Optional<BroadcastFigures> figures) {
        BroadcastStatus status = services.reporter()
                .status(tx, broadcast, TEXTS, watched(broadcast.number()).meter()::perSecond);
        return PageParts.liveSection(
                "progress",
                "Progress",
                BroadcastReportSection.of(
                        status.line(), figures, broadcast.sendState().orElseThrow(), clock.instant()),
                p("Recipients: "
                                + new RecipientsText(TEXTS)
                                        .describe(broadcast.recipients(), recipients.names(tx, broadcast.recipients())))
                        .withClass("muted"),
                div(each(acts(broadcast, status, session), each -> each)).withClass("acts"));
    }

    private static List<DomContent> acts(Broadcast broadcast, BroadcastStatus status, Session session) {
        List<DomContent> acts = new ArrayList<>();
        BroadcastAction.offered(broadcast, () -> status.failures() > 0)
                .forEach(action -> acts.add(act(broadcast, status, session, action)));
        acts.add(duplicate(broadcast, session));
        return acts;
    }

    static FormTag duplicate(Broadcast broadcast, Session session) {
        return Buttons.form(
                session, Paths.broadcast(broadcast.number()) + Paths.DUPLICATE, Buttons.normal("Duplicate"));
    }

    private static DomContent act(
            Broadcast broadcast, BroadcastStatus status, Session session, BroadcastAction action) {
        return switch (action) {
            case PAUSE -> act(broadcast, session, action, "Pause");
            case RESUME -> act(broadcast, session, action, "Resume sending to " + PageParts.count(status.left()));
            case STOP -> Buttons.linkToConfirmation("Stop", Paths.broadcast(broadcast.number(), action));
            case RETRY -> retry(broadcast, session, status.failures());
            case WITHDRAW ->
                Buttons.linkToConfirmation(
                        "Withdraw from " + PageParts.count(status.delivered(), "chat", "chats"),
                        Paths.broadcast(broadcast.number(), action));
            case EDIT, RECIPIENTS, TEST, SEND, SCHEDULE, UNSCHEDULE, DISCARD ->
                throw new IllegalArgumentException(action + " is not for a broadcast that was sent");
        };
    }

    private Watched watched(long number) {
        synchronized (watched) {
            return watched.computeIfAbsent(
                    number,
                    _ -> new Watched(new ThroughputMeter(clock), new BackgroundValue<>(() -> figures(number), clock)));
        }
    }

    private BroadcastFigures figures(long number) {
        return database.read(tx -> services.broadcasts()
                .find(tx, number)
                .map(found -> services.reporter().figures(tx, found))
                .orElseThrow());
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
