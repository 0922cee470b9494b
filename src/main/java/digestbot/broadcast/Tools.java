package digestbot.broadcast;

import digestbot.audit.Audit;
import digestbot.database.Database;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.subscription.Platform;
import java.time.InstantSource;
import java.util.Set;

/// What announcements are made with, wherever they come from.
///
/// @param log notes what is done to them
public record Tools(
        Broadcasts broadcasts,
        Counts counts,
        Launch launch,
        Steering steering,
        Reporting reporting,
        AnnouncementLog log) {

    /// Puts all of it together.
    ///
    /// @param fanOuts to their recipients
    /// @param outbox to those who write them
    /// @param platforms those that the bot runs on
    public static Tools of(
            Database database,
            FanOuts fanOuts,
            Outbox outbox,
            Previews previews,
            Set<Platform> platforms,
            InstantSource clock) {
        var broadcasts = new Broadcasts(previews, platforms, clock);
        var reporting = new Reporting(fanOuts, outbox);
        var counts = new Counts(database, fanOuts, platforms, clock);
        return new Tools(
                broadcasts,
                counts,
                new Launch(broadcasts, reporting, fanOuts, outbox, counts, clock),
                new Steering(fanOuts, reporting),
                reporting,
                new AnnouncementLog(broadcasts, new Audit(clock)));
    }
}
