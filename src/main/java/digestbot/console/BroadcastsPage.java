package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.BroadcastText;
import digestbot.console.BroadcastPage.Counted;
import digestbot.console.BroadcastPage.ProgressCounts;
import digestbot.console.PageParts.Tone;
import digestbot.console.signin.SessionRegistry.Session;
import digestbot.database.Database;
import digestbot.i18n.Texts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.FormTag;
import j2html.tags.specialized.TextareaTag;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of broadcasts, and the form for a new one.
record BroadcastsPage(Database database, BroadcastService broadcasts, ProgressCounts counts, InstantSource clock) {

    static final Texts TEXTS = Texts.of("en");
    private static final int MAX_EXCERPT = 80;
    private static final String TEXT = "text";
    private static final String BEFORE_NUMBER = "below";
    private static final int PAGE_SIZE = 20;
    private static final String FORMAT_HINT =
            "Markdown. A line that is only [[Read more]](https://example.org/) becomes a button. Nothing"
                    + " is sent before you have chosen recipients and pressed Send.";

    void add(RoutesConfig routes) {
        routes.get(Paths.BROADCASTS, context -> show(context, "", Optional.empty()));
        routes.post(Paths.BROADCASTS, this::draft);
    }

    private void show(Context context, String text, Optional<String> error) {
        long from = number(query(context, BEFORE_NUMBER)).orElse(Long.MAX_VALUE);
        List<Broadcast> found = database.read(tx -> broadcasts.newest(tx, from, PAGE_SIZE + 1));
        List<Broadcast> shown = found.stream().limit(PAGE_SIZE).toList();
        List<DomContent> content = new ArrayList<>();
        if (from == Long.MAX_VALUE) {
            content.add(write(AccessControl.session(context), text, error));
        }
        content.add(table(shown, ownZone(context)));
        if (found.size() > PAGE_SIZE) {
            content.add(p(a("Older ›")
                            .withHref(Paths.BROADCASTS + "?" + BEFORE_NUMBER + "="
                                    + shown.getLast().number()))
                    .withClass("pages"));
        }
        context.html(PageLayout.of(Paths.BROADCASTS, "Broadcasts", AccessControl.frame(context), content));
    }

    private static DomContent write(Session session, String text, Optional<String> error) {
        return section(
                h2("New broadcast"),
                BroadcastPage.beside(
                        form(session, Paths.BROADCASTS, text, error, primary("Choose recipients")),
                        Paths.BROADCASTS + BroadcastPage.PREVIEW,
                        muted("The preview appears here as you write.")));
    }

    static FormTag form(Session session, String address, String text, Optional<String> error, ButtonTag button) {
        TextareaTag message =
                textarea(text).withId(TEXT).withName(TEXT).attr("rows", "8").attr("required");
        return Forms.form(
                        session,
                        address,
                        iff(error, Forms::error),
                        label("Message").withFor(TEXT).withClass("visually-hidden"),
                        error.isPresent()
                                ? invalid(message, Forms.ALERT + " how")
                                : message.attr("aria-describedby", "how"),
                        muted(FORMAT_HINT).withId("how"),
                        button)
                .withClass("write");
    }

    static String text(Context context) {
        return Forms.text(context, TEXT).replace("\r\n", "\n");
    }

    private void draft(Context context) {
        String text = text(context);
        Optional<String> refused = broadcasts.refusal(text).map(refusal -> refusal.text(TEXTS));
        if (refused.isPresent()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(context, text, refused);
        } else {
            long number = database.write(tx -> broadcasts.draft(tx, Optional.empty(), text, Optional.empty()));
            context.redirect(Paths.broadcast(number), HttpStatus.SEE_OTHER);
        }
    }

    private DomContent table(List<Broadcast> shown, ZoneId zone) {
        return liveSection(
                "history",
                "History",
                DataTable.<Broadcast>titled("Broadcasts")
                        .number("Number", Broadcast::number)
                        .column(
                                "Message",
                                broadcast -> a(BroadcastText.excerpt(broadcast, MAX_EXCERPT))
                                        .withHref(Paths.broadcast(broadcast.number())))
                        .column("Status", broadcast -> status(broadcast, zone))
                        .column("Progress", this::progress)
                        .moment("Created", clock.instant(), Broadcast::createdAt)
                        .of(shown, "No broadcasts yet."));
    }

    private static DomContent status(Broadcast broadcast, ZoneId zone) {
        Tone tone = switch (broadcast.state()) {
            case DONE -> Tone.OK;
            case PAUSED -> Tone.WARNING;
            case WITHDRAWN, STOPPED -> Tone.BAD;
            case DRAFT, SCHEDULED, RUNNING, DISCARDED -> Tone.NEUTRAL;
        };
        return each(
                PageParts.status(tone, broadcast.state().id()),
                iff(broadcast.sendAt(), at -> span(" " + BroadcastPage.moment(at, zone))));
    }

    /// The counts of a broadcast that has started, unless they are still being counted.
    private DomContent progress(Broadcast broadcast) {
        return broadcast
                .sendState()
                .flatMap(ended -> ended.endedAt().isPresent()
                        ? Optional.of(progress(ended.expectedRecipients(), ended.sent(), ended.failed()))
                        : counts.latest(broadcast)
                                .map(Counted::figures)
                                .map(known -> progress(known.recipients(), known.sent(), known.failed())))
                .orElseGet(() -> span("–"));
    }

    private static DomContent progress(long recipients, long sent, long failed) {
        return each(
                BroadcastPage.bar(recipients, sent + failed),
                span(" %s of %s sent, %s failed".formatted(count(sent), count(recipients), count(failed))));
    }
}
