package digestbot.app;

import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.chat.api.CommandHandler;
import digestbot.cluster.SeatTerm;
import digestbot.concurrent.ParallelTasks;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.sending.Dispatcher;
import digestbot.discord.DiscordMessage;
import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordSettings;
import digestbot.health.Heartbeat.HealthState;
import digestbot.notice.OperatorNotices;
import digestbot.notice.OperatorNotices.OperatorChat;
import java.time.Duration;
import java.util.List;

/// Discord's part of the bot.
final class DiscordModule implements PlatformModule {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final DiscordPlatform platform;
    private final Dispatcher<DiscordMessage> outgoing;
    private final List<Long> owners;
    private final Database database;
    private final OperatorNotices notices;

    DiscordModule(
            DiscordSettings settings,
            List<Long> owners,
            Database database,
            DeliveryModule deliveries,
            ChatModule chat,
            CommandHandler commands,
            SeatTerm term) {
        platform = new DiscordPlatform(
                settings,
                database,
                commands,
                chat.suggestions(database),
                deliveries.subscriptions(),
                deliveries.files(),
                deliveries.outbox(),
                deliveries.requests(Platform.DISCORD),
                term);
        platform.whenReady(() -> {
            owners.forEach(id -> platform.directMessages(id).ifPresent(to -> join(id, to)));
            database.read(new RoleStore()::all).stream()
                    .filter(assignment -> assignment.platform() == Platform.DISCORD)
                    .forEach(assignment -> platform.directMessages(assignment.userId()));
        });
        outgoing = deliveries.dispatcher(platform.messenger(), settings.limits(), term);
        this.owners = owners;
        this.database = database;
        notices = chat.notices();
    }

    private void join(long id, Destination to) {
        database.writeWithoutResult(tx -> notices.registerOwner(tx, new OperatorChat(Platform.DISCORD, id, to)));
    }

    /// Starts the platform. Owners whose direct messages were opened before are notified of events
    /// even before the login.
    @Override
    public void start() {
        owners.forEach(id -> platform.knownDirectMessages(id).ifPresent(to -> join(id, to)));
        outgoing.start();
        platform.start();
    }

    @Override
    public HealthState state() {
        return switch (platform.status()) {
            case CONNECTED -> new HealthState(true, "connected");
            case CONNECTING -> new HealthState(false, "not connected");
            case REFUSED -> new HealthState(false, "token rejected");
            case CLOSED -> new HealthState(false, "Discord closed the connection for good");
        };
    }

    /// While one of many shards connects again, the others go on here.
    @Override
    public boolean isReached() {
        return platform.isReached();
    }

    @Override
    public int requestsPerSecond() {
        return outgoing.requestsPerSecond();
    }

    @Override
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return platform.awaitReady(timeout);
    }

    /// Interactions and sends end before the connection, through which both answer.
    @Override
    public void close() {
        ParallelTasks.run(List.of(platform::stopReceiving, outgoing::close), CLOSE_TIMEOUT);
        platform.close();
    }
}
