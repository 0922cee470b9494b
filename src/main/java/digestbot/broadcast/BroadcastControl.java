package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast.Run;
import digestbot.broadcast.Broadcast.State;
import digestbot.button.Fingerprint;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOuts;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Pauses, resumes, stops, retries and withdraws broadcasts that are being sent or were sent. Each
/// method only changes the row's state, which is quick; [BroadcastRunner] does the work. A change
/// that is invalid in the current state has no effect.
public final class BroadcastControl {

    static final String STOPPED = "the announcement was stopped";

    private final BroadcastStore store = new BroadcastStore();
    private final BroadcastRunStore runs = new BroadcastRunStore();
    private final ApprovalStore approvals = new ApprovalStore();
    private final FanOuts fanOuts;
    private final BroadcastReporter reporting;

    public BroadcastControl(FanOuts fanOuts, BroadcastReporter reporting) {
        this.fanOuts = fanOuts;
        this.reporting = reporting;
    }

    /// Pauses the broadcast. Messages in flight still arrive.
    ///
    /// @return whether it was running
    public boolean pause(Transaction transaction, long number) {
        boolean paused = runs.pause(transaction, number);
        if (paused) {
            fanOuts.pause(transaction, run(transaction, number).shared(), true);
        }
        return paused;
    }

    /// Resumes sending where it was paused.
    ///
    /// @param by who takes over the approval
    /// @return whether it was paused
    public boolean goOn(Transaction transaction, long number, Actor by) {
        boolean goesOn = runs.goOn(transaction, number);
        if (goesOn) {
            approvals.set(transaction, number, by);
            fanOuts.pause(transaction, run(transaction, number).shared(), false);
        }
        return goesOn;
    }

    /// Stops the broadcast for good. Messages in flight still arrive; the remaining recipients get
    /// nothing.
    ///
    /// @return whether it was running or paused
    public boolean stop(Transaction transaction, long number) {
        boolean stopped = runs.stop(transaction, number);
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
    /// @param by on whose word from now on
    /// @param reportTo the chat that receives a progress report, if there is no report yet
    /// @return whether it was done
    public boolean retry(Transaction transaction, long number, Actor by, Optional<Destination> reportTo) {
        boolean retried = runs.retry(transaction, number);
        if (retried) {
            approvals.set(transaction, number, by);
            fanOuts.pause(transaction, run(transaction, number).shared(), false);
            report(transaction, number, reportTo);
        }
        return retried;
    }

    /// Withdraws the broadcast: pending deliveries are cancelled and delivered messages are
    /// deleted.
    ///
    /// @param reportTo where a message is to tell how far it is, if none does any more
    /// @return whether it was confirmed, and not taken back already
    public boolean withdraw(Transaction transaction, long number, Optional<Destination> reportTo) {
        Optional<Run> run = store.find(transaction, number)
                .filter(found -> found.state() != State.WITHDRAWN)
                .flatMap(Broadcast::run);
        if (run.isEmpty()) {
            return false;
        }
        Content instead = Content.text(Texts.of("en").say(BroadcastPhrase.ANNOUNCEMENT_WITHDRAWN), List.of());
        runs.withdraw(transaction, number, fanOuts.share(transaction, instead));
        fanOuts.cancel(transaction, run.orElseThrow().shared(), STOPPED);
        report(transaction, number, reportTo);
        return true;
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
