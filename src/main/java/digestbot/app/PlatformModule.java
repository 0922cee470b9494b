package digestbot.app;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.chat.CommandHandler;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.cluster.SeatTerm;
import digestbot.concurrent.ParallelTasks;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.delivery.sending.Sender;
import digestbot.discord.DiscordMessage;
import digestbot.discord.DiscordPlatform;
import digestbot.discord.DiscordSettings;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.Heartbeat.HealthState;
import digestbot.ops.notice.OperatorNotices;
import digestbot.ops.notice.OperatorNotices.OperatorChat;
import digestbot.telegram.TelegramConnection;
import digestbot.telegram.TelegramMessage;
import digestbot.telegram.TelegramReceiver;
import digestbot.telegram.TelegramSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

interface PlatformModule extends AutoCloseable {

    /// Returns at once.
    void start();

    HealthState state();

    /// True if this node reaches the platform, over one of its connections at least.
    default boolean isReached() {
        return state().healthy();
    }

    /// Empty before the first poll, or if the platform pushes updates.
    default Optional<Instant> lastPoll() {
        return Optional.empty();
    }

    /// 0 if only the client library limits requests.
    int requestsPerSecond();

    /// Waits until commands are accepted; returns whether that happened in time.
    boolean awaitReady(Duration timeout) throws InterruptedException;

    @Override
    void close();

    static final class TelegramModule implements PlatformModule {

        private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

        private final TelegramConnection connection;
        private final TelegramReceiver incoming;
        private final Sender<TelegramMessage> outgoing;
        private final Database database;
        private final OperatorNotices notices;
        private final List<Long> owners;
        private final Runnable roleChanges;

        TelegramModule(
                TelegramSettings config,
                List<Long> owners,
                Database database,
                DeliveryModule deliveries,
                ChatModule chat,
                CommandHandler commands,
                SeatTerm term,
                InstantSource clock) {
            connection = new TelegramConnection(config, deliveries.requests(Platform.TELEGRAM));
            outgoing = deliveries.sender(connection.messenger(config.limits().paid()), config.limits(), term);
            incoming = new TelegramReceiver(
                    connection,
                    database,
                    commands,
                    new TelegramReceiver.ReplySending(deliveries.outbox(), deliveries.files()::of, outgoing.permits()),
                    deliveries.subscriptions(),
                    term,
                    Clocks.of(clock));
            outgoing.holdWhile(incoming::isContested);
            roleChanges = chat.roles().addListener((platform, userId, now) -> {
                if (platform == Platform.TELEGRAM) {
                    incoming.onRoleChanged(userId, now);
                }
            });
            this.database = database;
            this.notices = chat.notices();
            this.owners = owners;
        }

        private Map<Long, OperatorRank> staff() {
            Map<Long, OperatorRank> staff = new HashMap<>();
            database.read(new RoleStore()::all).stream()
                    .filter(assignment -> assignment.platform() == Platform.TELEGRAM)
                    .forEach(assignment -> staff.put(assignment.userId(), OperatorRank.of(assignment.role())));
            owners.forEach(id -> staff.put(id, OperatorRank.OWNER));
            return staff;
        }

        @Override
        public void start() {
            owners.stream()
                    .map(TelegramModule::admin)
                    .forEach(operator -> database.writeWithoutResult(tx -> notices.registerOwner(tx, operator)));
            outgoing.start();
            incoming.start(staff());
        }

        /// A person's private chat has the person's id.
        private static OperatorChat admin(long id) {
            return new OperatorChat(
                    Platform.TELEGRAM, id, new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0));
        }

        @Override
        public HealthState state() {
            if (incoming.hasRival()) {
                return new HealthState(false, Heartbeat.RIVAL);
            }
            return incoming.isConnected()
                    ? new HealthState(true, "connected")
                    : new HealthState(false, incoming.isPolling() ? "polls get no answer" : "not polling");
        }

        /// Another node would meet the same other program.
        @Override
        public boolean isReached() {
            return incoming.isConnected() || incoming.hasRival();
        }

        @Override
        public Optional<Instant> lastPoll() {
            return incoming.lastPoll();
        }

        @Override
        public int requestsPerSecond() {
            return outgoing.requestsPerSecond();
        }

        @Override
        public boolean awaitReady(Duration timeout) throws InterruptedException {
            return incoming.awaitReady(timeout);
        }

        @Override
        public void close() {
            roleChanges.run();
            ParallelTasks.run(List.of(incoming::close, outgoing::close), CLOSE_TIMEOUT);
            connection.close();
        }
    }

    static final class DiscordModule implements PlatformModule {

        private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

        private final DiscordPlatform platform;
        private final Sender<DiscordMessage> outgoing;
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
            outgoing = deliveries.sender(platform.messenger(), settings.limits(), term);
            this.owners = owners;
            this.database = database;
            notices = chat.notices();
        }

        private void join(long id, Destination to) {
            database.writeWithoutResult(tx -> notices.registerOwner(tx, new OperatorChat(Platform.DISCORD, id, to)));
        }

        /// Owners whose direct messages were opened before are notified of events even before the
        /// login.
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
}
