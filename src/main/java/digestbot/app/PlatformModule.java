package digestbot.app;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.cluster.LeaderTerm;
import digestbot.concurrent.ParallelTasks;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.sending.Sender;
import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordSettings;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.Heartbeat.HealthState;
import digestbot.ops.notice.OperatorChat;
import digestbot.telegram.TelegramConnection;
import digestbot.telegram.TelegramReceiver;
import digestbot.telegram.TelegramSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// A platform for one term.
///
/// @param reached true if this node reaches the platform over at least one connection
/// @param lastPoll empty before the first poll, or if the platform pushes updates
/// @param ready waits until commands are accepted; returns false after the timeout
record PlatformModule(
        Runnable start,
        Sender<?> sender,
        Supplier<HealthState> health,
        BooleanSupplier reached,
        Supplier<Optional<Instant>> lastPoll,
        TimedWait ready,
        Runnable close) {

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(3_400);

    interface TimedWait {
        boolean await(Duration timeout) throws InterruptedException;
    }

    static PlatformModule telegram(
            TelegramSettings settings,
            List<Long> owners,
            Database database,
            DeliveryModule deliveries,
            ChatModule chat,
            LeaderTerm term,
            InstantSource clock) {
        var connection = new TelegramConnection(settings, deliveries.requests(Platform.TELEGRAM));
        var outgoing = deliveries.sender(connection.messenger(database, deliveries.outbox()), settings.limits(), term);
        var incoming = new TelegramReceiver(
                connection,
                database,
                chat.commands(),
                new TelegramReceiver.ReplySending(deliveries.outbox(), deliveries.files()::of, outgoing.permits()),
                deliveries.subscriptions(),
                term,
                Clocks.of(clock));
        Runnable roleChanges = chat.roles().addListener((platform, userId, now) -> {
            if (platform == Platform.TELEGRAM) {
                incoming.onRoleChanged(userId, now);
            }
        });
        return new PlatformModule(
                () -> {
                    register(database, chat, owners, id -> Optional.of(privateChat(id)));
                    outgoing.start(incoming::isContested);
                    incoming.start(staff(database, owners));
                },
                outgoing,
                () -> health(incoming, deliveries),
                () -> incoming.isConnected() || incoming.hasRival(), // another node would meet the same rival
                incoming::lastPoll,
                incoming::awaitReady,
                () -> {
                    roleChanges.run();
                    ParallelTasks.run(List.of(incoming::close, outgoing::close), CLOSE_TIMEOUT);
                    connection.close();
                });
    }

    private static Map<Long, OperatorRank> staff(Database database, List<Long> owners) {
        Map<Long, OperatorRank> staff = new HashMap<>();
        database.read(new RoleStore()::all).stream()
                .filter(assignment -> assignment.platform() == Platform.TELEGRAM)
                .forEach(assignment -> staff.put(assignment.userId(), OperatorRank.of(assignment.role())));
        owners.forEach(id -> staff.put(id, OperatorRank.OWNER));
        return staff;
    }

    /// The private chat of a person on Telegram, which has the person's id.
    private static Destination privateChat(long id) {
        return new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0);
    }

    private static HealthState health(TelegramReceiver incoming, DeliveryModule deliveries) {
        if (incoming.hasRival()) {
            return new HealthState(false, Heartbeat.RIVAL);
        }
        return incoming.isConnected()
                ? deliveries.connected(Platform.TELEGRAM)
                : new HealthState(false, incoming.isPolling() ? "polls get no answer" : "not polling");
    }

    private static void register(
            Database database, ChatModule chat, List<Long> owners, LongFunction<Optional<Destination>> privateChat) {
        owners.forEach(id -> privateChat.apply(id).ifPresent(to -> {
            var owner = new OperatorChat(to.chat().platform(), id, to);
            database.writeWithoutResult(tx -> chat.notices().registerOwner(tx, owner));
        }));
    }

    /// Creates the module. Owners whose direct messages were opened before are notified of events
    /// even before the login. While one of many shards reconnects, the others keep working here.
    /// Interactions and sends end before the connection, because both answer through it.
    static PlatformModule discord(
            DiscordSettings settings,
            List<Long> owners,
            Database database,
            DeliveryModule deliveries,
            ChatModule chat,
            LeaderTerm term) {
        var platform = new DiscordPlatform(
                settings,
                database,
                chat.commands(),
                chat.suggestions(database),
                deliveries.subscriptions(),
                deliveries.files(),
                deliveries.outbox(),
                deliveries.requests(Platform.DISCORD),
                term,
                DiscordPlatform.DEFER_AFTER);
        var outgoing = deliveries.sender(platform.messenger(), settings.limits(), term);
        return new PlatformModule(
                () -> {
                    register(database, chat, owners, platform::knownDirectMessages);
                    outgoing.start(() -> false);
                    platform.start(() -> {
                        register(database, chat, owners, platform::directMessages);
                        database.read(new RoleStore()::all).stream()
                                .filter(assignment -> assignment.platform() == Platform.DISCORD)
                                .forEach(assignment -> platform.directMessages(assignment.userId()));
                    });
                },
                outgoing,
                () -> health(platform, deliveries),
                platform::isReached,
                Optional::empty,
                platform::awaitReady,
                () -> {
                    ParallelTasks.run(List.of(platform::stopReceiving, outgoing::close), CLOSE_TIMEOUT);
                    platform.close();
                });
    }

    private static HealthState health(DiscordPlatform platform, DeliveryModule deliveries) {
        return switch (platform.status()) {
            case CONNECTED -> deliveries.connected(Platform.DISCORD);
            case CONNECTING -> new HealthState(false, "not connected");
            case REFUSED -> new HealthState(false, "token rejected");
            case CLOSED -> new HealthState(false, "Discord closed the connection for good");
        };
    }
}
