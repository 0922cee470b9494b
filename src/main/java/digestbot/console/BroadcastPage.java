package digestbot.console;

import static j2html.TagCreator.button;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastTools;
import digestbot.broadcast.RecipientsText;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StaleConfirmationText;
import digestbot.button.Fingerprint;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.ThroughputMeter;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.i18n.Texts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One announcement: how it looks, who gets it, when, how far it is, and what can be done about it.
final class BroadcastPage implements Routes {

    private static final Texts WORDS = Texts.of("en");
    private static final int MOST_SPEEDS = 20;

    /// In the address, what was confirmed and is not so any more.
    static final String SHOWN = "shown";

    private final Database database;
    private final BroadcastTools tools;
    private final RecipientsForm recipients;
    private final ClientPreview likeness;
    private final InstantSource clock;

    /// Of those that were looked at lately.
    private final Map<Long, ThroughputMeter> speeds = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ThroughputMeter> eldest) {
            return size() > MOST_SPEEDS;
        }
    };

    BroadcastPage(
            Database database,
            BroadcastTools tools,
            RecipientsForm recipients,
            ClientPreview likeness,
            InstantSource clock) {
        this.database = database;
        this.tools = tools;
        this.recipients = recipients;
        this.likeness = likeness;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(Paths.BROADCASTS + "/{number}", this::show);
    }

    private void show(Context context) {
        Session session = AccessControl.session(context);
        Broadcast broadcast = BroadcastActions.find(context, database, tools.broadcasts());
        List<DomContent> content = new ArrayList<>();
        content.addAll(told(context));
        if (broadcast.isOpen()) {
            content.addAll(database.read(tx -> open(tx, broadcast, context)));
        } else if (broadcast.run().isPresent()) {
            content.add(database.read(tx -> course(tx, broadcast, session)));
        } else {
            content.add(p("Discarded; nobody got it.").withClass("about"));
        }
        content.add(looks(broadcast));
        context.html(PageLayout.of(Paths.BROADCASTS, "Broadcast " + broadcast.number(), session, content));
    }

    private static List<DomContent> told(Context context) {
        return FlashMessage.in(context).stream()
                .<DomContent>map(sentence -> p(sentence).withClass("told").attr("role", "status"))
                .toList();
    }

    private List<DomContent> open(Transaction tx, Broadcast broadcast, Context context) {
        Session session = AccessControl.session(context);
        var counted = tools.counts().of(tx, broadcast.to());
        Fingerprint shown = tools.launch().fingerprint(tx, broadcast);
        var text = new RecipientsText(WORDS);
        List<DomContent> lines = new ArrayList<>(changed(context, shown));
        lines.add(p(text.line(counted, broadcast.to(), recipients.names(tx, broadcast.to()))));
        text.example(counted).map(sentence -> p(sentence).withClass("about")).ifPresent(lines::add);
        text.time(broadcast, ZoneId.systemDefault()).ifPresent(sentence -> lines.add(p(sentence)));
        tools.broadcasts()
                .twin(tx, broadcast)
                .map(twin -> text.twin(twin, ZoneId.systemDefault()))
                .ifPresent(sentence -> lines.add(p(sentence).withClass("wrong")));
        return List.of(
                section(h2("Who gets it"), each(lines, each -> each), recipients.of(tx, broadcast, shown, session)),
                section(h2("When"), whenForms(broadcast, counted.all(), session)));
    }

    /// What is different from what the address says was shown, where a confirmation of that did not count.
    private static List<DomContent> changed(Context context, Fingerprint now) {
        return Optional.ofNullable(context.queryParam(SHOWN)).flatMap(Fingerprint::decode).stream()
                .flatMap(before -> new StaleConfirmationText(WORDS)
                        .differences(new StaleConfirmation(Optional.of(before), now)).stream())
                .<DomContent>map(sentence -> p(sentence).withClass("wrong"))
                .toList();
    }

    private static DomContent whenForms(Broadcast broadcast, long recipients, Session session) {
        List<DomContent> forms = new ArrayList<>();
        if (recipients > 0) {
            String send = "Send to %,d now".formatted(recipients);
            forms.add(withRecipients(broadcast, BroadcastActions.Act.SEND, send));
        }
        forms.add(act(broadcast, session, BroadcastActions.Act.SHOW, "To the owners first"));
        forms.add(span(
                        label("At (" + Texts.zone(ZoneId.systemDefault()) + ")").withFor("at"),
                        input().withId("at")
                                .withName(BroadcastActions.AT)
                                .withType("datetime-local")
                                .attr("form", RecipientsForm.ID),
                        withRecipients(broadcast, BroadcastActions.Act.SCHEDULE, "Send then"))
                .withClass("line-form"));
        if (broadcast.sendAt().isPresent()) {
            forms.add(act(broadcast, session, BroadcastActions.Act.UNSCHEDULE, "Do not send it then"));
        }
        forms.add(act(broadcast, session, BroadcastActions.Act.DISCARD, "Discard"));
        return div(each(forms, each -> each)).withClass("acts");
    }

    /// Sends what is chosen as recipients along: if they are others than those that were counted, nothing goes out.
    private static DomContent withRecipients(Broadcast broadcast, BroadcastActions.Act act, String label) {
        return button(label)
                .withType("submit")
                .attr("form", RecipientsForm.ID)
                .attr("formaction", Paths.broadcast(broadcast.number()) + "/" + act.path());
    }

    private DomContent course(Transaction tx, Broadcast broadcast, Session session) {
        List<DomContent> forms = new ArrayList<>();
        switch (broadcast.state()) {
            case RUNNING -> {
                forms.add(act(broadcast, session, BroadcastActions.Act.PAUSE, "Pause"));
                forms.add(act(broadcast, session, BroadcastActions.Act.STOP, "Stop"));
            }
            case PAUSED -> {
                forms.add(act(broadcast, session, BroadcastActions.Act.GO_ON, "Go on"));
                forms.add(act(broadcast, session, BroadcastActions.Act.STOP, "Stop"));
            }
            case DONE -> {
                long failures = tools.reporting().failures(tx, broadcast);
                if (failures > 0) {
                    forms.add(retry(broadcast, session, failures));
                }
                forms.add(withdraw(broadcast, session));
            }
            case STOPPED -> forms.add(withdraw(broadcast, session));
            case DRAFT, SCHEDULED, WITHDRAWN, DISCARDED -> {}
        }
        return section(
                        h2("How far it is"),
                        p(tools.reporting().line(tx, broadcast, WORDS, over -> perSecond(broadcast.number(), over)))
                                .withClass("course"),
                        p("Recipients: "
                                        + new RecipientsText(WORDS)
                                                .whom(broadcast.to(), recipients.names(tx, broadcast.to())))
                                .withClass("about"),
                        div(each(forms, each -> each)).withClass("acts"))
                .withId("course")
                .attr("data-live");
    }

    private Optional<Double> perSecond(long number, long over) {
        synchronized (speeds) {
            return speeds.computeIfAbsent(number, _ -> new ThroughputMeter(clock))
                    .perSecond(over);
        }
    }

    /// Asked for twice, as it cannot be undone.
    private static DomContent withdraw(Broadcast broadcast, Session session) {
        return details(
                summary("Withdraw …"),
                p("Deletes it where it arrived, or says there that it was withdrawn."),
                act(broadcast, session, BroadcastActions.Act.WITHDRAW, "Take it back from everybody"));
    }

    private static DomContent retry(Broadcast broadcast, Session session, long failures) {
        return form(
                        CsrfToken.field(session),
                        input().withName(BroadcastActions.FAILURES)
                                .withType("hidden")
                                .withValue(Long.toString(failures)),
                        button("Retry %,d".formatted(failures)).withType("submit"))
                .withMethod("post")
                .withAction(Paths.broadcast(broadcast.number()) + "/" + BroadcastActions.Act.RETRY.path());
    }

    private static DomContent act(Broadcast broadcast, Session session, BroadcastActions.Act act, String label) {
        return form(CsrfToken.field(session), button(label).withType("submit"))
                .withMethod("post")
                .withAction(Paths.broadcast(broadcast.number()) + "/" + act.path());
    }

    private DomContent looks(Broadcast broadcast) {
        Content content = tools.broadcasts().content(broadcast);
        return div(each(
                        tools.broadcasts().platforms(broadcast.to()),
                        platform -> section(
                                h2("As " + platform.title() + " shows it"),
                                MessagePreview.of(likeness, platform, content))))
                .withClass("both");
    }
}
