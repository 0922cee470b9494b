package digestbot.console;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastTools;
import digestbot.console.page.ConfirmationPage;
import digestbot.console.page.FlashMessage;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.database.Database;
import digestbot.database.Transaction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/// The pages that ask before a broadcast is discarded, stopped or withdrawn.
final class BroadcastConfirmations implements Routes {

    private final Database database;
    private final BroadcastTools tools;

    BroadcastConfirmations(Database database, BroadcastTools tools) {
        this.database = database;
        this.tools = tools;
    }

    @Override
    public void add(RoutesConfig routes) {
        ask(routes, BroadcastAct.DISCARD);
        ask(routes, BroadcastAct.STOP);
        ask(routes, BroadcastAct.WITHDRAW);
    }

    private void ask(RoutesConfig routes, BroadcastAct act) {
        routes.get(Paths.BROADCASTS + "/{number}/" + act.path(), context -> show(context, act));
    }

    private void show(Context context, BroadcastAct act) {
        Broadcast broadcast = BroadcastActions.find(context, database, tools.broadcasts());
        Optional<ConfirmationPage> page = database.read(tx -> page(tx, broadcast, act));
        if (page.isPresent()) {
            context.html(page.orElseThrow().of(AccessControl.session(context)));
        } else {
            context.redirect(
                    Paths.broadcast(broadcast.number()) + "?" + FlashMessage.TOO_LATE.query(), HttpStatus.SEE_OTHER);
        }
    }

    /// Empty if the broadcast's state does not allow the action.
    private Optional<ConfirmationPage> page(Transaction tx, Broadcast broadcast, BroadcastAct act) {
        return switch (act) {
            case DISCARD -> Optional.of(broadcast).filter(Broadcast::isOpen).map(BroadcastConfirmations::discard);
            case STOP ->
                Optional.of(broadcast)
                        .filter(BroadcastConfirmations::isUnderWay)
                        .map(found -> stop(tx, found));
            case WITHDRAW ->
                Optional.of(broadcast)
                        .filter(found -> found.run().isPresent() && found.state() != State.WITHDRAWN)
                        .map(found -> withdraw(tx, found));
            case RECIPIENTS, SEND, TEST, SCHEDULE, UNSCHEDULE, PAUSE, RESUME, RETRY -> Optional.empty();
        };
    }

    private static boolean isUnderWay(Broadcast broadcast) {
        return broadcast.state() == State.RUNNING || broadcast.state() == State.PAUSED;
    }

    private static ConfirmationPage discard(Broadcast broadcast) {
        return page(
                broadcast,
                BroadcastAct.DISCARD,
                "Discard broadcast %d?".formatted(broadcast.number()),
                "The text cannot be sent any more. Nobody got the broadcast, and nobody will.",
                "Discard");
    }

    private ConfirmationPage stop(Transaction tx, Broadcast broadcast) {
        String left = PageParts.count(tools.reporting().left(tx, broadcast), "recipient", "recipients");
        return page(
                broadcast,
                BroadcastAct.STOP,
                "Stop broadcast %d?".formatted(broadcast.number()),
                left + " will not get the broadcast. A stopped broadcast cannot be resumed.",
                "Stop before " + left);
    }

    private ConfirmationPage withdraw(Transaction tx, Broadcast broadcast) {
        String reached = PageParts.count(tools.reporting().reached(tx, broadcast), "chat", "chats");
        return page(
                broadcast,
                BroadcastAct.WITHDRAW,
                "Withdraw broadcast %d?".formatted(broadcast.number()),
                "The broadcast is deleted from " + reached
                        + ". A message that is too old to delete is replaced by a notice. This cannot be undone.",
                "Withdraw from " + reached);
    }

    private static ConfirmationPage page(
            Broadcast broadcast, BroadcastAct act, String question, String consequence, String label) {
        return new ConfirmationPage(
                Paths.BROADCASTS,
                question,
                consequence,
                label,
                act.of(broadcast.number()),
                Paths.broadcast(broadcast.number()));
    }
}
