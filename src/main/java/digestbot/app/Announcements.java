package digestbot.app;

import digestbot.app.config.Config;
import digestbot.audit.Audit;
import digestbot.broadcast.AnnouncementLog;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Counts;
import digestbot.broadcast.Launch;
import digestbot.broadcast.Previews;
import digestbot.broadcast.Reporting;
import digestbot.broadcast.Steering;
import digestbot.broadcast.Tools;
import digestbot.database.Database;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import java.time.InstantSource;

/// Puts together what announcements are made with, for the running bot as for the command line.
final class Announcements {

    private Announcements() {}

    /// @param fanOuts to their recipients
    /// @param outbox to those who write them
    static Tools of(
            Config config, Database database, FanOuts fanOuts, Outbox outbox, Previews previews, InstantSource clock) {
        var broadcasts = new Broadcasts(previews, config.platforms(), clock);
        var reporting = new Reporting(fanOuts, outbox);
        return new Tools(
                broadcasts,
                new Counts(database, fanOuts, config.platforms(), clock),
                new Launch(broadcasts, reporting, fanOuts, outbox, clock),
                new Steering(fanOuts, reporting),
                reporting,
                new AnnouncementLog(broadcasts, new Audit(clock)));
    }
}
