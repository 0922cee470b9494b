package digestbot.console;

import digestbot.audience.Chat;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastSender;
import digestbot.broadcast.BroadcastSender.BroadcastConfirmation;
import digestbot.broadcast.BroadcastSender.ScheduleResult;
import digestbot.broadcast.BroadcastSender.StaleConfirmation;
import digestbot.broadcast.BroadcastSender.StartResult;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.RecipientFilter;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FormInput;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Handles the forms of a broadcast's page. Each redirects to the page with a flash message;
/// sending to very many asks once more.
record BroadcastActionRoutes(
        Database database,
        BroadcastModule services,
        RecipientsForm recipients,
        TestRecipients testRecipients,
        InstantSource clock)
        implements Routes {

    /// The form field with the local time at which to send.
    static final String AT = "at";

    /// The query parameter with the fingerprint of the rejected confirmation.
    static final String STALE_PREVIEW_PARAMETER = "shown";

    /// The form field with the number of failures that the page showed.
    static final String FAILURES = "failures";

    /// The form field that says that sending to very many was confirmed.
    static final String CONFIRMED = "confirmed";

    /// The actions whose form may be answered by a page: it asks once more, or says what is wrong.
    private static final Set<BroadcastAction> ANSWERED_BY_PAGES =
            EnumSet.of(BroadcastAction.SEND, BroadcastAction.SCHEDULE, BroadcastAction.EDIT);

    @Override
    public void add(RoutesConfig routes) {
        // Such a page has the address of its form, which browsers request when they reload it, and `live.js`
        // when it updates it.
        for (BroadcastAction act : ANSWERED_BY_PAGES) {
            routes.get(
                    Paths.BROADCASTS + "/{number}/" + act.id(),
                    context -> context.redirect(
                            Paths.broadcast(find(context, database, services.broadcasts())
                                    .number()),
                            HttpStatus.SEE_OTHER));
        }
        for (BroadcastAction act : BroadcastAction.values()) {
            if (act != BroadcastAction.EDIT) {
                routes.post(Paths.BROADCASTS + "/{number}/" + act.id(), context -> carryOut(act, context));
            }
        }
        routes.post(Paths.BROADCASTS + "/{number}" + Paths.DUPLICATE, this::duplicate);
    }

    private void duplicate(Context context) {
        Broadcast original = find(context, database, services.broadcasts());
        Actor by = AccessControl.session(context).actor();
        long copy = database.write(
                tx -> services.broadcasts().duplicate(tx, original.number(), by).orElseThrow());
        context.redirect(Paths.broadcast(copy) + "?" + FlashMessage.DUPLICATED.query(), HttpStatus.SEE_OTHER);
    }

    /// Finds the broadcast that the path names, or throws a [NotFoundResponse].
    static Broadcast find(Context context, Database database, Broadcasts broadcasts) {
        return FormInput.number(context.pathParam("number"))
                .flatMap(number -> database.read(tx -> broadcasts.find(tx, number)))
                .orElseThrow(() -> new NotFoundResponse("Broadcast not found."));
    }

    private void carryOut(BroadcastAction action, Context context) {
        Broadcast broadcast = find(context, database, services.broadcasts());
        Optional<LocalDateTime> at = action == BroadcastAction.SCHEDULE ? time(context) : Optional.empty();
        boolean sends =
                action == BroadcastAction.SEND || at.filter(this::isAhead).isPresent();
        if (sends && asksOnceMore(broadcast, context)) {
            long count =
                    services.recipientCounter().count(broadcast.recipients()).total();
            context.html(BroadcastConfirmationPages.send(
                    AccessControl.frame(context), broadcast, at, count, context.formParamMap()));
            return;
        }
        String message = act(action, broadcast, at, context);
        context.redirect(Paths.broadcast(broadcast.number()) + "?" + message, HttpStatus.SEE_OTHER);
    }

    private boolean isAhead(LocalDateTime time) {
        return instant(time).isAfter(clock.instant());
    }

    private static Instant instant(LocalDateTime time) {
        return time.atZone(ZoneId.systemDefault()).toInstant();
    }

    /// The local time in the form; empty if it is not valid.
    private static Optional<LocalDateTime> time(Context context) {
        try {
            return Optional.of(LocalDateTime.parse(FormInput.text(context, AT)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Tells whether the form would send to very many exactly what it shows, and was not confirmed.
    private boolean asksOnceMore(Broadcast broadcast, Context context) {
        boolean unchanged = !RecipientsForm.isIn(context)
                || database.read(tx -> recipients.read(tx, context, broadcast.recipients()))
                        .filter(broadcast.recipients()::equals)
                        .isPresent();
        return unchanged
                && broadcast.isEditable()
                && context.formParam(CONFIRMED) == null
                && BroadcastSender.isLarge(services.recipientCounter()
                        .count(broadcast.recipients())
                        .total())
                && database.read(tx ->
                                services.sender().compareWithPreview(tx, broadcast, RecipientsForm.shown(context)))
                        .isEmpty();
    }

    /// Returns the message for the page, as a query.
    private String act(BroadcastAction action, Broadcast broadcast, Optional<LocalDateTime> at, Context context) {
        Actor by = AccessControl.session(context).actor();
        long number = broadcast.number();
        var drafts = services.broadcasts();
        var sender = services.sender();
        return switch (action) {
            case EDIT -> throw new IllegalArgumentException("the page of the broadcast takes its text");
            case RECIPIENTS -> choose(by, broadcast, context);
            case TEST -> test(broadcast, context);
            case SEND -> send(broadcast, context);
            case SCHEDULE -> schedule(broadcast, at, context);
            case UNSCHEDULE -> change(FlashMessage.UNSCHEDULED, tx -> drafts.unschedule(tx, number, by));
            case DISCARD -> change(FlashMessage.DISCARDED, tx -> drafts.discard(tx, number, by));
            case PAUSE -> change(FlashMessage.PAUSED, tx -> sender.pause(tx, number, by));
            case RESUME -> change(FlashMessage.RESUMED, tx -> sender.resume(tx, number, by));
            case STOP -> change(FlashMessage.STOPPED, tx -> sender.stop(tx, number, by));
            case RETRY ->
                change(
                        FlashMessage.RETRYING,
                        tx -> sender.failureCountMatches(tx, number, failures(context))
                                && sender.retry(tx, number, by));
            case WITHDRAW -> change(FlashMessage.WITHDRAWING, tx -> sender.withdraw(tx, number, by, Optional.empty()));
        };
    }

    private String change(FlashMessage done, Function<Transaction, Boolean> change) {
        return (database.write(change) ? done : FlashMessage.TOO_LATE).query();
    }

    private String choose(Actor by, Broadcast broadcast, Context context) {
        return database.write(tx -> recipients
                        .read(tx, context, broadcast.recipients())
                        .map(to -> services.broadcasts().setRecipients(tx, broadcast.number(), to, by)
                                ? FlashMessage.CHOSEN_ANEW
                                : FlashMessage.CHOSEN)
                        .orElseGet(() -> RecipientsForm.error(context)))
                .query();
    }

    private static OptionalLong failures(Context context) {
        return FormInput.number(FormInput.text(context, FAILURES))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// Returns why the broadcast cannot be sent yet: the form selects recipients that were not
    /// counted. An outdated page cannot change them.
    private Optional<String> saveChangedRecipients(Transaction tx, Broadcast open, Context context) {
        Optional<RecipientFilter> to = recipients.read(tx, context, open.recipients());
        if (to.isEmpty()) {
            return Optional.of(RecipientsForm.error(context).query());
        }
        BroadcastConfirmation confirmation = confirmation(context);
        return to.filter(other -> !other.equals(open.recipients()))
                .map(other -> services.sender()
                        .compareWithPreview(tx, open, confirmation.previewed())
                        .map(BroadcastActionRoutes::stale)
                        .orElseGet(() -> {
                            services.broadcasts().setRecipients(tx, open.number(), other, confirmation.by());
                            return FlashMessage.CHANGED.query();
                        }));
    }

    private static String stale(StaleConfirmation stale) {
        return FlashMessage.STALE.query()
                + stale.shown()
                        .map(shown -> "&" + STALE_PREVIEW_PARAMETER + "=" + shown.encode())
                        .orElse("");
    }

    /// Stores the chosen recipients, compares with the preview and sends or schedules, in one
    /// transaction. Recipients are counted before it, which may take long.
    private String confirmed(Broadcast broadcast, Context context, Function<Transaction, String> act) {
        services.recipientCounter().count(broadcast.recipients());
        return database.write(tx -> services.broadcasts()
                .find(tx, broadcast.number())
                .filter(open -> open.isEditable() && RecipientsForm.isIn(context))
                .flatMap(open -> saveChangedRecipients(tx, open, context))
                .orElseGet(() -> act.apply(tx)));
    }

    private static BroadcastConfirmation confirmation(Context context) {
        return new BroadcastConfirmation(AccessControl.session(context).actor(), RecipientsForm.shown(context));
    }

    private String send(Broadcast broadcast, Context context) {
        return confirmed(broadcast, context, tx -> switch (services.sender()
                .send(tx, broadcast.number(), confirmation(context), Optional.empty())) {
            case StartResult.Started _ -> FlashMessage.STARTED.query();
            case StartResult.NoRecipients() -> FlashMessage.NOBODY.query();
            case StartResult.Stale(StaleConfirmation stale) -> stale(stale);
            case StartResult.AlreadyDecided _ -> FlashMessage.NOT_OPEN.query();
        });
    }

    private String schedule(Broadcast broadcast, Optional<LocalDateTime> at, Context context) {
        if (at.isEmpty()) {
            return FlashMessage.NO_TIME.query();
        }
        Instant time = instant(at.get());
        return confirmed(broadcast, context, tx -> switch (services.sender()
                .schedule(tx, broadcast.number(), confirmation(context), time)) {
            case ScheduleResult.Scheduled _ -> FlashMessage.SCHEDULED.query();
            case ScheduleResult.TimePassed() -> FlashMessage.PAST.query();
            case ScheduleResult.Stale(StaleConfirmation stale) -> stale(stale);
            case ScheduleResult.AlreadyDecided _ -> FlashMessage.NOT_OPEN.query();
        });
    }

    private String test(Broadcast broadcast, Context context) {
        String chat = TestRecipients.enteredChat(context);
        Actor by = AccessControl.session(context).actor();
        return database.write(tx -> chat.isEmpty()
                        ? testOwners(tx, broadcast, testRecipients.owners(context), by)
                        : testChat(tx, broadcast, chat, by))
                .query();
    }

    private FlashMessage testOwners(Transaction tx, Broadcast broadcast, List<Person> owners, Actor by) {
        int messages = services.sender().sendTestTo(tx, broadcast, owners, by);
        return messages > 0 ? FlashMessage.TEST_SENT : FlashMessage.NO_OWNER;
    }

    private FlashMessage testChat(Transaction tx, Broadcast broadcast, String id, Actor by) {
        Optional<Chat> chat = testRecipients.chat(tx, id);
        chat.ifPresent(known -> services.sender().sendTest(tx, broadcast, List.of(new Destination(known, 0)), by));
        return chat.isPresent() ? FlashMessage.TEST_SENT : FlashMessage.UNKNOWN_CHAT;
    }

    /// Reads from a form who gets a test of a broadcast.
    static final class TestRecipients {

        /// The field with the position of an owner; empty for all owners.
        static final String OWNER = "owner";

        /// The field with the id of a chat, which takes precedence.
        static final String CHAT = "chat";

        private final SubscriberStore subscribers = new SubscriberStore();
        private final List<Person> owners;

        TestRecipients(List<Person> owners) {
            this.owners = List.copyOf(owners);
        }

        /// Empty if no chat with that id is known.
        Optional<Chat> chat(Transaction transaction, String id) {
            return FormInput.chatId(id)
                    .flatMap(number -> Platform.all().stream()
                            .flatMap(platform -> subscribers.find(transaction, platform, number).stream())
                            .map(Subscriber::chat)
                            .findFirst());
        }

        static String enteredChat(Context context) {
            return FormInput.text(context, CHAT).strip();
        }

        List<Person> owners(Context context) {
            String chosen = FormInput.text(context, OWNER);
            return IntStream.range(0, owners.size())
                    .filter(i -> chosen.isEmpty() || Integer.toString(i).equals(chosen))
                    .mapToObj(owners::get)
                    .toList();
        }
    }
}
