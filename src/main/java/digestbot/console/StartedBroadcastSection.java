package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastReporter.BroadcastFigures;
import digestbot.broadcast.BroadcastReporter.BroadcastStatus;
import digestbot.broadcast.RecipientsText;
import digestbot.console.page.Buttons;
import digestbot.console.page.DataTable;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.BackgroundValue;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOutProgress;
import digestbot.i18n.Texts;
import j2html.tags.DomContent;
import j2html.tags.specialized.FormTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The results of a broadcast that has started, and the actions on it.
final class StartedBroadcastSection {

    private static final Texts TEXTS = Texts.of("en");
    private static final int MAX_VIEWED = 20;

    private final Database database;
    private final BroadcastModule services;
    private final RecipientsForm recipients;
    private final InstantSource clock;

    private final Map<Viewed, BackgroundValue<Counted>> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Viewed, BackgroundValue<Counted>> eldest) {
            return size() > MAX_VIEWED;
        }
    };

    /// A broadcast in one of its states, so that nothing is shown that was counted before an
    /// action.
    private record Viewed(long number, BroadcastState state, boolean ended) {}

    /// The results, which are counted in the background, because there may be a million recipients.
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
                counted.map(known -> report(status.orElseThrow().line(), known.figures(), sendState, clock.instant()))
                        .orElseGet(() -> p("Counting…").withClass("muted")),
                p("Recipients: " + names).withClass("muted"),
                div(each(acts(broadcast, status, session), each -> each)).withClass("acts"));
    }

    /// `status` is empty while it is being counted.
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
                .with(FormInput.hidden(BroadcastActionRoutes.FAILURES, Long.toString(failures)));
    }

    private static FormTag act(Broadcast broadcast, Session session, BroadcastAction act, String label) {
        return Buttons.form(session, Paths.broadcast(broadcast.number(), act), Buttons.normal(label));
    }

    /// The figures of one platform, or of all together.
    private record Row(String title, FanOutProgress deliveries) {}

    static DomContent report(String line, BroadcastFigures figures, SendState sendState, Instant now) {
        List<DomContent> parts = new ArrayList<>();
        if (sendState.withdrawalFanOut().isEmpty()) {
            parts.add(progress()
                    .attr("max", Long.toString(Math.max(1, figures.recipients())))
                    .attr("value", Long.toString(figures.settled()))
                    .attr("aria-label", "Progress")
                    .withClass("whole"));
        }
        parts.add(p(line).withClass("progress"));
        parts.add(p(facts(figures, sendState, now)).withClass("muted"));
        parts.add(table(figures));
        List<Map.Entry<String, Long>> reasons = reasons(figures);
        if (!reasons.isEmpty()) {
            parts.add(DataTable.<Map.Entry<String, Long>>titled("Failures by reason")
                    .text("Reason", entry -> entry.getKey().isBlank() ? "unknown" : entry.getKey())
                    .number("Deliveries", Map.Entry::getValue)
                    .of(reasons, ""));
        }
        return div(each(parts, part -> part)).withClass("report");
    }

    private static DomContent facts(BroadcastFigures figures, SendState sendState, Instant now) {
        Duration took = sendState.duration(now);
        String rate = rate(figures.sent() + figures.failed(), took)
                .map(perSecond -> " · " + perSecond + " per second")
                .orElse("");
        return each(
                PageParts.text("Started "),
                PageParts.fullMoment(sendState.startedAt(), now),
                PageParts.text((sendState.firstEndedAt().isPresent() ? " · took " : " · running for ")
                        + PageParts.duration(took)
                        + rate));
    }

    /// The recipients per second; empty in the first second.
    static Optional<String> rate(long handled, Duration took) {
        return took.compareTo(Duration.ofSeconds(1)) < 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%.1f", handled * 1_000.0 / took.toMillis()));
    }

    private static DomContent table(BroadcastFigures figures) {
        List<Row> rows = new ArrayList<>();
        figures.byPlatform().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rows.add(new Row(entry.getKey().title(), entry.getValue())));
        Optional<FanOutProgress> all = figures.byPlatform().values().stream().reduce(FanOutProgress::plus);
        if (rows.size() > 1) {
            all.ifPresent(sum -> rows.add(new Row("All", sum)));
        }
        return DataTable.<Row>titled("Results by platform")
                .text("Platform", Row::title)
                .number("Recipients", row -> row.deliveries().all())
                .number("Sent", row -> row.deliveries().sent())
                .number("Waiting", row -> row.deliveries().waiting())
                .number("Failed", row -> row.deliveries().allFailed())
                .number("of them unreachable", row -> row.deliveries().unreachable())
                .number("Cancelled", row -> row.deliveries().cancelled())
                .of(rows, "No delivery is planned yet.");
    }

    private static List<Map.Entry<String, Long>> reasons(BroadcastFigures figures) {
        return figures.byPlatform().values().stream()
                .reduce(FanOutProgress::plus)
                .map(FanOutProgress::failed)
                .orElse(Map.of())
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
