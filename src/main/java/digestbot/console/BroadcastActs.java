package digestbot.console;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Scheduling;
import digestbot.broadcast.Sending;
import digestbot.broadcast.Tools;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.subscription.Person;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What is done about an announcement. Each act leads back to its page, which says what came of it.
final class BroadcastActs implements Console.Routes {

    /// The field with the time at which to send it.
    static final String AT = "at";

    private final Database database;
    private final Tools tools;
    private final RecipientsForm recipients;
    private final List<Person> owners;

    /// An act by its address.
    enum Act {
        RECIPIENTS,
        SEND,
        SHOW,
        SCHEDULE,
        UNSCHEDULE,
        DISCARD,
        PAUSE,
        GO_ON,
        STOP,
        RETRY,
        WITHDRAW;

        String path() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param owners who see it first
    BroadcastActs(Database database, Tools tools, RecipientsForm recipients, List<Person> owners) {
        this.database = database;
        this.tools = tools;
        this.recipients = recipients;
        this.owners = List.copyOf(owners);
    }

    @Override
    public void add(RoutesConfig routes) {
        for (Act act : Act.values()) {
            routes.post(BroadcastsPage.PATH + "/{number}/" + act.path(), context -> carryOut(act, context));
        }
    }

    /// The announcement that the address names.
    ///
    /// @throws NotFoundResponse if there is none
    static Broadcast find(Context context, Database database, Broadcasts broadcasts) {
        return Typed.number(context.pathParam("number"))
                .flatMap(number -> database.read(tx -> broadcasts.find(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("There is no such announcement."));
    }

    private void carryOut(Act act, Context context) {
        Broadcast broadcast = find(context, database, tools.broadcasts());
        Told told = act(act, broadcast, context);
        context.redirect(BroadcastPage.path(broadcast.number()) + "?" + told.query(), HttpStatus.SEE_OTHER);
    }

    private Told act(Act act, Broadcast broadcast, Context context) {
        Actor by = Access.session(context).actor();
        long number = broadcast.number();
        var steering = tools.steering();
        return switch (act) {
            case RECIPIENTS -> choose(broadcast, context);
            case SEND -> changed(broadcast, context).orElseGet(() -> send(by, broadcast));
            case SHOW -> show(broadcast);
            case SCHEDULE -> changed(broadcast, context).orElseGet(() -> schedule(by, broadcast, context));
            case UNSCHEDULE ->
                outcome(
                        Told.UNSCHEDULED,
                        noting(by, number, tx -> tools.launch().unschedule(tx, number)));
            case DISCARD ->
                noting(by, number, tx -> {
                    tools.broadcasts().discard(tx, number);
                    return Told.DISCARDED;
                });
            case PAUSE -> outcome(Told.PAUSED, noting(by, number, tx -> steering.pause(tx, number)));
            case GO_ON -> outcome(Told.GOING_ON, noting(by, number, tx -> steering.goOn(tx, number)));
            case STOP -> outcome(Told.STOPPED, noting(by, number, tx -> steering.stop(tx, number)));
            case RETRY ->
                outcome(Told.RETRYING, noting(by, number, tx -> steering.retry(tx, number, Optional.empty())));
            case WITHDRAW ->
                outcome(Told.TAKING_BACK, noting(by, number, tx -> steering.withdraw(tx, number, Optional.empty())));
        };
    }

    private <T> T noting(Actor by, long number, Function<Transaction, T> act) {
        return database.write(tx -> tools.log().noting(tx, by, number, () -> act.apply(tx)));
    }

    private static Told outcome(Told told, boolean done) {
        return done ? told : Told.TOO_LATE;
    }

    private Told choose(Broadcast broadcast, Context context) {
        return database.write(tx -> recipients
                .read(tx, context, broadcast.to())
                .map(to -> {
                    tools.broadcasts().setRecipients(tx, broadcast.number(), to);
                    return Told.CHOSEN;
                })
                .orElse(Told.WRONG));
    }

    /// Whether other recipients were chosen than those whose number was seen; they are looked at first.
    private Optional<Told> changed(Broadcast broadcast, Context context) {
        if (!RecipientsForm.isIn(context)) {
            return Optional.empty();
        }
        return database.write(tx -> recipients
                .read(tx, context, broadcast.to())
                .map(to -> {
                    boolean changed = !to.equals(broadcast.to());
                    if (changed) {
                        tools.broadcasts().setRecipients(tx, broadcast.number(), to);
                    }
                    return changed ? Optional.of(Told.CHANGED) : Optional.<Told>empty();
                })
                .orElseGet(() -> Optional.of(Told.WRONG)));
    }

    /// Counted before the transaction that writes, as counting takes long.
    private Told send(Actor by, Broadcast broadcast) {
        long expected = tools.counts().look(broadcast.to()).all();
        Sending sending = noting(
                by, broadcast.number(), tx -> tools.launch().send(tx, broadcast.number(), expected, Optional.empty()));
        return switch (sending) {
            case Sending.Started _ -> Told.STARTED;
            case Sending.Nobody() -> Told.NOBODY;
            case Sending.NotOpen _ -> Told.NOT_OPEN;
        };
    }

    private Told show(Broadcast broadcast) {
        return database.write(tx -> tools.launch().show(tx, broadcast, owners)) > 0 ? Told.SHOWN : Told.NO_OWNER;
    }

    private Told schedule(Actor by, Broadcast broadcast, Context context) {
        LocalDateTime at;
        try {
            at = LocalDateTime.parse(Optional.ofNullable(context.formParam(AT)).orElse(""));
        } catch (DateTimeException _) {
            return Told.UNCLEAR;
        }
        Instant time = at.atZone(ZoneId.systemDefault()).toInstant();
        Scheduling scheduling =
                noting(by, broadcast.number(), tx -> tools.launch().schedule(tx, broadcast.number(), time));
        return switch (scheduling) {
            case Scheduling.Scheduled _ -> Told.SCHEDULED;
            case Scheduling.Past() -> Told.PAST;
            case Scheduling.NotOpen _ -> Told.NOT_OPEN;
        };
    }
}
