package digestbot.chat.api;

import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.PlainPreviews;
import digestbot.database.Database;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import java.time.InstantSource;
import java.util.Set;

/// The tools for announcements on both platforms, in plain text.
final class BroadcastToolsFixture {

    private BroadcastToolsFixture() {}

    static BroadcastModule of(Database database, OutboxEvents outboxEvents, InstantSource clock) {
        return new BroadcastModule(
                database,
                new FanOuts(outboxEvents, clock),
                new Outbox(outboxEvents, clock),
                new PlainPreviews(),
                Set.copyOf(Platform.chats()),
                clock);
    }
}
