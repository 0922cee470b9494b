package digestbot.console;

import static digestbot.broadcast.BroadcastAction.*;
import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.BroadcastService.BroadcastConfirmation;
import digestbot.broadcast.BroadcastService.Decision;
import digestbot.console.Forms.Confirmation;
import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.FlashLevel;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.i18n.Texts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import j2html.tags.specialized.ButtonTag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Handles the forms of a broadcast's page, and asks for confirmation before something is destroyed
/// or sent to several people. Each form leads back to the page with a message.
///
/// @param owners the people who get a test
record BroadcastRoutes(
        Database database,
        BroadcastService services,
        List<Person> owners,
        RecipientsForm recipients,
        MessagePreview preview,
        InstantSource clock) {

    /// The form fields with the day and the local time at which to send.
    static final String DAY = "day";

    static final String AT = "at";

    /// The form field with the id of a chat that gets a test.
    static final String CHAT = "chat";

    static final Flash TOO_LATE = Flash.warning("Too late: the broadcast is in another state now.");

    /// The form field that confirms sending to several people.
    private static final String CONFIRMED = "confirmed";

    /// A change of the broadcast's state; false if the state does not allow it.
    private interface StateChange {
        boolean take(Transaction transaction, long number, Actor by);
    }

    void add(RoutesConfig routes) {
        step(routes, UNSCHEDULE, "Unscheduled. The broadcast is a draft again.", services::unschedule);
        step(routes, DISCARD, "Discarded. The broadcast was not sent.", services::discard);
        step(routes, PAUSE, "Paused. Messages in flight still arrive.", services::pause);
        step(routes, RESUME, "Resumed.", services::resume);
        step(routes, RETRY, "Retrying failed messages.", services::retry);
        step(routes, STOP, "Stopped. Remaining recipients will not get the broadcast.", services::stop);
        step(
                routes,
                WITHDRAW,
                "Withdrawal started.",
                (tx, number, by) -> services.withdraw(tx, number, by, Optional.empty()));
        on(routes, RECIPIENTS, this::choose);
        on(routes, TEST, this::test);
        ask(
                routes,
                DISCARD,
                (_, broadcast) -> confirmation(
                        broadcast,
                        DISCARD,
                        "The text cannot be sent any more. Nobody got the broadcast, and nobody will.",
                        danger("Discard")));
        ask(routes, STOP, (tx, broadcast) -> {
            String left = count(services.progress(tx, broadcast).remaining(), "recipient", "recipients");
            return confirmation(
                    broadcast,
                    STOP,
                    left + " will not get the broadcast. A stopped broadcast cannot be resumed.",
                    danger("Stop before " + left));
        });
        ask(routes, WITHDRAW, (tx, broadcast) -> {
            String reached = count(services.progress(tx, broadcast).delivered(), "chat", "chats");
            return confirmation(
                    broadcast,
                    WITHDRAW,
                    "The broadcast is deleted from " + reached
                            + ". A message that is too old to delete is replaced by a notice. This cannot be undone.",
                    danger("Withdraw from " + reached));
        });
        routes.post(path(SEND), context -> send(context, SEND));
        routes.post(path(SCHEDULE), context -> send(context, SCHEDULE));
        routes.post(Paths.BROADCASTS + "/{number}" + Paths.DUPLICATE, this::duplicate);
        // The answer to such a form may be a page with the form's address, which browsers request
        // when they reload it, and `live.js` when it updates it.
        for (BroadcastAction action : List.of(SEND, SCHEDULE, EDIT)) {
            routes.get(
                    path(action),
                    context -> context.redirect(Paths.broadcast(find(context).number()), HttpStatus.SEE_OTHER));
        }
    }

    private static String path(BroadcastAction action) {
        return Paths.BROADCASTS + "/{number}/" + action.id();
    }

    private void on(RoutesConfig routes, BroadcastAction action, BiFunction<Broadcast, Context, Flash> act) {
        routes.post(path(action), context -> {
            Broadcast broadcast = find(context);
            AccessControl.redirect(context, Paths.broadcast(broadcast.number()), act.apply(broadcast, context));
        });
    }

    private void step(RoutesConfig routes, BroadcastAction action, String done, StateChange step) {
        on(
                routes,
                action,
                (broadcast, context) -> database.write(tx -> step.take(tx, broadcast.number(), by(context)))
                        ? Flash.done(done)
                        : TOO_LATE);
    }

    private void ask(
            RoutesConfig routes, BroadcastAction action, BiFunction<Transaction, Broadcast, Confirmation> question) {
        routes.get(path(action), context -> {
            Broadcast broadcast = find(context);
            if (action.isAllowed(broadcast)) {
                database.read(tx -> question.apply(tx, broadcast)).show(context, Map.of());
            } else {
                AccessControl.redirect(context, Paths.broadcast(broadcast.number()), TOO_LATE);
            }
        });
    }

    private Confirmation confirmation(
            Broadcast broadcast, BroadcastAction action, String consequence, ButtonTag button) {
        return new Confirmation(
                Paths.BROADCASTS,
                "%s broadcast %d?".formatted(capitalised(action.id()), broadcast.number()),
                consequence,
                button,
                Paths.broadcast(broadcast.number(), action),
                Paths.broadcast(broadcast.number()),
                BroadcastPage.previews(
                        preview, services.platforms(broadcast.recipients()), services.content(broadcast)));
    }

    private Broadcast find(Context context) {
        return find(context, database, services);
    }

    /// Finds the broadcast that the path names, or throws a [NotFoundResponse].
    static Broadcast find(Context context, Database database, BroadcastService broadcasts) {
        return number(context.pathParam("number"))
                .flatMap(number -> database.read(tx -> broadcasts.find(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Broadcast not found."));
    }

    private static Actor by(Context context) {
        return AccessControl.session(context).actor();
    }

    private void duplicate(Context context) {
        long number = find(context).number();
        long copy =
                database.write(tx -> services.duplicate(tx, number, by(context)).orElseThrow());
        AccessControl.redirect(
                context, Paths.broadcast(copy), Flash.done("This is a new draft with the same text and recipients."));
    }

    private Flash choose(Broadcast broadcast, Context context) {
        return database.write(tx -> recipients
                .read(tx, context, broadcast.recipients())
                .map(to -> services.setRecipients(tx, broadcast.number(), to, by(context))
                        ? Flash.warning("Recipients updated. The broadcast is a draft again: schedule it for these"
                                + " recipients.")
                        : Flash.done("Recipients updated."))
                .orElse(RecipientsForm.UNKNOWN));
    }

    private Flash test(Broadcast broadcast, Context context) {
        String chat = text(context, CHAT).strip();
        return database.write(tx ->
                chat.isEmpty() ? testOwners(tx, broadcast, by(context)) : testChat(tx, broadcast, chat, by(context)));
    }

    private Flash testOwners(Transaction tx, Broadcast broadcast, Actor by) {
        return services.sendTestTo(tx, broadcast, owners, by) > 0
                ? Flash.done("Test sent.")
                : Flash.error("No owner can get a test. Add owners to the configuration; each of them has to write"
                        + " to the bot first.");
    }

    private Flash testChat(Transaction tx, Broadcast broadcast, String id, Actor by) {
        var subscribers = new SubscriberStore();
        Optional<Chat> chat = chatId(id)
                .flatMap(number -> Platform.all().stream()
                        .flatMap(platform -> subscribers.find(tx, platform, number).stream())
                        .map(Subscriber::chat)
                        .findFirst());
        chat.ifPresent(known -> services.sendTest(tx, broadcast, List.of(new Destination(known, 0)), by));
        return chat.isPresent()
                ? Flash.done("Test sent.")
                : new Flash(
                        FlashLevel.ERROR,
                        "No chat with this ID is known. The bot must be in the chat, and somebody must have used it"
                                + " there.",
                        CHAT);
    }

    /// Sends or schedules the broadcast. The recipients are counted once: the question and the
    /// start use the same number.
    private void send(Context context, BroadcastAction action) {
        Broadcast broadcast = find(context);
        Optional<LocalDateTime> at = action == SCHEDULE ? time(context) : Optional.empty();
        boolean sends = action == SEND
                || at.filter(time -> instant(time, context).isAfter(clock.instant()))
                        .isPresent();
        long count = services.count(broadcast.recipients()).total();
        if (sends && asksOnceMore(broadcast, count, context)) {
            String verb = action == SCHEDULE ? "Schedule for " : "Send to ";
            String many = count(count, "recipient", "recipients");
            String when = at.map(time -> "%s, to be sent on %s at %s (%s)?"
                            .formatted(
                                    many,
                                    date(time.toLocalDate(), clock.instant()),
                                    time.toLocalTime(),
                                    Texts.zone(zone(text(context, ZONE)))))
                    .orElse(many + " now?");
            Confirmation question = confirmation(
                    broadcast,
                    action,
                    verb + when,
                    primary(verb + count(count)).withName(CONFIRMED).withValue("yes"));
            question.show(context, context.formParamMap());
            return;
        }
        Flash flash = action == SEND ? send(broadcast, context) : schedule(broadcast, at, context);
        AccessControl.redirect(context, Paths.broadcast(broadcast.number()), flash);
    }

    private static Instant instant(LocalDateTime time, Context context) {
        return time.atZone(zone(text(context, ZONE))).toInstant();
    }

    /// The local time in the form; empty if it is not valid.
    private static Optional<LocalDateTime> time(Context context) {
        try {
            return Optional.of(
                    LocalDateTime.of(LocalDate.parse(text(context, DAY)), LocalTime.parse(text(context, AT))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Whether the form would send to several people exactly what it shows, without confirmation.
    private boolean asksOnceMore(Broadcast broadcast, long count, Context context) {
        return broadcast.isEditable()
                && context.formParam(CONFIRMED) == null
                && count > 1
                && broadcast.version() == RecipientsForm.version(context)
                && (!RecipientsForm.isIn(context)
                        || database.read(tx -> recipients.read(tx, context, broadcast.recipients()))
                                .filter(broadcast.recipients()::equals)
                                .isPresent());
    }

    /// Stores the chosen recipients, or sends or schedules, in one transaction.
    private Flash confirmed(Broadcast broadcast, Context context, Function<Transaction, Decision> act) {
        return database.write(tx -> services.find(tx, broadcast.number())
                .filter(open -> open.isEditable() && RecipientsForm.isIn(context))
                .flatMap(open -> saveChangedRecipients(tx, open, context))
                .orElseGet(() -> said(act.apply(tx))));
    }

    /// Returns why the broadcast cannot be sent yet: the form selects recipients that were not
    /// counted. An outdated page cannot change them.
    private Optional<Flash> saveChangedRecipients(Transaction tx, Broadcast open, Context context) {
        Optional<RecipientFilter> to = recipients.read(tx, context, open.recipients());
        if (to.isEmpty()) {
            return Optional.of(RecipientsForm.UNKNOWN);
        }
        BroadcastConfirmation confirmation = confirmation(context);
        return to.filter(other -> !other.equals(open.recipients())).map(other -> {
            if (open.version() != confirmation.version()) {
                return said(Decision.STALE);
            }
            services.setRecipients(tx, open.number(), other, confirmation.by());
            return Flash.error("Not sent: the recipients changed. Check the new count, then press Send again.");
        });
    }

    private static Flash said(Decision decision) {
        return switch (decision) {
            case STARTED -> Flash.done("Sending started.");
            case SCHEDULED -> Flash.done("Scheduled. The bot must be running then.");
            case NO_RECIPIENTS -> Flash.error("Not sent: no recipients match. Choose other recipients.");
            case TIME_PASSED -> new Flash(FlashLevel.ERROR, "That time has passed. Choose a later one.", AT);
            case STALE -> Flash.error(Texts.of("en").format("broadcast-stale"));
            case ALREADY_DECIDED -> Flash.warning("Already sent or discarded.");
        };
    }

    private static BroadcastConfirmation confirmation(Context context) {
        return new BroadcastConfirmation(by(context), RecipientsForm.version(context));
    }

    private Flash send(Broadcast broadcast, Context context) {
        return confirmed(
                broadcast,
                context,
                tx -> services.send(tx, broadcast.number(), confirmation(context), Optional.empty()));
    }

    private Flash schedule(Broadcast broadcast, Optional<LocalDateTime> at, Context context) {
        return at.map(time -> instant(time, context))
                .map(time -> confirmed(
                        broadcast,
                        context,
                        tx -> services.schedule(tx, broadcast.number(), confirmation(context), time)))
                .orElseGet(() -> new Flash(FlashLevel.ERROR, "Enter a date and time.", AT));
    }
}
