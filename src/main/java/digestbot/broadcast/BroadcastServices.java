package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import java.time.InstantSource;
import java.util.Set;

/// The services for broadcasts that chat, console and command line share.
public record BroadcastServices(
        Broadcasts broadcasts,
        RecipientCounter recipientCounter,
        BroadcastSender sender,
        BroadcastControl control,
        BroadcastReporter reporter) {

    /// Assembles the services.
    ///
    /// @param fanOuts sends the broadcasts
    /// @param outbox sends messages to the authors
    /// @param platforms the platforms that the bot runs on
    public static BroadcastServices of(
            Database database,
            FanOuts fanOuts,
            Outbox outbox,
            BroadcastPreviews previews,
            Set<Platform> platforms,
            InstantSource clock) {
        var broadcasts = new Broadcasts(previews, platforms, clock);
        var reporter = new BroadcastReporter(fanOuts, outbox);
        var recipientCounter = new RecipientCounter(database, fanOuts, platforms, clock);
        return new BroadcastServices(
                broadcasts,
                recipientCounter,
                new BroadcastSender(broadcasts, reporter, fanOuts, outbox, recipientCounter, clock),
                new BroadcastControl(fanOuts, reporter, clock),
                reporter);
    }
}
