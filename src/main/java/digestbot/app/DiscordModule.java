package digestbot.app;

import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.sending.Dispatcher;
import digestbot.delivery.sending.SendStatistics;
import digestbot.discord.DiscordMessage;
import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordSettings;
import digestbot.health.Heartbeat.State;
import digestbot.notice.AdminNotices.Admin;
import java.time.Duration;
import java.util.List;

/// Discord's part of the bot.
final class DiscordModule implements PlatformModule {

    /// Discord takes 50 requests a second from a bot, and 5 in 5 seconds for a channel; some room is left for
    /// answers.
    private static final PlatformLimits LIMITS = new PlatformLimits(45, 1, 0);

    private final DiscordPlatform platform;
    private final Dispatcher<DiscordMessage> outgoing;
    private final List<Long> owners;
    private final Engine engine;
    private final Desk desk;

    DiscordModule(DiscordSettings settings, List<Long> owners, Engine engine, Desk desk) {
        platform = new DiscordPlatform(
                settings,
                engine.database(),
                desk.answering(),
                desk.suggestions(),
                desk.reachability(),
                new FileMaker(engine.database(), engine.library(), engine.editions()));
        platform.whenReady(() -> {
            owners.forEach(id -> platform.directMessages(id).ifPresent(to -> join(id, to)));
            engine.database().read(new RoleStore()::all).stream()
                    .filter(holder -> holder.platform() == Platform.DISCORD)
                    .forEach(holder -> platform.directMessages(holder.userId()));
        });
        outgoing = engine.dispatcher(platform.messenger(), LIMITS);
        this.owners = owners;
        this.engine = engine;
        this.desk = desk;
    }

    private void join(long id, Destination to) {
        engine.database().run(tx -> desk.notices().join(tx, new Admin(Platform.DISCORD, id, to)));
    }

    /// Starts the platform. People whose direct messages were opened before are told of events
    /// before the login too.
    @Override
    public void start() {
        owners.forEach(id -> platform.knownDirectMessages(id).ifPresent(to -> join(id, to)));
        outgoing.start();
        platform.start();
    }

    @Override
    public State state() {
        return switch (platform.status()) {
            case CONNECTED -> new State(true, "connected");
            case CONNECTING -> new State(false, "not connected");
            case REFUSED -> new State(false, "token rejected");
            case CLOSED -> new State(false, "Discord closed the connection for good");
        };
    }

    @Override
    public SendStatistics flow() {
        return outgoing.flow();
    }

    @Override
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return platform.awaitReady(patience);
    }

    @Override
    public void close() {
        outgoing.close();
        platform.close();
    }
}
