package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.BroadcastTransitions.Change;
import digestbot.button.Fingerprint;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOuts;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Pauses, resumes, stops, retries and withdraws broadcasts that are being sent or were sent. Each
/// method only changes the row's state, which is quick; [BroadcastRunner] does the work. A change
/// that is invalid in the current state has no effect.
public final class BroadcastControl {

    static final String STOPPED = "the broadcast was stopped";

    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastRunStore runs = new BroadcastRunStore();
    private final FanOuts fanOuts;
    private final BroadcastReporter reporting;
    private final BroadcastTransitions transitions;

    public BroadcastControl(FanOuts fanOuts, BroadcastReporter reporting, InstantSource clock) {
        transitions = new BroadcastTransitions(clock);
        this.fanOuts = fanOuts;
        this.reporting = reporting;
    }

    /// Pauses the broadcast. Messages in flight still arrive.
    ///
    /// @return whether it was running
    public boolean pause(Transaction transaction, long number, Actor by) {
        boolean paused =
                transitions.apply(transaction, new Change(BroadcastAction.PAUSE, number, by), "state = 'paused'");
        if (paused) {
            fanOuts.pause(transaction, run(transaction, number).shared(), true);
        }
        return paused;
    }

    /// Resumes sending where it was paused.
    ///
    /// @return whether it was paused
    public boolean goOn(Transaction transaction, long number, Actor by) {
        boolean resumed =
                transitions.apply(transaction, new Change(BroadcastAction.RESUME, number, by), "state = 'running'");
        if (resumed) {
            fanOuts.pause(transaction, run(transaction, number).shared(), false);
        }
        return resumed;
    }

    /// Stops the broadcast for good. Messages in flight still arrive; the remaining recipients get
    /// nothing.
    ///
    /// @return whether it was running or paused
    public boolean stop(Transaction transaction, long number, Actor by) {
        boolean stopped = transitions.apply(
                transaction, new Change(BroadcastAction.STOP, number, by), "state = 'stopped', retrying = NULL");
        if (stopped) {
            // Cancels the first batch here; the runner cancels the rest.
            fanOuts.cancel(transaction, run(transaction, number).shared(), STOPPED);
        }
        return stopped;
    }

    /// Tells whether the number of failed deliveries is still close to the number that was shown.
    ///
    /// @param shown empty if that is not known
    public boolean failsAsShown(Transaction transaction, long number, OptionalLong shown) {
        return shown.isPresent()
                && store.find(transaction, number)
                        .filter(found -> found.run().isPresent())
                        .filter(found ->
                                !Fingerprint.hasDrifted(shown.getAsLong(), reporting.failures(transaction, found)))
                        .isPresent();
    }

    /// Retries the failed deliveries of a finished broadcast, except those to chats that cannot be
    /// reached.
    ///
    /// @param reportTo the chat that receives a progress report, if there is no report yet
    /// @return whether it was done
    public boolean retry(Transaction transaction, long number, Actor by, Optional<Destination> reportTo) {
        boolean retried = transitions.apply(
                transaction,
                new Change(BroadcastAction.RETRY, number, by),
                "state = 'running', retrying = 0, ended_at = NULL");
        if (retried) {
            fanOuts.pause(transaction, run(transaction, number).shared(), false);
            report(transaction, number, reportTo);
        }
        return retried;
    }

    /// Withdraws the broadcast: pending deliveries are cancelled and delivered messages are
    /// deleted.
    ///
    /// @param reportTo the chat that receives a progress report, if there is no report yet
    /// @return whether it was sent and not withdrawn yet
    public boolean withdraw(Transaction transaction, long number, Actor by, Optional<Destination> reportTo) {
        boolean withdrawn = transitions.apply(
                transaction,
                new Change(BroadcastAction.WITHDRAW, number, by),
                "state = 'withdrawn', withdrawing = 0, retrying = NULL, ended_at = NULL");
        if (withdrawn) {
            Content instead = Content.text(Texts.of("en").say(BroadcastPhrase.ANNOUNCEMENT_WITHDRAWN), List.of());
            runs.setWithdrawal(transaction, number, fanOuts.share(transaction, instead));
            fanOuts.cancel(transaction, run(transaction, number).shared(), STOPPED);
            report(transaction, number, reportTo);
        }
        return withdrawn;
    }

    private void report(Transaction transaction, long number, Optional<Destination> reportTo) {
        if (runs.report(transaction, number).isEmpty()) {
            Broadcast broadcast = store.find(transaction, number).orElseThrow();
            reportTo.ifPresent(to -> reporting.begin(transaction, broadcast, to));
        }
    }

    private Run run(Transaction transaction, long number) {
        return store.find(transaction, number).flatMap(Broadcast::run).orElseThrow();
    }
}
