package digestbot.cli;

import digestbot.app.ClientPreviews;
import digestbot.broadcast.BroadcastTools;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import java.time.InstantSource;

/// Makes the tools with which the command line writes broadcasts. It only writes rows, so nothing here listens for
/// events of the outbox.
final class BroadcastToolsFactory {

    private BroadcastToolsFactory() {}

    static BroadcastTools of(Config config, Database database, InstantSource clock) {
        var events = new OutboxEvents();
        return BroadcastTools.of(
                database,
                new FanOuts(events, clock),
                new Outbox(events, clock),
                new ClientPreviews(ClientPreviews.TERMINAL),
                config.platforms(),
                clock);
    }
}
