package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.console.page.Buttons;
import digestbot.console.page.ConfirmationPage;
import digestbot.console.page.CsrfToken;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageLayout.PageFrame;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.database.Transaction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages that ask before a broadcast is discarded, stopped, withdrawn, or sent to very many.
record BroadcastConfirmationPages(Database database, BroadcastModule services) implements Routes {

    @Override
    public void add(RoutesConfig routes) {
        ask(routes, BroadcastAction.DISCARD);
        ask(routes, BroadcastAction.STOP);
        ask(routes, BroadcastAction.WITHDRAW);
    }

    private void ask(RoutesConfig routes, BroadcastAction act) {
        routes.get(Paths.BROADCASTS + "/{number}/" + act.id(), context -> show(context, act));
    }

    private void show(Context context, BroadcastAction action) {
        Broadcast broadcast = BroadcastActionRoutes.find(context, database, services.broadcasts());
        if (action.isAllowed(broadcast)) {
            context.html(database.read(tx -> page(tx, broadcast, action)).of(AccessControl.frame(context)));
        } else {
            context.redirect(
                    Paths.broadcast(broadcast.number()) + "?" + FlashMessage.TOO_LATE.query(), HttpStatus.SEE_OTHER);
        }
    }

    private ConfirmationPage page(Transaction tx, Broadcast broadcast, BroadcastAction action) {
        return switch (action) {
            case DISCARD ->
                page(
                        broadcast,
                        action,
                        "Discard",
                        "The text cannot be sent any more. Nobody got the broadcast, and nobody will.",
                        "Discard");
            case STOP -> {
                String left = PageParts.count(services.reporter().left(tx, broadcast), "recipient", "recipients");
                String consequence = left + " will not get the broadcast. A stopped broadcast cannot be resumed.";
                yield page(broadcast, action, "Stop", consequence, "Stop before " + left);
            }
            case WITHDRAW -> {
                String reached = PageParts.count(services.reporter().deliveredCount(tx, broadcast), "chat", "chats");
                String consequence = "The broadcast is deleted from " + reached
                        + ". A message that is too old to delete is replaced by a notice. This cannot be undone.";
                yield page(broadcast, action, "Withdraw", consequence, "Withdraw from " + reached);
            }
            case EDIT, RECIPIENTS, SEND, TEST, SCHEDULE, UNSCHEDULE, PAUSE, RESUME, RETRY ->
                throw new IllegalArgumentException(action + " needs no confirmation");
        };
    }

    /// Asks once more before a broadcast is sent to very many.
    ///
    /// @param at the local time for which it is scheduled; empty if it is sent now
    /// @param fields the fields of the form that a confirmation repeats
    static String send(
            PageFrame frame,
            Broadcast broadcast,
            Optional<LocalDateTime> at,
            long recipients,
            Map<String, List<String>> fields) {
        String count = PageParts.count(recipients);
        String back = Paths.broadcast(broadcast.number());
        var form = Buttons.form(
                        frame.session(),
                        Paths.broadcast(
                                broadcast.number(), at.isPresent() ? BroadcastAction.SCHEDULE : BroadcastAction.SEND),
                        Buttons.primary((at.isPresent() ? "Schedule for " : "Send to ") + count))
                .with(FormInput.hidden(BroadcastActionRoutes.CONFIRMED, "yes"));
        fields.forEach((name, values) -> {
            if (!CsrfToken.isName(name)) {
                values.forEach(value -> form.with(FormInput.hidden(name, value)));
            }
        });
        return PageLayout.of(
                Paths.BROADCASTS,
                "%s broadcast %d?".formatted(at.isPresent() ? "Schedule" : "Send", broadcast.number()),
                frame,
                List.of(
                        p(PageParts.count(recipients, "recipient gets", "recipients get") + " the broadcast "
                                + at.map(time -> "at " + time.toString().replace('T', ' ') + " (" + PageParts.zone()
                                                + ").")
                                        .orElse("now.")),
                        div(form, a("Cancel").withHref(back).withClass("button"))
                                .withClass("acts")));
    }

    private static ConfirmationPage page(
            Broadcast broadcast, BroadcastAction act, String verb, String consequence, String label) {
        return new ConfirmationPage(
                Paths.BROADCASTS,
                "%s broadcast %d?".formatted(verb, broadcast.number()),
                consequence,
                label,
                Paths.broadcast(broadcast.number(), act),
                Paths.broadcast(broadcast.number()));
    }
}
