package digestbot.console;

import digestbot.audience.Person;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastConfirmation;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.BroadcastTools;
import digestbot.broadcast.Recipients;
import digestbot.broadcast.ScheduleResult;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StartResult;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FormInput;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.database.Transaction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Handles the forms of a broadcast's page. Each redirects to the page with a flash message.
final class BroadcastActions implements Routes {

    /// The field with the time at which to send it.
    static final String AT = "at";

    /// The query parameter with the fingerprint of the rejected confirmation.
    static final String SHOWN = "shown";

    /// The form field with the number of failures that the page showed.
    static final String FAILURES = "failures";

    private final Database database;
    private final BroadcastTools tools;
    private final RecipientsForm recipients;
    private final List<Person> owners;

    /// @param owners who get it as a test
    BroadcastActions(Database database, BroadcastTools tools, RecipientsForm recipients, List<Person> owners) {
        this.database = database;
        this.tools = tools;
        this.recipients = recipients;
        this.owners = List.copyOf(owners);
    }

    @Override
    public void add(RoutesConfig routes) {
        for (BroadcastAct act : BroadcastAct.values()) {
            routes.post(Paths.BROADCASTS + "/{number}/" + act.path(), context -> carryOut(act, context));
        }
    }

    /// The announcement that the address names.
    ///
    /// @throws NotFoundResponse if there is none
    static Broadcast find(Context context, Database database, BroadcastDrafts broadcasts) {
        return FormInput.number(context.pathParam("number"))
                .flatMap(number -> database.read(tx -> broadcasts.find(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Broadcast not found."));
    }

    private void carryOut(BroadcastAct act, Context context) {
        Broadcast broadcast = find(context, database, tools.broadcasts());
        String told = act(act, broadcast, context);
        context.redirect(Paths.broadcast(broadcast.number()) + "?" + told, HttpStatus.SEE_OTHER);
    }

    /// Carries out an action and returns its message for the page, as a query.
    private String act(BroadcastAct act, Broadcast broadcast, Context context) {
        return switch (act) {
            case SEND -> send(broadcast, context);
            case SCHEDULE -> schedule(broadcast, context);
            case RECIPIENTS, TEST, UNSCHEDULE, DISCARD, PAUSE, RESUME, STOP, RETRY, WITHDRAW ->
                simply(act, broadcast, context).query();
        };
    }

    private FlashMessage simply(BroadcastAct act, Broadcast broadcast, Context context) {
        Actor by = AccessControl.session(context).actor();
        long number = broadcast.number();
        var steering = tools.steering();
        return switch (act) {
            case SEND, SCHEDULE -> throw new IllegalArgumentException(act.path());
            case RECIPIENTS -> choose(by, broadcast, context);
            case TEST -> test(broadcast);
            case UNSCHEDULE ->
                outcome(
                        FlashMessage.UNSCHEDULED,
                        noting(by, number, tx -> tools.launch().unschedule(tx, number)));
            case DISCARD -> outcome(FlashMessage.DISCARDED, noting(by, number, tx -> discard(tx, number)));
            case PAUSE -> outcome(FlashMessage.PAUSED, noting(by, number, tx -> steering.pause(tx, number)));
            case RESUME -> outcome(FlashMessage.RESUMED, noting(by, number, tx -> steering.goOn(tx, number, by)));
            case STOP -> outcome(FlashMessage.STOPPED, noting(by, number, tx -> steering.stop(tx, number)));
            case RETRY ->
                outcome(
                        FlashMessage.RETRYING,
                        noting(
                                by,
                                number,
                                tx -> steering.failsAsShown(tx, number, failures(context))
                                        && steering.retry(tx, number, by, Optional.empty())));
            case WITHDRAW ->
                outcome(
                        FlashMessage.WITHDRAWING,
                        noting(by, number, tx -> steering.withdraw(tx, number, Optional.empty())));
        };
    }

    /// Tells whether it was open until now.
    private boolean discard(Transaction tx, long number) {
        boolean open =
                tools.broadcasts().find(tx, number).filter(Broadcast::isOpen).isPresent();
        tools.broadcasts().discard(tx, number);
        return open;
    }

    private <T> T noting(Actor by, long number, Function<Transaction, T> act) {
        return database.write(tx -> tools.log().noting(tx, by, number, () -> act.apply(tx)));
    }

    private static FlashMessage outcome(FlashMessage told, boolean done) {
        return done ? told : FlashMessage.TOO_LATE;
    }

    private FlashMessage choose(Actor by, Broadcast broadcast, Context context) {
        return noting(
                by,
                broadcast.number(),
                tx -> recipients
                        .read(tx, context, broadcast.to())
                        .map(to -> set(tx, broadcast.number(), to) ? FlashMessage.CHOSEN_ANEW : FlashMessage.CHOSEN)
                        .orElseGet(() -> RecipientsForm.error(context)));
    }

    /// Tells whether it was scheduled, and is not any more.
    private boolean set(Transaction tx, long number, Recipients to) {
        boolean scheduled = isScheduled(tx, number);
        tools.broadcasts().setRecipients(tx, number, to);
        return scheduled && !isScheduled(tx, number);
    }

    private boolean isScheduled(Transaction tx, long number) {
        return tools.broadcasts()
                .find(tx, number)
                .filter(found -> found.state() == State.SCHEDULED)
                .isPresent();
    }

    /// The number of failures on the page that the request comes from.
    private static OptionalLong failures(Context context) {
        return FormInput.number(Optional.ofNullable(context.formParam(FAILURES)).orElse(""))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// The reason why the broadcast cannot be sent yet: it differs from the page, or the form selects
    /// recipients that were not counted yet.
    private Optional<String> changed(Transaction tx, long number, Context context) {
        Optional<Broadcast> open = tools.broadcasts().find(tx, number).filter(Broadcast::isOpen);
        return open.flatMap(found -> tools.launch()
                .stale(tx, found, RecipientsForm.shown(context))
                .map(BroadcastActions::stale)
                .or(() -> chosen(tx, found, context).map(FlashMessage::query)));
    }

    private Optional<FlashMessage> chosen(Transaction tx, Broadcast open, Context context) {
        if (!RecipientsForm.isIn(context)) {
            return Optional.empty();
        }
        Optional<Recipients> to = recipients.read(tx, context, open.to());
        if (to.isEmpty()) {
            return Optional.of(RecipientsForm.error(context));
        }
        return to.filter(other -> !other.equals(open.to())).map(other -> {
            set(tx, open.number(), other);
            return FlashMessage.CHANGED;
        });
    }

    private static String stale(StaleConfirmation stale) {
        return FlashMessage.STALE.query()
                + stale.shown().map(shown -> "&" + SHOWN + "=" + shown.encode()).orElse("");
    }

    /// Stores the chosen recipients, compares with the preview and sends, in one transaction.
    /// Recipients are counted before it, which may take long.
    private String send(Broadcast broadcast, Context context) {
        tools.counts().look(broadcast.to());
        long number = broadcast.number();
        BroadcastConfirmation confirmation = confirmation(context);
        return noting(
                confirmation.by(),
                number,
                tx -> changed(tx, number, context)
                        .orElseGet(() -> switch (tools.launch().send(tx, number, confirmation, Optional.empty())) {
                            case StartResult.Started _ -> FlashMessage.STARTED.query();
                            case StartResult.Nobody() -> FlashMessage.NOBODY.query();
                            case StartResult.Changed(StaleConfirmation stale) -> stale(stale);
                            case StartResult.NotOpen _ -> FlashMessage.NOT_OPEN.query();
                        }));
    }

    private static BroadcastConfirmation confirmation(Context context) {
        return new BroadcastConfirmation(AccessControl.session(context).actor(), RecipientsForm.shown(context));
    }

    private FlashMessage test(Broadcast broadcast) {
        return database.write(tx -> tools.launch().show(tx, broadcast, owners)) > 0
                ? FlashMessage.TEST_SENT
                : FlashMessage.NO_OWNER;
    }

    private String schedule(Broadcast broadcast, Context context) {
        LocalDateTime at;
        try {
            at = LocalDateTime.parse(Optional.ofNullable(context.formParam(AT)).orElse(""));
        } catch (DateTimeException _) {
            return FlashMessage.NO_TIME.query();
        }
        Instant time = at.atZone(ZoneId.systemDefault()).toInstant();
        tools.counts().look(broadcast.to());
        long number = broadcast.number();
        BroadcastConfirmation confirmation = confirmation(context);
        return noting(
                confirmation.by(),
                number,
                tx -> changed(tx, number, context)
                        .orElseGet(() -> switch (tools.launch().schedule(tx, number, confirmation, time)) {
                            case ScheduleResult.Scheduled _ -> FlashMessage.SCHEDULED.query();
                            case ScheduleResult.Past() -> FlashMessage.PAST.query();
                            case ScheduleResult.Changed(StaleConfirmation stale) -> stale(stale);
                            case ScheduleResult.NotOpen _ -> FlashMessage.NOT_OPEN.query();
                        }));
    }
}
