package digestbot.chat.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
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

    private final BroadcastControl steering;
    private final BroadcastReporter reporting;

    SentBroadcastCommands(BroadcastControl steering, BroadcastReporter reporting) {
        this.steering = steering;
        this.reporting = reporting;
    }

    /// Handles a button. The report shows the effect and updates itself, so a second reply could
    /// overtake it.
    Reply pressed(CommandContext asked, Broadcast sent, BroadcastPress press) {
        Transaction transaction = asked.transaction();
        long number = sent.number();
        if (!(press instanceof BroadcastPress.OfSent control)) {
            return standing(asked, sent);
        }
        return switch (control) {
            case BroadcastPress.Pause _ ->
                steering.pause(transaction, number, by(asked))
                        ? asked.toast(BroadcastPhrase.PAUSE_STARTED)
                        : standing(asked, sent);
            case BroadcastPress.GoOn _ ->
                steering.goOn(transaction, number, by(asked))
                        ? asked.toast(BroadcastPhrase.RESUMED)
                        : standing(asked, sent);
            case BroadcastPress.Stop _ ->
                steering.stop(transaction, number, by(asked))
                        ? asked.toast(BroadcastPhrase.STOP_STARTED)
                        : standing(asked, sent);
            case BroadcastPress.Retry(long _, var shown) ->
                steering.failsAsShown(transaction, number, shown)
                                && steering.retry(transaction, number, by(asked), asked.privateChat())
                        ? asked.toast(BroadcastPhrase.RETRYING)
                        : standing(asked, sent);
            case BroadcastPress.AskWithdraw _ ->
                BroadcastAction.WITHDRAW.isAllowed(sent)
                        ? new Reply.Replace(question(asked, sent))
                        : standing(asked, sent);
            case BroadcastPress.Withdraw _ ->
                steering.withdraw(transaction, number, by(asked), asked.privateChat())
                        ? new Reply.Replace(Replies.text(
                                asked.words().say(BroadcastPhrase.WITHDRAWAL_STARTED),
                                List.of(List.of(show(asked, sent)))))
                        : standing(asked, sent);
        };
    }

    private static Actor by(CommandContext asked) {
        return Actor.of(asked.request().person());
    }

    private Content question(CommandContext asked, Broadcast sent) {
        Texts words = asked.words();
        long reached = reporting.reached(asked.transaction(), sent);
        return Replies.text(
                words.say(BroadcastPhrase.WITHDRAW_QUESTION, reached),
                List.of(List.of(
                        Button.ask(
                                words.say(BroadcastPhrase.WITHDRAW_BUTTON, reached),
                                new BroadcastPress.Withdraw(sent.number())),
                        Replies.button(words, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.Show(sent.number())))));
    }

    private Reply standing(CommandContext asked, Broadcast sent) {
        return new Reply.Replace(report(asked, sent));
    }

    /// The progress or the result.
    Content report(CommandContext asked, Broadcast sent) {
        if (sent.state() == State.DISCARDED) {
            return Replies.text(asked.words(), asked.words().say(BroadcastPhrase.DISCARDED));
        }
        Content report = reporting.report(asked.transaction(), sent, asked.words());
        List<List<Button>> rows = new ArrayList<>(report.buttons());
        if (!sent.isOver()) {
            rows.add(List.of(show(asked, sent)));
        }
        return Content.of(report.panels(), rows);
    }

    static Button show(CommandContext asked, Broadcast broadcast) {
        return Replies.button(asked.words(), BroadcastPhrase.SHOW_BUTTON, new BroadcastPress.Show(broadcast.number()));
    }
}
