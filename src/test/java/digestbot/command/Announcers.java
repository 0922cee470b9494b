package digestbot.command;

import digestbot.audit.Audit;
import digestbot.broadcast.AnnouncementLog;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Counts;
import digestbot.broadcast.Launch;
import digestbot.broadcast.PlainPreviews;
import digestbot.broadcast.Reporting;
import digestbot.broadcast.Steering;
import digestbot.broadcast.Tools;
import digestbot.database.Database;
import digestbot.delivery.Bell;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import digestbot.subscription.Platform;
import java.time.InstantSource;
import java.util.Set;

/// What announcements are made with, on both platforms, in plain text.
final class Announcers {

    private Announcers() {}

    static Tools of(Database database, Bell bell, InstantSource clock) {
        var fanOuts = new FanOuts(bell, clock);
        var outbox = new Outbox(bell, clock);
        var broadcasts = new Broadcasts(new PlainPreviews(), Set.of(Platform.values()), clock);
        var reporting = new Reporting(fanOuts, outbox);
        return new Tools(
                broadcasts,
                new Counts(database, fanOuts, Set.of(Platform.values()), clock),
                new Launch(broadcasts, reporting, fanOuts, outbox, clock),
                new Steering(fanOuts, reporting),
                reporting,
                new AnnouncementLog(broadcasts, new Audit(clock)));
    }
}
