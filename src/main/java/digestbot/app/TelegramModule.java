package digestbot.app;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.RoleStore;
import digestbot.chat.common.Permissions.Standing;
import digestbot.config.Config;
import digestbot.database.Clocks;
import digestbot.delivery.api.Destination;
import digestbot.delivery.sending.Dispatcher;
import digestbot.delivery.sending.SendStatistics;
import digestbot.health.Heartbeat.State;
import digestbot.notice.AdminNotices.Admin;
import digestbot.telegram.TelegramConnection;
import digestbot.telegram.TelegramMessage;
import digestbot.telegram.TelegramPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Telegram's part of the bot.
final class TelegramModule implements PlatformModule {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final TelegramConnection connection;
    private final TelegramPlatform incoming;
    private final Dispatcher<TelegramMessage> outgoing;
    private final Engine engine;
    private final Desk desk;
    private final List<Long> owners;

    TelegramModule(Config.Telegram config, List<Long> owners, Engine engine, Desk desk) {
        connection = new TelegramConnection(config.settings());
        incoming = new TelegramPlatform(
                connection,
                engine.database(),
                desk.answering(),
                desk.replies(),
                desk.reachability(),
                Clocks.of(engine.clock()));
        desk.roles().watch((platform, userId, now) -> {
            if (platform == Platform.TELEGRAM) {
                incoming.changed(userId, now);
            }
        });
        outgoing = engine.dispatcher(connection.messenger(config.limits().paid()), config.limits());
        this.engine = engine;
        this.desk = desk;
        this.owners = owners;
    }

    private static Map<Long, Standing> staff(List<Long> owners, Engine engine) {
        Map<Long, Standing> staff = new HashMap<>();
        engine.database().read(new RoleStore()::all).stream()
                .filter(holder -> holder.platform() == Platform.TELEGRAM)
                .forEach(holder -> staff.put(holder.userId(), Standing.of(holder.role())));
        owners.forEach(id -> staff.put(id, Standing.OWNER));
        return staff;
    }

    @Override
    public void start() {
        owners.stream()
                .map(TelegramModule::admin)
                .forEach(admin -> engine.database().run(tx -> desk.notices().join(tx, admin)));
        outgoing.start();
        incoming.start(staff(owners, engine));
    }

    /// A person's private chat has the person's id.
    private static Admin admin(long id) {
        return new Admin(
                Platform.TELEGRAM, id, new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0));
    }

    @Override
    public State state() {
        return incoming.answered()
                ? new State(true, "connected")
                : new State(false, incoming.alive() ? "polls get no answer" : "not polling");
    }

    @Override
    public Optional<Instant> lastPoll() {
        return incoming.lastPoll();
    }

    @Override
    public SendStatistics flow() {
        return outgoing.flow();
    }

    @Override
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return incoming.awaitReady(patience);
    }

    @Override
    public void close() {
        ParallelTasks.run(List.of(incoming::close, outgoing::close), LONGEST_END);
        connection.close();
    }
}
