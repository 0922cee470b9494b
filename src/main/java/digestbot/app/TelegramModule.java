package digestbot.app;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.chat.common.Permissions.OperatorRank;
import digestbot.config.Config;
import digestbot.database.Clocks;
import digestbot.delivery.api.Destination;
import digestbot.delivery.sending.Dispatcher;
import digestbot.delivery.sending.SendStatistics;
import digestbot.health.Heartbeat.HealthState;
import digestbot.notice.OperatorNotices.OperatorChat;
import digestbot.telegram.TelegramConnection;
import digestbot.telegram.TelegramMessage;
import digestbot.telegram.TelegramReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Telegram's part of the bot.
final class TelegramModule implements PlatformModule {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final TelegramConnection connection;
    private final TelegramReceiver incoming;
    private final Dispatcher<TelegramMessage> outgoing;
    private final DeliveryServices deliveryServices;
    private final ChatServices chatServices;
    private final List<Long> owners;

    TelegramModule(
            Config.TelegramConnectionSettings config,
            List<Long> owners,
            DeliveryServices deliveryServices,
            ChatServices chatServices) {
        connection = new TelegramConnection(config.settings());
        incoming = new TelegramReceiver(
                connection,
                deliveryServices.database(),
                chatServices.commandHandler(),
                chatServices.replies(),
                chatServices.reachability(),
                Clocks.of(deliveryServices.clock()));
        chatServices.roles().addListener((platform, userId, now) -> {
            if (platform == Platform.TELEGRAM) {
                incoming.onRoleChanged(userId, now);
            }
        });
        outgoing =
                deliveryServices.dispatcher(connection.messenger(config.limits().paid()), config.limits());
        this.deliveryServices = deliveryServices;
        this.chatServices = chatServices;
        this.owners = owners;
    }

    private static Map<Long, OperatorRank> staff(List<Long> owners, DeliveryServices deliveryServices) {
        Map<Long, OperatorRank> staff = new HashMap<>();
        deliveryServices.database().read(new RoleStore()::all).stream()
                .filter(assignment -> assignment.platform() == Platform.TELEGRAM)
                .forEach(assignment -> staff.put(assignment.userId(), OperatorRank.of(assignment.role())));
        owners.forEach(id -> staff.put(id, OperatorRank.OWNER));
        return staff;
    }

    @Override
    public void start() {
        owners.stream()
                .map(TelegramModule::admin)
                .forEach(operator -> deliveryServices
                        .database()
                        .writeWithoutResult(tx -> chatServices.notices().registerOwner(tx, operator)));
        outgoing.start();
        incoming.start(staff(owners, deliveryServices));
    }

    /// A person's private chat has the person's id.
    private static OperatorChat admin(long id) {
        return new OperatorChat(
                Platform.TELEGRAM, id, new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0));
    }

    @Override
    public HealthState state() {
        return incoming.isConnected()
                ? new HealthState(true, "connected")
                : new HealthState(false, incoming.isPolling() ? "polls get no answer" : "not polling");
    }

    @Override
    public Optional<Instant> lastPoll() {
        return incoming.lastPoll();
    }

    @Override
    public SendStatistics sendStatistics() {
        return outgoing.sendStatistics();
    }

    @Override
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return incoming.awaitReady(timeout);
    }

    @Override
    public void close() {
        ParallelTasks.run(List.of(incoming::close, outgoing::close), CLOSE_TIMEOUT);
        connection.close();
    }
}
