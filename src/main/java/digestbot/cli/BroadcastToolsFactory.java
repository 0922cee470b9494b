package digestbot.cli;

import digestbot.app.TextPreviews;
import digestbot.broadcast.BroadcastModule;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import java.time.InstantSource;

/// Creates the services with which the command line writes broadcasts. It only writes rows, so
/// nothing here listens to events of the outbox.
final class BroadcastToolsFactory {

    private BroadcastToolsFactory() {}

    static BroadcastModule of(Config config, Database database, InstantSource clock) {
        var outboxEvents = new OutboxEvents();
        return new BroadcastModule(
                database,
                new FanOuts(outboxEvents, clock),
                new Outbox(outboxEvents, clock),
                new TextPreviews(TextPreviews.TERMINAL),
                config.platforms(),
                clock);
    }
}
