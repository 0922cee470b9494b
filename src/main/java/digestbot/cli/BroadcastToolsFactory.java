package digestbot.cli;

import digestbot.app.ClientPreviews;
import digestbot.broadcast.BroadcastTools;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import java.time.InstantSource;

/// What the command line makes announcements with. It only writes rows; nobody here waits for the bell.
final class BroadcastToolsFactory {

    private BroadcastToolsFactory() {}

    static BroadcastTools of(Config config, Database database, InstantSource clock) {
        var bell = new OutboxEvents();
        return BroadcastTools.of(
                database,
                new FanOuts(bell, clock),
                new Outbox(bell, clock),
                new ClientPreviews(ClientPreviews.TERMINAL),
                config.platforms(),
                clock);
    }
}
