package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastRunner.FanOutBatches;
import digestbot.broadcast.Broadcasts.BroadcastPreviews;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.Outbox;
import digestbot.notice.OperatorNotices;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.BiConsumer;

/// Assembles the parts with which broadcasts are written, sent, controlled and reported. Chat,
/// console and command line each use one; the running bot also has its [#runner], which alone does
/// the work.
public final class BroadcastModule {

    private final Database database;
    private final FanOutStore fanOuts;
    private final InstantSource clock;
    private final Broadcasts broadcasts;
    private final BroadcastReporter reporter;
    private final RecipientCounter recipientCounter;
    private final BroadcastSender sender;

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
        reporter = new BroadcastReporter(fanOuts, outbox, clock);
        recipientCounter = new RecipientCounter(database, platforms, clock);
        sender = new BroadcastSender(broadcasts, reporter, fanOuts, outbox, recipientCounter, clock);
    }

    /// The runner of all broadcasts; one per database.
    ///
    /// @param endListener is notified of each broadcast that has ended, with its final counts, in
    ///     the transaction that records it; it ends again after a retry or a withdrawal
    public BroadcastRunner runner(
            SendPermission sendPermission, OperatorNotices notices, BiConsumer<Transaction, Broadcast> endListener) {
        var scheduled = new ScheduledBroadcasts(database, this, sendPermission, notices, clock);
        var batches = new FanOutBatches(database, fanOuts, Set.copyOf(broadcasts.platforms()), clock);
        return new BroadcastRunner(database, fanOuts, batches, reporter, scheduled, endListener, clock);
    }

    public Broadcasts broadcasts() {
        return broadcasts;
    }

    public RecipientCounter recipientCounter() {
        return recipientCounter;
    }

    public BroadcastSender sender() {
        return sender;
    }

    public BroadcastReporter reporter() {
        return reporter;
    }

    @FunctionalInterface
    public interface SendPermission {
        boolean maySend(Transaction transaction, Platform platform, long userId);
    }
}
