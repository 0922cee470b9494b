package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastStore.Change;
import digestbot.button.PreviewFingerprint;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.fanout.FanOutStore;
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

    static final String CANCEL_REASON = "the broadcast was stopped";

    private final FanOutStore fanOuts;
    private final BroadcastReporter reporter;
    private final InstantSource clock;
    private final BroadcastStore store;

    public BroadcastControl(FanOutStore fanOuts, BroadcastReporter reporter, InstantSource clock) {
        this.clock = clock;
        store = new BroadcastStore(clock);
        this.fanOuts = fanOuts;
        this.reporter = reporter;
    }

    /// Pauses the broadcast. Messages in flight still arrive.
    ///
    /// @return true if it was running
    public boolean pause(Transaction transaction, long number, Actor by) {
        boolean paused = store.apply(transaction, new Change(BroadcastAction.PAUSE, number, by), "state = 'paused'");
        if (paused) {
            fanOuts.pause(transaction, sendState(transaction, number).fanOut(), true);
        }
        return paused;
    }

    /// Resumes sending where it was paused.
    ///
    /// @return true if it was paused
    public boolean resume(Transaction transaction, long number, Actor by) {
        boolean resumed = store.apply(transaction, new Change(BroadcastAction.RESUME, number, by), "state = 'running'");
        if (resumed) {
            fanOuts.pause(transaction, sendState(transaction, number).fanOut(), false);
        }
        return resumed;
    }

    /// Stops the broadcast for good. Messages in flight still arrive; the remaining recipients get
    /// nothing.
    ///
    /// @return true if it was running or paused
    public boolean stop(Transaction transaction, long number, Actor by) {
        boolean stopped = store.apply(
                transaction, new Change(BroadcastAction.STOP, number, by), "state = 'stopped', retry_cursor = NULL");
        if (stopped) {
            // Cancels the first batch here; the runner cancels the rest.
            fanOuts.cancel(transaction, sendState(transaction, number).fanOut(), CANCEL_REASON);
        }
        return stopped;
    }

    /// Tells whether the number of failed deliveries is still close to the number that was shown.
    ///
    /// @param shownFailures empty if that is not known
    public boolean failureCountMatches(Transaction transaction, long number, OptionalLong shownFailures) {
        return shownFailures.isPresent()
                && store.find(transaction, number)
                        .filter(found -> found.sendState().isPresent())
                        .filter(found -> !PreviewFingerprint.hasDrifted(
                                shownFailures.getAsLong(), reporter.failures(transaction, found)))
                        .isPresent();
    }

    /// Retries the failed deliveries of a finished broadcast, except those to chats that cannot be
    /// reached.
    ///
    /// @return true if the retry was started
    public boolean retry(Transaction transaction, long number, Actor by) {
        boolean retried = store.apply(
                transaction,
                new Change(BroadcastAction.RETRY, number, by),
                "state = 'running', retry_cursor = 0, ended_at = NULL");
        if (retried) {
            fanOuts.pause(transaction, sendState(transaction, number).fanOut(), false);
        }
        return retried;
    }

    /// Withdraws the broadcast: pending deliveries are cancelled and delivered messages are
    /// deleted.
    ///
    /// @param reportTo the chat that receives a progress report, if there is no report yet
    /// @return true if it was sent and not withdrawn yet
    public boolean withdraw(Transaction transaction, long number, Actor by, Optional<Destination> reportTo) {
        boolean withdrawn = store.apply(
                transaction,
                new Change(BroadcastAction.WITHDRAW, number, by),
                "state = 'withdrawn', withdrawal_cursor = 0, retry_cursor = NULL, ended_at = NULL,"
                        + " first_ended_at = coalesce(first_ended_at, ?)",
                clock.millis());
        if (withdrawn) {
            Content instead = Content.text(Texts.of("en").format(BroadcastPhrase.ANNOUNCEMENT_WITHDRAWN), List.of());
            store.setWithdrawal(transaction, number, fanOuts.create(transaction, instead));
            fanOuts.cancel(transaction, sendState(transaction, number).fanOut(), CANCEL_REASON);
            report(transaction, number, reportTo);
        }
        return withdrawn;
    }

    private void report(Transaction transaction, long number, Optional<Destination> reportTo) {
        if (store.report(transaction, number).isEmpty()) {
            Broadcast broadcast = store.find(transaction, number).orElseThrow();
            reportTo.ifPresent(to -> reporter.queueReport(transaction, broadcast, to));
        }
    }

    private SendState sendState(Transaction transaction, long number) {
        return store.find(transaction, number).flatMap(Broadcast::sendState).orElseThrow();
    }
}
