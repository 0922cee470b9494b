package digestbot.chat.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastControl;
import digestbot.broadcast.BroadcastReporter;
import digestbot.button.BroadcastPress;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;

/// Handles buttons of broadcasts that have started: progress, pause, resume, stop, retry, withdraw.
final class SentBroadcastCommands {

    private final BroadcastControl control;
    private final BroadcastReporter reporter;

    SentBroadcastCommands(BroadcastControl control, BroadcastReporter reporter) {
        this.control = control;
        this.reporter = reporter;
    }

    /// Handles a button. The report shows the effect and updates itself, so a second reply could
    /// overtake it.
    Reply pressed(CommandContext context, Broadcast sent, BroadcastPress press) {
        Transaction transaction = context.transaction();
        long number = sent.number();
        if (!(press instanceof BroadcastPress.OfSent ofSent)) {
            return showReport(context, sent);
        }
        return switch (ofSent) {
            case BroadcastPress.PauseBroadcast _ ->
                control.pause(transaction, number, by(context))
                        ? context.toast(BroadcastPhrase.PAUSE_STARTED)
                        : showReport(context, sent);
            case BroadcastPress.ResumeBroadcast _ ->
                control.resume(transaction, number, by(context))
                        ? context.toast(BroadcastPhrase.RESUMED)
                        : showReport(context, sent);
            case BroadcastPress.StopBroadcast _ ->
                control.stop(transaction, number, by(context))
                        ? context.toast(BroadcastPhrase.STOP_STARTED)
                        : showReport(context, sent);
            case BroadcastPress.RetryBroadcast(long _, var shown) ->
                control.failureCountMatches(transaction, number, shown)
                                && control.retry(transaction, number, by(context), context.privateChat())
                        ? context.toast(BroadcastPhrase.RETRYING)
                        : showReport(context, sent);
            case BroadcastPress.ConfirmWithdrawal _ ->
                BroadcastAction.WITHDRAW.isAllowed(sent)
                        ? new Reply.EditPressed(question(context, sent))
                        : showReport(context, sent);
            case BroadcastPress.WithdrawBroadcast _ ->
                control.withdraw(transaction, number, by(context), context.privateChat())
                        ? new Reply.EditPressed(Replies.text(
                                context.texts().format(BroadcastPhrase.WITHDRAWAL_STARTED),
                                List.of(List.of(show(context, sent)))))
                        : showReport(context, sent);
        };
    }

    private static Actor by(CommandContext context) {
        return Actor.of(context.request().person());
    }

    private Content question(CommandContext context, Broadcast sent) {
        Texts texts = context.texts();
        long reached = reporter.deliveredCount(context.transaction(), sent);
        return Replies.text(
                texts.format(BroadcastPhrase.WITHDRAW_QUESTION, reached),
                List.of(List.of(
                        Button.callback(
                                texts.format(BroadcastPhrase.WITHDRAW_BUTTON, reached),
                                new BroadcastPress.WithdrawBroadcast(sent.number())),
                        Replies.button(
                                texts, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.ShowBroadcast(sent.number())))));
    }

    private Reply showReport(CommandContext context, Broadcast sent) {
        return new Reply.EditPressed(report(context, sent));
    }

    /// The progress or the result.
    Content report(CommandContext context, Broadcast sent) {
        if (sent.state() == BroadcastState.DISCARDED) {
            return Replies.text(context.texts(), context.texts().format(BroadcastPhrase.DISCARDED));
        }
        Content report = reporter.report(context.transaction(), sent, context.texts());
        List<List<Button>> rows = new ArrayList<>(report.buttons());
        if (!sent.isFinished()) {
            rows.add(List.of(show(context, sent)));
        }
        return Content.of(report.panels(), rows);
    }

    static Button show(CommandContext context, Broadcast broadcast) {
        return Replies.button(
                context.texts(), BroadcastPhrase.SHOW_BUTTON, new BroadcastPress.ShowBroadcast(broadcast.number()));
    }
}
