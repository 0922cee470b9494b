package digestbot.command;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.Reporting;
import digestbot.broadcast.Steering;
import digestbot.database.Transaction;
import digestbot.edition.BroadcastPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;

/// Announcements that were confirmed: how far they are, paused, stopped, sent again, taken back.
final class SentAnnouncements {

    private final Steering steering;
    private final Reporting reporting;

    SentAnnouncements(Steering steering, Reporting reporting) {
        this.steering = steering;
        this.reporting = reporting;
    }

    /// What is done shows in the report, which changes by itself; two answers at once might overtake each other.
    Reply pressed(Asked asked, Broadcast sent, BroadcastPress press) {
        Transaction transaction = asked.transaction();
        long number = sent.number();
        return switch (press) {
            case BroadcastPress.Pause _ ->
                steering.pause(transaction, number) ? asked.toast(Phrase.BROADCAST_PAUSING) : standing(asked, sent);
            case BroadcastPress.GoOn _ ->
                steering.goOn(transaction, number, by(asked))
                        ? asked.toast(Phrase.BROADCAST_GOING_ON)
                        : standing(asked, sent);
            case BroadcastPress.Stop _ ->
                steering.stop(transaction, number) ? asked.toast(Phrase.BROADCAST_STOPPING) : standing(asked, sent);
            case BroadcastPress.Retry(long _, var shown) ->
                steering.failsAsShown(transaction, number, shown)
                                && steering.retry(transaction, number, by(asked), asked.privateChat())
                        ? asked.toast(Phrase.BROADCAST_RETRYING)
                        : standing(asked, sent);
            case BroadcastPress.AskWithdraw _ ->
                sent.run().isPresent() && sent.state() != State.WITHDRAWN
                        ? new Reply.Replace(question(asked, sent))
                        : standing(asked, sent);
            case BroadcastPress.Withdraw _ ->
                steering.withdraw(transaction, number, asked.privateChat())
                        ? new Reply.Replace(Say.text(
                                asked.words().say(Phrase.BROADCAST_TAKING_BACK), List.of(List.of(show(asked, sent)))))
                        : standing(asked, sent);
            case BroadcastPress.Show _,
                    BroadcastPress.OfRecipients _,
                    BroadcastPress.Send _,
                    BroadcastPress.SendToMe _,
                    BroadcastPress.AskTime _,
                    BroadcastPress.SendAt _,
                    BroadcastPress.Unschedule _,
                    BroadcastPress.Discard _ -> standing(asked, sent);
        };
    }

    private static Actor by(Asked asked) {
        return Actor.of(asked.request().person());
    }

    private Content question(Asked asked, Broadcast sent) {
        Words words = asked.words();
        long reached = reporting.reached(asked.transaction(), sent);
        return Say.text(
                words.say(Phrase.BROADCAST_WITHDRAW_QUESTION, reached),
                List.of(List.of(
                        Say.button(words, Phrase.BROADCAST_WITHDRAW_BUTTON, new BroadcastPress.Withdraw(sent.number())),
                        Say.button(words, Phrase.BROADCAST_BACK_BUTTON, new BroadcastPress.Show(sent.number())))));
    }

    private Reply standing(Asked asked, Broadcast sent) {
        return new Reply.Replace(report(asked, sent));
    }

    /// How far it is, or how it ended.
    Content report(Asked asked, Broadcast sent) {
        if (sent.state() == State.DISCARDED) {
            return Say.text(asked.words(), asked.words().say(Phrase.BROADCAST_DISCARDED));
        }
        Content report = reporting.report(asked.transaction(), sent, asked.words());
        List<List<Button>> rows = new ArrayList<>(report.buttons());
        if (!sent.isOver()) {
            rows.add(List.of(show(asked, sent)));
        }
        return Content.of(report.panels(), rows);
    }

    static Button show(Asked asked, Broadcast broadcast) {
        return Say.button(asked.words(), Phrase.BROADCAST_SHOW_BUTTON, new BroadcastPress.Show(broadcast.number()));
    }
}
