package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastProgress;
import digestbot.broadcast.BroadcastProgress.BroadcastFigures;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.RecipientsText;
import digestbot.concurrent.LruCache;
import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.FlashLevel;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.i18n.Texts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.FormTag;
import j2html.tags.specialized.ProgressTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The page of a broadcast: its text and preview, and either the controls to send it or its
/// results.
record BroadcastPage(
        Database database,
        BroadcastService services,
        MessagePreview preview,
        RecipientsForm recipients,
        ProgressCounts counts,
        InstantSource clock) {

    private static final Texts TEXTS = Texts.of("en");

    /// The last part of the address that previews a text, below the list of broadcasts and below a
    /// broadcast.
    static final String PREVIEW = "/preview";

    private static final String PREVIEWS = "previews";

    /// The id of the section whose buttons send the stored text.
    private static final String SEND = "send";

    void add(RoutesConfig routes) {
        routes.get(Paths.BROADCASTS + "/{number}", context -> show(context, Optional.empty()));
        routes.post(Paths.BROADCASTS + "/{number}/" + BroadcastAction.EDIT.id(), this::edit);
        routes.post(Paths.BROADCASTS + PREVIEW, context -> preview(context, services.platforms(), Optional.empty()));
        routes.post(Paths.BROADCASTS + "/{number}" + PREVIEW, context -> {
            Broadcast broadcast = find(context);
            preview(
                    context,
                    services.platforms(broadcast.recipients()),
                    services.content(broadcast).picture());
        });
        routes.post(Paths.BROADCASTS + "/{number}" + RecipientsForm.COUNT, this::countChosen);
    }

    /// Whether a post to that path only shows something.
    static boolean isPreview(String path) {
        return path.startsWith(Paths.BROADCASTS) && (path.endsWith(PREVIEW) || path.endsWith(RecipientsForm.COUNT));
    }

    private Broadcast find(Context context) {
        return BroadcastRoutes.find(context, database, services);
    }

    private record RefusedText(String text, String reason) {}

    private void edit(Context context) {
        Broadcast before = find(context);
        String text = BroadcastsPage.text(context);
        Optional<String> refused = services.refusal(text).map(refusal -> refusal.text(TEXTS));
        if (refused.isPresent()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(context, refused.map(reason -> new RefusedText(text, reason)));
            return;
        }
        Actor by = AccessControl.session(context).actor();
        boolean stored = database.write(tx -> services.edit(tx, before.number(), text, by));
        Flash flash = !stored
                ? BroadcastRoutes.TOO_LATE
                : before.sendAt().isPresent()
                        ? Flash.warning("Message changed. The broadcast is a draft again: schedule it again.")
                        : Flash.done("Message changed. The preview shows the new text.");
        AccessControl.redirect(context, Paths.broadcast(before.number()), flash);
    }

    private void show(Context context, Optional<RefusedText> refused) {
        PageFrame frame = AccessControl.frame(context);
        Broadcast broadcast = find(context);
        List<DomContent> content = new ArrayList<>();
        if (broadcast.isEditable()) {
            content.add(editing(broadcast, frame, refused));
            content.addAll(database.read(tx -> draft(tx, broadcast, ownZone(context), frame)));
        } else {
            content.add(broadcast
                    .sendState()
                    .<DomContent>map(sendState -> started(broadcast, sendState, frame))
                    .orElseGet(() -> div(muted("This broadcast was discarded."), duplicate(broadcast, frame))));
            content.add(section(h2("Message"), previews(broadcast)));
        }
        context.html(PageLayout.of(Paths.BROADCASTS, "Broadcast " + broadcast.number(), frame, content));
    }

    private DomContent editing(Broadcast broadcast, PageFrame frame, Optional<RefusedText> refused) {
        FormTag form = BroadcastsPage.form(
                        frame.session(),
                        Paths.broadcast(broadcast.number(), BroadcastAction.EDIT),
                        refused.map(RefusedText::text).orElse(broadcast.text()),
                        refused.map(RefusedText::reason),
                        normal("Save"))
                .attr("data-guards", RecipientsForm.ID + " " + SEND)
                .attr("data-stored", broadcast.text());
        return section(h2("Message"), beside(form, Paths.broadcast(broadcast.number()) + PREVIEW, previews(broadcast)));
    }

    /// A form with a text beside its previews.
    ///
    /// @param address previews another text
    static DivTag beside(FormTag form, String address, DomContent previews) {
        return div(
                        form.attr("data-echo", address).attr("data-echo-to", PREVIEWS),
                        div(previews).withId(PREVIEWS))
                .withClass("beside");
    }

    private DomContent previews(Broadcast broadcast) {
        return previews(services.platforms(broadcast.recipients()), services.content(broadcast));
    }

    private DomContent previews(List<Platform> platforms, Content content) {
        return previews(preview, platforms, content);
    }

    static DomContent previews(MessagePreview preview, List<Platform> platforms, Content content) {
        return div(each(
                        platforms,
                        platform -> div(h3("Preview on " + platform.title()), preview.of(platform, content))))
                .withClass("both");
    }

    private void preview(Context context, List<Platform> platforms, Optional<Long> picture) {
        String written = BroadcastsPage.text(context);
        DomContent shown = services.refusal(written)
                .map(refusal -> refusal.text(TEXTS))
                .<DomContent>map(reason -> alert(FlashLevel.ERROR, reason))
                .orElseGet(() -> previews(platforms, services.content(written).withPicture(picture)));
        context.html(shown.render());
    }

    private void countChosen(Context context) {
        Broadcast broadcast = find(context);
        String line = database.read(tx -> recipients
                .read(tx, context, broadcast.recipients())
                .map(chosen -> recipients.summary(tx, services.cachedCount(tx, chosen), chosen))
                .orElse("Unknown recipients."));
        context.html(text(line).render());
    }

    /// The sections of a broadcast that was not started: its recipients, its time, and a test.
    private List<DomContent> draft(Transaction tx, Broadcast broadcast, ZoneId zone, PageFrame frame) {
        var counted = services.cachedCount(tx, broadcast.recipients());
        var text = new RecipientsText(TEXTS);
        List<DomContent> sending = new ArrayList<>();
        text.time(broadcast, at -> moment(at, zone)).ifPresent(sentence -> sending.add(p(sentence)));
        return List.of(
                section(
                        h2("Recipients"),
                        p(recipients.summary(tx, counted, broadcast.recipients()))
                                .withId(RecipientsForm.COUNTED)
                                .attr("aria-live", "polite"),
                        iff(text.example(counted), PageParts::muted),
                        recipients.of(tx, broadcast, frame.session())),
                section(
                                h2("Send"),
                                p("The message has changes that are not saved. Save it before you send it.")
                                        .withClass("unsaved wrong")
                                        .attr("hidden"),
                                each(sending, part -> part),
                                test(broadcast, frame),
                                sendLater(broadcast, counted.total(), zone, frame),
                                sendNow(broadcast, counted.total()))
                        .withId(SEND),
                acts(linkToConfirmation("Discard", Paths.broadcast(broadcast.number(), BroadcastAction.DISCARD)))
                        .withClass("acts last"));
    }

    static String moment(Instant at, ZoneId zone) {
        return TEXTS.moment(at, zone);
    }

    private static DomContent sendNow(Broadcast broadcast, long recipients) {
        return recipients == 0
                ? muted("Nobody would get it: choose other recipients.")
                : acts(withRecipients(
                        primary("Send to " + count(recipients) + (recipients > 1 ? "…" : "")),
                        broadcast,
                        BroadcastAction.SEND));
    }

    private DomContent sendLater(Broadcast broadcast, long recipients, ZoneId zone, PageFrame frame) {
        DomContent day = field(
                "Day",
                frame.mark(
                        input().withName(BroadcastRoutes.DAY)
                                .withType("date")
                                .withValue(LocalDate.ofInstant(clock.instant(), zone)
                                        .toString())
                                .attr("form", RecipientsForm.ID),
                        BroadcastRoutes.DAY));
        DomContent time = field(
                "Time (" + Texts.zone(zone) + ")",
                frame.mark(
                        input().withName(BroadcastRoutes.AT).withType("time").attr("form", RecipientsForm.ID),
                        BroadcastRoutes.AT));
        ButtonTag schedule = normal("Schedule for " + count(recipients) + (recipients > 1 ? "…" : ""));
        return div(
                        iff(
                                recipients > 0,
                                each(
                                        day,
                                        time,
                                        hidden(ZONE, zone.getId()).attr("form", RecipientsForm.ID),
                                        withRecipients(schedule, broadcast, BroadcastAction.SCHEDULE))),
                        iff(
                                broadcast.sendAt().isPresent(),
                                act(broadcast, BroadcastAction.UNSCHEDULE, frame, "Unschedule")))
                .withClass("fields");
    }

    /// Submits the recipient form with the button. If its choice differs from the counted one,
    /// nothing is sent.
    private static DomContent withRecipients(ButtonTag button, Broadcast broadcast, BroadcastAction action) {
        return button.attr("form", RecipientsForm.ID).attr("formaction", Paths.broadcast(broadcast.number(), action));
    }

    private static DomContent test(Broadcast broadcast, PageFrame frame) {
        return form(
                        frame.session(),
                        Paths.broadcast(broadcast.number(), BroadcastAction.TEST),
                        normal("Send a test"),
                        field(
                                "to all owners, or only to the chat ID",
                                frame.mark(
                                        input().withName(BroadcastRoutes.CHAT).attr("size", "20"),
                                        BroadcastRoutes.CHAT)))
                .withClass("fields test");
    }

    /// The results of a broadcast that has started, and the actions on it.
    private DomContent started(Broadcast broadcast, SendState sendState, PageFrame frame) {
        Optional<Counted> counted = counts.latest(broadcast);
        Optional<BroadcastProgress> progress =
                counted.map(known -> known.figures().progress(broadcast));
        String names = database.read(tx -> recipients.describe(tx, broadcast.recipients()));
        List<DomContent> acts = new ArrayList<>();
        BroadcastAction.offered(
                        broadcast,
                        () -> progress.filter(known -> known.failures() > 0).isPresent())
                .forEach(action -> acts.add(act(broadcast, progress, frame, action)));
        acts.add(duplicate(broadcast, frame));
        return liveSection(
                "progress",
                "Progress",
                counted.<DomContent>map(known -> report(
                                progress.orElseThrow().line(TEXTS, known.perSecond()), known.figures(), sendState))
                        .orElseGet(() -> muted("Counting…")),
                muted("Recipients: " + names),
                acts(acts.toArray(DomContent[]::new)));
    }

    private static FormTag duplicate(Broadcast broadcast, PageFrame frame) {
        return form(frame.session(), Paths.broadcast(broadcast.number()) + Paths.DUPLICATE, normal("Duplicate"));
    }

    private static FormTag act(Broadcast broadcast, BroadcastAction action, PageFrame frame, String label) {
        return form(frame.session(), Paths.broadcast(broadcast.number(), action), normal(label));
    }

    /// The progress is empty while it is being counted.
    private static DomContent act(
            Broadcast broadcast, Optional<BroadcastProgress> progress, PageFrame frame, BroadcastAction action) {
        String address = Paths.broadcast(broadcast.number(), action);
        String verb = capitalised(action.id());
        return switch (action) {
            case STOP -> linkToConfirmation(verb, address);
            case WITHDRAW ->
                linkToConfirmation(
                        progress.map(known -> verb + " from " + count(known.delivered(), "chat", "chats"))
                                .orElse(verb),
                        address);
            case RESUME ->
                act(
                        broadcast,
                        action,
                        frame,
                        progress.map(known -> verb + " sending to " + count(known.remaining()))
                                .orElse("Resume sending"));
            case RETRY -> {
                long failures = progress.orElseThrow().failures();
                yield act(broadcast, action, frame, verb + " " + count(failures));
            }
            default -> act(broadcast, action, frame, verb);
        };
    }

    private DivTag report(String line, BroadcastFigures figures, SendState sendState) {
        FanOutProgress all = figures.all();
        DivTag report = div(
                        iff(
                                sendState.withdrawalFanOut().isEmpty(),
                                bar(figures.recipients(), figures.settled()).withClass("whole")),
                        p(line).withClass("progress"),
                        p(facts(figures, sendState)).withClass("muted"),
                        table(figures, all),
                        iff(!all.failed().isEmpty(), reasons(all.failed())))
                .withClass("report");
        return sendState.endedAt().isPresent() ? report.attr("data-ended") : report;
    }

    static ProgressTag bar(long all, long done) {
        return progress()
                .attr("max", Long.toString(Math.max(1, all)))
                .attr("value", Long.toString(done))
                .attr("aria-label", "Progress");
    }

    private DomContent facts(BroadcastFigures figures, SendState sendState) {
        Instant now = clock.instant();
        Duration took = sendState.duration(now);
        double perSecond = (figures.sent() + figures.failed()) * 1_000.0 / Math.max(1, took.toMillis());
        return each(
                span("Started "),
                fullMoment(sendState.startedAt(), now),
                span((sendState.firstEndedAt().isPresent() ? " · took " : " · running for ") + duration(took)),
                iff(took.toSeconds() > 0, span(String.format(Locale.ROOT, " · %.1f per second", perSecond))));
    }

    private static DomContent table(BroadcastFigures figures, FanOutProgress all) {
        List<Map.Entry<String, FanOutProgress>> rows = new ArrayList<>();
        figures.byPlatform().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rows.add(Map.entry(entry.getKey().title(), entry.getValue())));
        if (rows.size() > 1) {
            rows.add(Map.entry("All", all));
        }
        return DataTable.<Map.Entry<String, FanOutProgress>>titled("Results by platform")
                .text("Platform", Map.Entry::getKey)
                .number("Recipients", row -> row.getValue().all())
                .number("Sent", row -> row.getValue().sent())
                .number("Waiting", row -> row.getValue().waiting())
                .number("Failed", row -> row.getValue().allFailed())
                .number("Unreachable", row -> row.getValue().unreachable())
                .number("Cancelled", row -> row.getValue().cancelled())
                .of(rows, "No delivery is planned yet.");
    }

    private static DomContent reasons(Map<String, Long> failed) {
        return DataTable.<Map.Entry<String, Long>>titled("Failures by reason")
                .text("Reason", reason -> reason.getKey().isBlank() ? "unknown" : reason.getKey())
                .number("Deliveries", Map.Entry::getValue)
                .of(
                        failed.entrySet().stream()
                                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .toList(),
                        "");
    }

    /// The results of a broadcast.
    ///
    /// @param perSecond the recent number of settled deliveries per second
    record Counted(BroadcastFigures figures, Optional<Double> perSecond) {}

    /// Counts the results of broadcasts in the background, because a broadcast may have a million
    /// recipients.
    record ProgressCounts(
            Database database,
            BroadcastService services,
            InstantSource clock,
            LruCache<Viewed, BackgroundValue<Counted>> values) {

        private static final int MAX_VIEWED = 20;

        /// A broadcast in one of its states. Counts from before a change of state are not shown.
        record Viewed(long number, BroadcastState state, boolean ended) {}

        ProgressCounts(Database database, BroadcastService services, InstantSource clock) {
            this(database, services, clock, new LruCache<>(MAX_VIEWED));
        }

        /// The results of a broadcast that has started; empty while they are being counted.
        Optional<Counted> latest(Broadcast broadcast) {
            boolean ended = broadcast.sendState().flatMap(SendState::endedAt).isPresent();
            return values.get(new Viewed(broadcast.number(), broadcast.state(), ended), () -> {
                        var meter = new ThroughputMeter(clock);
                        return new BackgroundValue<>(() -> count(broadcast, meter), clock);
                    })
                    .latest();
        }

        private Counted count(Broadcast viewed, ThroughputMeter meter) {
            BroadcastFigures figures = database.read(tx -> services.find(tx, viewed.number())
                    .map(found -> services.figures(tx, found))
                    .orElseThrow());
            return new Counted(
                    figures,
                    meter.perSecond(figures.progress(viewed).deliveries().settled()));
        }
    }
}
