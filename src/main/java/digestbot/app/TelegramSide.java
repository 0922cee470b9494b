package digestbot.app;

import digestbot.app.config.Config;
import digestbot.command.Permissions.Standing;
import digestbot.database.Clocks;
import digestbot.delivery.AdminNotices.Admin;
import digestbot.delivery.Destination;
import digestbot.delivery.Dispatcher;
import digestbot.delivery.Flow;
import digestbot.health.Heartbeat.State;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import digestbot.subscription.RoleStore;
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
final class TelegramSide implements PlatformSide {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final TelegramConnection connection;
    private final TelegramPlatform incoming;
    private final Dispatcher<TelegramMessage> outgoing;
    private final Engine engine;
    private final Desk desk;
    private final List<Long> admins;

    TelegramSide(Config.Telegram config, List<Long> admins, Engine engine, Desk desk) {
        connection = new TelegramConnection(config.settings());
        incoming = new TelegramPlatform(
                connection,
                new TelegramPlatform.Behind(engine.database(), desk.answering(), desk.replies(), desk.reachability()),
                staff(admins, engine),
                Clocks.of(engine.clock()));
        desk.roles().watch((platform, userId, now) -> {
            if (platform == Platform.TELEGRAM) {
                incoming.changed(userId, now);
            }
        });
        outgoing = engine.dispatcher(connection.messenger(config.limits().paid()), config.limits());
        this.engine = engine;
        this.desk = desk;
        this.admins = admins;
    }

    private static Map<Long, Standing> staff(List<Long> admins, Engine engine) {
        Map<Long, Standing> staff = new HashMap<>();
        engine.database().read(new RoleStore()::all).stream()
                .filter(holder -> holder.platform() == Platform.TELEGRAM)
                .forEach(holder -> staff.put(holder.userId(), Standing.of(holder.role())));
        admins.forEach(id -> staff.put(id, Standing.OWNER));
        return staff;
    }

    @Override
    public void start() {
        admins.stream()
                .map(TelegramSide::admin)
                .forEach(admin -> engine.database().run(tx -> desk.notices().join(tx, admin)));
        outgoing.start();
        incoming.start();
    }

    /// A person's private chat has the person's id.
    private static Admin admin(long id) {
        return new Admin(
                Platform.TELEGRAM, id, new Destination(new Chat(Platform.TELEGRAM, id, ChatKind.PRIVATE, ""), 0));
    }

    @Override
    public State state() {
        return incoming.answered()
                ? new State(true, "polls are answered")
                : new State(false, incoming.alive() ? "polls are not answered" : "not polling");
    }

    @Override
    public Optional<Instant> lastPoll() {
        return incoming.lastPoll();
    }

    @Override
    public Flow flow() {
        return outgoing.flow();
    }

    @Override
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return incoming.awaitReady(patience);
    }

    @Override
    public void close() {
        Parallel.run(List.of(incoming::close, outgoing::close), LONGEST_END);
        connection.close();
    }
}
