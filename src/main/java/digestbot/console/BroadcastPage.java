package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.action.PreviewFingerprint;
import digestbot.audience.OperatorNameStore;
import digestbot.audience.Person;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastSender.StaleConfirmation;
import digestbot.broadcast.RecipientsText;
import digestbot.console.page.Alert;
import digestbot.console.page.Buttons;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FlashMessages;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.Sessions.Session;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import j2html.tags.specialized.ButtonTag;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The page of a broadcast: its text and preview, and either the controls to send it or its
/// results.
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

    /// The sections of a broadcast that was not started: its recipients, its time, and a test.
    private static final class DraftSections {

        /// The id of the section whose buttons send the stored text.
        static final String SEND = "send";

        private static final Texts TEXTS = Texts.of("en");

        private final BroadcastModule services;
        private final RecipientsForm recipients;
        private final List<Person> owners;
        private final OperatorNameStore operatorNames = new OperatorNameStore();

        DraftSections(BroadcastModule services, RecipientsForm recipients, List<Person> owners) {
            this.services = services;
            this.recipients = recipients;
            this.owners = List.copyOf(owners);
        }

        List<DomContent> of(Transaction tx, Broadcast broadcast, Context context) {
            Session session = AccessControl.session(context);
            FlashMessages flash = FlashMessages.in(context);
            var counted = services.recipientCounter().cachedCount(tx, broadcast.recipients());
            PreviewFingerprint shown = services.sender().fingerprint(tx, broadcast);
            var text = new RecipientsText(TEXTS);
            List<DomContent> lines = new ArrayList<>(changed(context, shown));
            lines.add(p(recipients.summary(tx, counted, broadcast.recipients()))
                    .withId(RecipientsForm.COUNT)
                    .attr("aria-live", "polite"));
            text.example(counted)
                    .map(sentence -> p(sentence).withClass("muted"))
                    .ifPresent(lines::add);
            List<DomContent> sending = new ArrayList<>();
            text.time(broadcast, DraftSections::moment).ifPresent(sentence -> sending.add(p(sentence)));
            services.broadcasts()
                    .recentDuplicate(tx, broadcast)
                    .map(duplicate -> text.duplicateWarning(duplicate, DraftSections::moment))
                    .ifPresent(sentence -> sending.add(Alert.of(Alert.AlertLevel.WARNING, sentence)));
            sending.addAll(sendControls(broadcast, counted.total(), session, flash));
            return List.of(
                    section(
                            h2("Recipients"),
                            each(lines, each -> each),
                            recipients.of(tx, broadcast, shown, session, flash)),
                    section(
                                    h2("Send"),
                                    p("The message has changes that are not saved. Save it before you send it.")
                                            .withClass("unsaved wrong")
                                            .attr("hidden"),
                                    each(sending, each -> each),
                                    test(tx, broadcast, session, flash))
                            .withId(SEND));
        }

        private static String moment(Instant at) {
            return TEXTS.moment(at, ZoneId.systemDefault());
        }

        /// The differences from the confirmed preview, which is in the query.
        private static List<DomContent> changed(Context context, PreviewFingerprint now) {
            return Optional.ofNullable(context.queryParam(BroadcastActionRoutes.STALE_PREVIEW_PARAMETER))
                    .flatMap(PreviewFingerprint::decode)
                    .stream()
                    .flatMap(before -> new StaleConfirmation(Optional.of(before), now).differences(TEXTS).stream())
                    .<DomContent>map(sentence -> p(sentence).withClass("wrong"))
                    .toList();
        }

        private static List<DomContent> sendControls(
                Broadcast broadcast, long recipients, Session session, FlashMessages flash) {
            long number = broadcast.number();
            String count = PageParts.count(recipients);
            List<DomContent> now = new ArrayList<>();
            if (recipients > 0) {
                now.add(withRecipients(
                        Buttons.primary("Send to " + count), Paths.broadcast(number, BroadcastAction.SEND)));
            }
            now.add(Buttons.linkToConfirmation("Discard", Paths.broadcast(number, BroadcastAction.DISCARD)));
            List<DomContent> later = new ArrayList<>();
            if (recipients > 0) {
                later.add(label(
                                text("Schedule (" + PageParts.zone() + ")"),
                                flash.mark(
                                        input().withName(BroadcastActionRoutes.AT)
                                                .withType("datetime-local")
                                                .attr("form", RecipientsForm.ID),
                                        FlashMessage.FocusedField.TIME))
                        .withClass("field"));
                later.add(withRecipients(
                        Buttons.normal("Schedule for " + count), Paths.broadcast(number, BroadcastAction.SCHEDULE)));
            }
            if (broadcast.sendAt().isPresent()) {
                later.add(Buttons.form(
                        session, Paths.broadcast(number, BroadcastAction.UNSCHEDULE), Buttons.normal("Unschedule")));
            }
            return List.of(
                    div(each(now, each -> each)).withClass("acts"),
                    div(each(later, each -> each)).withClass("fields"));
        }

        private DomContent test(Transaction tx, Broadcast broadcast, Session session, FlashMessages flash) {
            List<DomContent> choices = new ArrayList<>();
            choices.add(option("All owners").withValue(""));
            for (int i = 0; i < owners.size(); i++) {
                choices.add(option(name(tx, i)).withValue(Integer.toString(i)));
            }
            return Buttons.form(
                            session,
                            Paths.broadcast(broadcast.number(), BroadcastAction.TEST),
                            Buttons.normal("Send a test"))
                    .with(
                            label(
                                            text("Send a test to"),
                                            select(each(choices, choice -> choice))
                                                    .withName(BroadcastActionRoutes.TestRecipients.OWNER))
                                    .withClass("field"),
                            label(
                                            text("or to the chat ID"),
                                            flash.mark(
                                                    input().withName(BroadcastActionRoutes.TestRecipients.CHAT)
                                                            .attr("size", "20"),
                                                    FlashMessage.FocusedField.CHAT))
                                    .withClass("field"))
                    .withClass("fields test");
        }

        private String name(Transaction tx, int owner) {
            Person person = owners.get(owner);
            String name =
                    operatorNames.find(tx, person.platform(), person.userId()).orElseGet(() -> "Owner " + (owner + 1));
            return "%s (%s)".formatted(name, person.platform().title());
        }

        /// Submits the recipient form with the button. If its choice differs from the counted one,
        /// nothing is sent.
        private static DomContent withRecipients(ButtonTag button, String address) {
            return button.attr("form", RecipientsForm.ID).attr("formaction", address);
        }
    }
}
