package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.textarea;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.DraftResult;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All announcements, and where a new one is written.
final class BroadcastsPage implements Routes {

    private static final String TEXT = "text";
    private static final String BELOW = "below";
    private static final int A_PAGE = 20;
    private static final int LONGEST_START = 80;
    private static final String HOW = "Markdown. A line of nothing but [[Read more]](https://example.org/) becomes a"
            + " button. Nothing is sent before you have seen it and confirmed it.";

    private final Database database;
    private final BroadcastDrafts broadcasts;
    private final InstantSource clock;

    BroadcastsPage(Database database, BroadcastDrafts broadcasts, InstantSource clock) {
        this.database = database;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.BROADCASTS, context -> show(context, HttpStatus.OK, "", Optional.empty()));
        routes.post(Paths.BROADCASTS, this::draft);
    }

    private void show(Context context, HttpStatus status, String text, Optional<String> why) {
        Session session = AccessControl.session(context);
        String below = Optional.ofNullable(context.queryParam(BELOW)).orElse("");
        long from = FormInput.number(below).orElse(Long.MAX_VALUE);
        List<Broadcast> found = database.read(tx -> broadcasts.newest(tx, from, A_PAGE + 1));
        List<DomContent> content = new ArrayList<>();
        if (from == Long.MAX_VALUE) {
            content.add(write(session, text, why));
        }
        content.add(earlier(found.stream().limit(A_PAGE).toList()));
        if (found.size() > A_PAGE) {
            content.add(p(a("Earlier ›")
                            .withHref(Paths.BROADCASTS + "?" + BELOW + "="
                                    + found.get(A_PAGE - 1).number()))
                    .withClass("pages"));
        }
        context.status(status).html(PageLayout.of(Paths.BROADCASTS, "Broadcasts", session, content));
    }

    private static DomContent write(Session session, String text, Optional<String> why) {
        return section(
                h2("A new one"),
                form(
                                CsrfToken.field(session),
                                each(
                                        why.stream().toList(),
                                        sentence ->
                                                p(sentence).withClass("wrong").attr("role", "alert")),
                                label("What do you want to announce?").withFor(TEXT),
                                textarea(text)
                                        .withId(TEXT)
                                        .withName(TEXT)
                                        .attr("rows", "8")
                                        .attr("required")
                                        .attr("aria-describedby", "how"),
                                p(HOW).withId("how").withClass("about"),
                                button("Look at it").withType("submit"))
                        .withMethod("post")
                        .withAction(Paths.BROADCASTS)
                        .withClass("write"));
    }

    private DomContent earlier(List<Broadcast> found) {
        Instant now = clock.instant();
        return section(
                        h2("Earlier ones"),
                        PageParts.rows(
                                "There was none.",
                                List.of("Number", "What it says", "State", "Written"),
                                found,
                                each -> List.of(
                                        PageParts.number(each.number()),
                                        a(start(each.text())).withHref(Paths.broadcast(each.number())),
                                        PageParts.text(state(each.state())),
                                        PageParts.moment(each.createdAt(), now))))
                .withId("earlier")
                .attr("data-live");
    }

    static String state(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String start(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        int length = line.codePointCount(0, line.length());
        return length <= LONGEST_START ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_START)) + "…";
    }

    private void draft(Context context) {
        String text = Optional.ofNullable(context.formParam(TEXT)).orElse("").replace("\r\n", "\n");
        DraftResult draft = database.write(tx -> broadcasts.draft(tx, Optional.empty(), text));
        switch (draft) {
            case DraftResult.Drafted(long number) -> context.redirect(Paths.broadcast(number), HttpStatus.SEE_OTHER);
            case DraftResult.Empty() -> refuse(context, text, "There is nothing to see in that text.");
            case DraftResult.TooLong(var platform, int messages) ->
                refuse(
                        context,
                        text,
                        "That is too long: on %s it would take %d messages, %d at most are sent."
                                .formatted(platform.title(), messages, BroadcastDrafts.MOST_MESSAGES));
            case DraftResult.TooManyButtons(int buttons) ->
                refuse(
                        context,
                        text,
                        "Those are %d buttons, %d at most fit below it."
                                .formatted(buttons, BroadcastDrafts.MOST_BUTTONS));
        }
    }

    /// What was written is not lost.
    private void refuse(Context context, String text, String why) {
        show(context, HttpStatus.UNPROCESSABLE_CONTENT, text, Optional.of(why));
    }
}
