package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import java.time.InstantSource;
import java.util.Set;

/// The services for broadcasts that chat, console and command line share.
public record BroadcastTools(
        BroadcastDrafts broadcasts,
        RecipientCounter counts,
        BroadcastStart launch,
        BroadcastControl steering,
        BroadcastReporter reporting) {

    /// Puts all of it together.
    ///
    /// @param fanOuts sends the broadcasts
    /// @param outbox to those who write them
    /// @param platforms those that the bot runs on
    public static BroadcastTools of(
            Database database,
            FanOuts fanOuts,
            Outbox outbox,
            BroadcastPreviews previews,
            Set<Platform> platforms,
            InstantSource clock) {
        var broadcasts = new BroadcastDrafts(previews, platforms, clock);
        var reporting = new BroadcastReporter(fanOuts, outbox);
        var counts = new RecipientCounter(database, fanOuts, platforms, clock);
        return new BroadcastTools(
                broadcasts,
                counts,
                new BroadcastStart(broadcasts, reporting, fanOuts, outbox, counts, clock),
                new BroadcastControl(fanOuts, reporting, clock),
                reporting);
    }
}
