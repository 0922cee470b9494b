package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.Outbox;
import digestbot.notice.OperatorNotices;
import java.time.InstantSource;
import java.util.Set;

/// Assembles what broadcasts are written, sent, controlled and reported with. Chat, console and
/// command line each use one; the running bot also has its [#runner], which alone does the work.
public final class BroadcastModule {

    private final Database database;
    private final FanOutStore fanOuts;
    private final InstantSource clock;
    private final Broadcasts broadcasts;
    private final BroadcastReporter reporter;
    private final RecipientCounter recipientCounter;
    private final BroadcastSender sender;
    private final BroadcastControl control;

    /// @param fanOuts delivers the broadcasts
    /// @param outbox takes the reports to those who wrote them
    /// @param platforms the configured platforms
    public BroadcastModule(
            Database database,
            FanOutStore fanOuts,
            Outbox outbox,
            BroadcastPreviews previews,
            Set<Platform> platforms,
            InstantSource clock) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.clock = clock;
        broadcasts = new Broadcasts(previews, platforms, clock);
        reporter = new BroadcastReporter(fanOuts, outbox);
        recipientCounter = new RecipientCounter(database, fanOuts, platforms, clock);
        sender = new BroadcastSender(broadcasts, reporter, fanOuts, outbox, recipientCounter, clock);
        control = new BroadcastControl(fanOuts, reporter, clock);
    }

    /// The runner of all broadcasts; one per database.
    ///
    /// @param sendPermission tells whether approvers may still send
    /// @param notices informs admins about broadcasts that do not go out
    /// @param endListener is notified of broadcasts that have ended
    public BroadcastRunner runner(
            SendPermission sendPermission, OperatorNotices notices, BroadcastEndListener endListener) {
        var approvals = new BroadcastApprovals(database, this, sendPermission, notices);
        var scheduled = new ScheduledBroadcasts(database, this, approvals, notices, clock);
        var batches = new FanOutBatches(database, fanOuts, Set.copyOf(broadcasts.platforms()));
        return new BroadcastRunner(database, fanOuts, batches, reporter, scheduled, endListener, clock);
    }

    /// Writes, edits and finds broadcasts.
    public Broadcasts broadcasts() {
        return broadcasts;
    }

    /// Counts recipients.
    public RecipientCounter recipientCounter() {
        return recipientCounter;
    }

    /// Sends and schedules broadcasts.
    public BroadcastSender sender() {
        return sender;
    }

    /// Pauses, resumes, stops, retries and withdraws broadcasts.
    public BroadcastControl control() {
        return control;
    }

    /// Reports the progress of broadcasts.
    public BroadcastReporter reporter() {
        return reporter;
    }
}
