package digestbot.command;

import digestbot.broadcast.PlainPreviews;
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
        return Tools.of(
                database,
                new FanOuts(bell, clock),
                new Outbox(bell, clock),
                new PlainPreviews(),
                Set.of(Platform.values()),
                clock);
    }
}
