package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastReporter;
import digestbot.broadcast.BroadcastReporter.BroadcastCounts;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Broadcasts.DraftResult;
import digestbot.console.page.Alert;
import digestbot.console.page.Buttons;
import digestbot.console.page.CsrfToken;
import digestbot.console.page.DataTable;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.PageParts.Tone;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.BackgroundValue;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.FormTag;
import j2html.tags.specialized.TextareaTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// The list of broadcasts, and the form for a new one.
final class BroadcastsPage implements Routes {

    private static final int MAX_EXCERPT = 80;
    private static final String NONE = "–";

    private static final String TEXT = "text";
    private static final String BEFORE_NUMBER = "below";
    private static final int PAGE_SIZE = 20;
    private static final String FORMAT_HINT =
            "Markdown. A line that is only [[Read more]](https://example.org/) becomes a button. Nothing"
                    + " is sent before you have chosen recipients and pressed Send.";

    private final Database database;
    private final Broadcasts broadcasts;
    private final BroadcastProgressCounts progressCounts;
    private final InstantSource clock;

    BroadcastsPage(Database database, BroadcastModule services, InstantSource clock) {
        this.database = database;
        broadcasts = services.broadcasts();
        progressCounts = new BroadcastProgressCounts(database, services, clock);
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.BROADCASTS, context -> show(context, HttpStatus.OK, "", Optional.empty()));
        routes.post(Paths.BROADCASTS, this::draft);
    }

    private void show(Context context, HttpStatus status, String text, Optional<String> error) {
        Session session = AccessControl.session(context);
        String below = Optional.ofNullable(context.queryParam(BEFORE_NUMBER)).orElse("");
        long from = FormInput.number(below).orElse(Long.MAX_VALUE);
        Map<Long, BroadcastCounts> counted = progressCounts.latest();
        List<Row> found = database.read(tx -> broadcasts.newest(tx, from, PAGE_SIZE + 1)).stream()
                .map(broadcast -> new Row(
                        broadcast,
                        BroadcastReporter.finalCounts(broadcast)
                                .or(() -> Optional.ofNullable(counted.get(broadcast.number())))))
                .toList();
        List<DomContent> content = new ArrayList<>();
        if (from == Long.MAX_VALUE) {
            content.add(write(session, text, error));
        }
        content.add(table(found.stream().limit(PAGE_SIZE).toList(), clock.instant()));
        if (found.size() > PAGE_SIZE) {
            content.add(p(a("Older ›")
                            .withHref(Paths.BROADCASTS + "?" + BEFORE_NUMBER + "="
                                    + found.get(PAGE_SIZE - 1).broadcast().number()))
                    .withClass("pages"));
        }
        context.status(status)
                .html(PageLayout.of(Paths.BROADCASTS, "Broadcasts", AccessControl.frame(context), content));
    }

    private static DomContent write(Session session, String text, Optional<String> error) {
        return section(
                h2("New broadcast"),
                BroadcastPreviewRoutes.beside(
                        form(session, Paths.BROADCASTS, text, error, Buttons.primary("Choose recipients")),
                        p("The preview appears here as you write.").withClass("muted")));
    }

    static FormTag form(Session session, String address, String text, Optional<String> error, ButtonTag button) {
        TextareaTag message =
                textarea(text).withId(TEXT).withName(TEXT).attr("rows", "8").attr("required");
        return j2html.TagCreator.form(
                        CsrfToken.field(session),
                        each(
                                error.stream().toList(),
                                sentence -> Alert.of(Alert.AlertLevel.ERROR, sentence)
                                        .withId(Alert.ID)),
                        label("Message").withFor(TEXT),
                        error.isPresent()
                                ? FormInput.invalid(message, Alert.ID + " how")
                                : message.attr("aria-describedby", "how"),
                        p(FORMAT_HINT).withId("how").withClass("muted"),
                        button)
                .withMethod("post")
                .withAction(address)
                .attr("data-echo", Paths.BROADCASTS + BroadcastPreviewRoutes.PREVIEW)
                .attr("data-echo-to", BroadcastPreviewRoutes.PREVIEWS)
                .withClass("write");
    }

    static String text(Context context) {
        return FormInput.text(context, TEXT).replace("\r\n", "\n");
    }

    private void draft(Context context) {
        String text = text(context);
        DraftResult draft = database.write(tx -> broadcasts.draft(tx, Optional.empty(), text, Optional.empty()));
        if (draft instanceof DraftResult.Drafted(long number)) {
            context.redirect(Paths.broadcast(number), HttpStatus.SEE_OTHER);
        } else {
            show(context, HttpStatus.UNPROCESSABLE_CONTENT, text, refusal(draft));
        }
    }

    static Optional<String> refusal(DraftResult result) {
        return switch (result) {
            case DraftResult.Drafted _ -> Optional.empty();
            case DraftResult.Empty() -> Optional.of("The broadcast is empty: write a message.");
            case DraftResult.TooLong(var platform, int messages) ->
                Optional.of("Too long: %d messages on %s, maximum %d. Shorten the text."
                        .formatted(messages, platform.title(), Broadcasts.MAX_MESSAGES));
            case DraftResult.TooManyButtons(int buttons) ->
                Optional.of(
                        "Too many buttons: %d, maximum %d. Remove some.".formatted(buttons, Broadcasts.MAX_BUTTONS));
        };
    }

    /// Counts the results of the broadcasts in progress, in the background, because each may have a
    /// million recipients.
    private static final class BroadcastProgressCounts {

        private final Database database;
        private final BroadcastModule services;
        private final InstantSource clock;
        private Counts counts;

        /// `numbers` are the broadcasts in progress; if they change, a new count begins.
        private record Counts(List<Long> numbers, BackgroundValue<Map<Long, BroadcastCounts>> latest) {}

        BroadcastProgressCounts(Database database, BroadcastModule services, InstantSource clock) {
            this.database = database;
            this.services = services;
            this.clock = clock;
            counts = of(List.of());
        }

        private Counts of(List<Long> numbers) {
            return new Counts(numbers, new BackgroundValue<>(this::count, clock));
        }

        /// By the broadcasts' numbers, without broadcasts that are not counted yet.
        Map<Long, BroadcastCounts> latest() {
            List<Long> numbers = database.read(tx -> services.broadcasts().inProgress(tx)).stream()
                    .map(Broadcast::number)
                    .toList();
            return numbers.isEmpty()
                    ? Map.of()
                    : counts(numbers).latest().latest().orElse(Map.of());
        }

        private synchronized Counts counts(List<Long> numbers) {
            if (!counts.numbers().equals(numbers)) {
                counts = of(numbers);
            }
            return counts;
        }

        private Map<Long, BroadcastCounts> count() {
            return database.read(tx -> services.broadcasts().inProgress(tx).stream()
                    .collect(Collectors.toMap(
                            Broadcast::number, broadcast -> services.reporter().counts(tx, broadcast))));
        }
    }

    /// A broadcast with its counts, which are empty if it was not sent or is not counted yet.
    public record Row(Broadcast broadcast, Optional<BroadcastCounts> counts) {

        /// The time that it took, or has taken so far.
        private Optional<Duration> duration(Instant now) {
            return broadcast.sendState().map(sendState -> sendState.duration(now));
        }

        private String count(ToLongFunction<BroadcastCounts> number) {
            return counts.map(known -> PageParts.count(number.applyAsLong(known)))
                    .orElse(NONE);
        }
    }

    private static DomContent table(List<Row> rows, Instant now) {
        return PageParts.liveSection(
                "history",
                "History",
                DataTable.<Row>titled("Broadcasts")
                        .number("Number", row -> row.broadcast().number())
                        .column("Message", BroadcastsPage::message)
                        .column("Status", row -> status(row.broadcast()))
                        .column("Progress", BroadcastsPage::bar)
                        .numbers("Recipients", row -> row.count(BroadcastCounts::recipients))
                        .numbers("Sent", row -> row.count(BroadcastCounts::sent))
                        .numbers("Failed", row -> row.count(BroadcastCounts::failed))
                        .numbers(
                                "Duration",
                                row -> row.duration(now)
                                        .map(PageParts::duration)
                                        .orElse(NONE))
                        .numbers("Per second", row -> rate(row, now))
                        .moment("Created", now, row -> row.broadcast().createdAt())
                        .of(rows, "No broadcasts yet."));
    }

    private static DomContent message(Row row) {
        return a(Broadcasts.excerpt(row.broadcast(), MAX_EXCERPT))
                .withHref(Paths.broadcast(row.broadcast().number()));
    }

    private static DomContent status(Broadcast broadcast) {
        Tone tone = switch (broadcast.state()) {
            case DONE -> Tone.OK;
            case PAUSED -> Tone.WARNING;
            case WITHDRAWN, STOPPED -> Tone.BAD;
            case DRAFT, SCHEDULED, RUNNING, DISCARDED -> Tone.NEUTRAL;
        };
        return PageParts.status(tone, broadcast.state().name().toLowerCase(Locale.ROOT));
    }

    private static DomContent bar(Row row) {
        return row.counts()
                .<DomContent>map(counts -> progress()
                        .attr("max", Long.toString(Math.max(1, counts.recipients())))
                        .attr("value", Long.toString(counts.sent() + counts.failed()))
                        .attr("aria-label", "Progress"))
                .orElseGet(() -> j2html.TagCreator.text(NONE));
    }

    private static String rate(Row row, Instant now) {
        long handled =
                row.counts().map(counts -> counts.sent() + counts.failed()).orElse(0L);
        return row.duration(now)
                .flatMap(took -> StartedBroadcastSection.rate(handled, took))
                .orElse(NONE);
    }
}
