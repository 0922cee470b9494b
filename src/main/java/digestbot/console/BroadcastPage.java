package digestbot.console;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.text;

import digestbot.audience.Person;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.console.page.Buttons;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FlashMessages;
import digestbot.console.page.PageLayout;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The page of a broadcast: its text and preview, and either how to send it, or what became of it.
final class BroadcastPage implements Routes {

    private final Database database;
    private final BroadcastModule services;
    private final BroadcastPreviewRoutes previews;
    private final DraftSections draftSections;
    private final StartedBroadcastSection startedSection;

    BroadcastPage(
            Database database,
            BroadcastModule services,
            RecipientsForm recipients,
            BroadcastPreviewRoutes previews,
            List<Person> owners,
            InstantSource clock) {
        this.database = database;
        this.services = services;
        this.previews = previews;
        draftSections = new DraftSections(services, recipients, owners);
        startedSection = new StartedBroadcastSection(database, services, recipients, clock);
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.BROADCASTS + "/{number}", context -> show(context, HttpStatus.OK, Optional.empty()));
        routes.post(Paths.BROADCASTS + "/{number}/" + BroadcastAction.EDIT.id(), this::edit);
    }

    /// A text that was refused.
    private record RefusedText(String text, String reason) {}

    private void edit(Context context) {
        Broadcast before = BroadcastActionRoutes.find(context, database, services.broadcasts());
        String text = BroadcastsPage.text(context);
        Actor by = AccessControl.session(context).actor();
        Optional<String> refused = BroadcastsPage.refusal(
                database.write(tx -> services.broadcasts().edit(tx, before.number(), text, by)));
        if (refused.isPresent()) {
            show(context, HttpStatus.UNPROCESSABLE_CONTENT, refused.map(reason -> new RefusedText(text, reason)));
            return;
        }
        FlashMessage said = !before.isEditable()
                ? FlashMessage.TOO_LATE
                : before.sendAt().isPresent() ? FlashMessage.EDITED_ANEW : FlashMessage.EDITED;
        context.redirect(Paths.broadcast(before.number()) + "?" + said.query(), HttpStatus.SEE_OTHER);
    }

    private void show(Context context, HttpStatus status, Optional<RefusedText> refused) {
        Session session = AccessControl.session(context);
        Broadcast broadcast = BroadcastActionRoutes.find(context, database, services.broadcasts());
        List<DomContent> content =
                new ArrayList<>(FlashMessages.in(context).render(BroadcastActionRoutes.STALE_PREVIEW_PARAMETER));
        if (broadcast.isEditable()) {
            content.add(editing(broadcast, session, refused));
            content.addAll(database.read(tx -> draftSections.of(tx, broadcast, context)));
        } else {
            content.add(
                    broadcast.sendState().isPresent()
                            ? startedSection.of(broadcast, session)
                            : div(
                                    p("This broadcast was discarded.").withClass("muted"),
                                    StartedBroadcastSection.duplicate(broadcast, session)));
            content.add(section(h2("Message"), previews.of(broadcast)));
        }
        context.status(status)
                .html(PageLayout.of(
                        Paths.BROADCASTS, "Broadcast " + broadcast.number(), AccessControl.frame(context), content));
    }

    /// The text in its form, beside its previews.
    private DomContent editing(Broadcast broadcast, Session session, Optional<RefusedText> refused) {
        return section(
                h2("Message"),
                BroadcastPreviewRoutes.beside(
                        BroadcastsPage.form(
                                        session,
                                        Paths.broadcast(broadcast.number(), BroadcastAction.EDIT),
                                        refused.map(RefusedText::text).orElse(broadcast.text()),
                                        refused.map(RefusedText::reason),
                                        Buttons.normal("Save"))
                                .attr("data-guards", RecipientsForm.ID + " " + DraftSections.SEND)
                                .attr("data-stored", broadcast.text())
                                .attr("data-echo", previews.address(broadcast)),
                        previews.of(broadcast)));
    }
}
