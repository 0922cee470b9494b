package digestbot.app;

import digestbot.app.config.Config;
import digestbot.broadcast.Tools;
import digestbot.database.Database;
import digestbot.delivery.Bell;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Outbox;
import java.time.InstantSource;

/// What the command line makes announcements with. It only writes rows; nobody here waits for the bell.
final class Announcements {

    private Announcements() {}

    static Tools of(Config config, Database database, InstantSource clock) {
        var bell = new Bell();
        return Tools.of(
                database,
                new FanOuts(bell, clock),
                new Outbox(bell, clock),
                new Drawings(Drawings.TERMINAL),
                config.platforms(),
                clock);
    }
}
