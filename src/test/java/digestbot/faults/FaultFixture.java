package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Bot;
import digestbot.audience.Platform;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigResult;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.outbox.HistoryRecount;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The environment of a bot with faults: the simulators in a separate process, a folder with
/// digests and a database.
final class FaultFixture implements AutoCloseable {

    static final int IN_FLIGHT = 32;

    private static final String SETTINGS =
            "delivery: {in-flight: %d}\nlibrary: {scan-interval-seconds: 1}\n".formatted(IN_FLIGHT);

    static final Duration READY = Duration.ofSeconds(60);

    final SandboxProcess sandbox;
    final BotHome botHome;
    private final Path folder;
    private final List<BotProcess> nodes = new ArrayList<>();
    private final boolean discord;
    private final String limits;

    private FaultFixture(SandboxProcess sandbox, Path folder, boolean discord) throws IOException {
        this(sandbox, folder, BotHome.in(folder.resolve("bot")), discord, BotHome.ROOMY);
    }

    private FaultFixture(SandboxProcess sandbox, Path folder, BotHome botHome, boolean discord, String limits) {
        this.limits = limits;
        this.sandbox = sandbox;
        this.folder = folder;
        this.discord = discord;
        this.botHome = botHome;
        sandbox.marks(SimulatedPlatform.TELEGRAM, MarkedDigests.MARKS);
        sandbox.marks(SimulatedPlatform.DISCORD, MarkedDigests.MARKS);
    }

    /// A fixture with Telegram alone.
    static FaultFixture telegram(Path folder) throws IOException {
        return new FaultFixture(
                SandboxProcess.start(folder.resolve("sandbox.txt"), false, BotProcess.QUICK), folder, false);
    }

    /// A fixture with Telegram alone, and a faulty network in front of it.
    static FaultFixture telegramWithDoor(Path folder) throws IOException {
        return new FaultFixture(
                SandboxProcess.startWithDoors(folder.resolve("sandbox.txt"), false, BotProcess.QUICK), folder, false);
    }

    /// A fixture with both platforms.
    static FaultFixture both(Path folder) throws IOException {
        return new FaultFixture(
                SandboxProcess.start(folder.resolve("sandbox.txt"), true, BotProcess.QUICK), folder, true);
    }

    /// A fixture with both platforms, whose nodes share a database.
    ///
    /// @param limits Telegram's, as YAML
    static FaultFixture nodes(Path folder, DatabaseLocation database, String limits) throws IOException {
        return new FaultFixture(
                SandboxProcess.start(folder.resolve("sandbox.txt"), true, BotProcess.QUICK),
                folder,
                BotHome.in(folder.resolve("bot"), database),
                true,
                limits);
    }

    /// A fixture with both platforms, and a faulty network in front of them.
    static FaultFixture withDoors(Path folder) throws IOException {
        return new FaultFixture(
                SandboxProcess.startWithDoors(folder.resolve("sandbox.txt"), true, BotProcess.QUICK), folder, true);
    }

    /// Starts the bot as a separate process, and does not wait.
    BotProcess start(String... javaOptions) throws IOException {
        return start(botHome, javaOptions);
    }

    /// Starts the bot in another folder as a separate process, and does not wait.
    BotProcess start(BotHome where, String... javaOptions) throws IOException {
        BotProcess bot = BotProcess.start(config(where), where.log(), javaOptions);
        sandbox.mind(bot.process());
        return bot;
    }

    /// Starts a node as a separate process, and does not wait.
    ///
    /// @param database the address at which it reaches the database
    /// @param telegram the address at which it reaches Telegram
    /// @param environment further environment variables
    BotProcess startNode(
            String name,
            DatabaseLocation database,
            URI telegram,
            Map<String, String> environment,
            String... javaOptions)
            throws IOException {
        Path config = new BotHome(botHome.folder(), database)
                .configFile(
                        name + ".yaml", telegram, sandbox.discord(), limits, SETTINGS + "node-name: " + name + "\n");
        BotProcess node = BotProcess.start(config, log(name), environment, javaOptions);
        sandbox.mind(node.process());
        nodes.add(node);
        return node;
    }

    /// The log of a node, of all its processes.
    Path log(String node) {
        return botHome.folder().resolve(node + ".txt");
    }

    void awaitReady(BotProcess bot) {
        bot.awaitReady(READY, discord ? EnumSet.allOf(Platform.class) : EnumSet.of(Platform.TELEGRAM));
    }

    /// Starts the bot in this process, and waits.
    Bot startHere() throws Exception {
        return startHere(botHome);
    }

    /// Starts the bot in another folder, in this process, and waits.
    Bot startHere(BotHome where) throws Exception {
        var config = switch (new ConfigReader(Map.of()).read(config(where))) {
            case ConfigResult.Loaded loaded -> loaded.config();
            case ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
        Bot bot = Bot.start(config, InstantSource.system());
        if (!bot.awaitReady(READY)) {
            bot.close();
            throw new AssertionError("the bot is not ready");
        }
        return bot;
    }

    private Path config(BotHome where) throws IOException {
        return where.configFile(sandbox.telegram(), sandbox.discord(), limits, SETTINGS);
    }

    /// The messages that a chat receives of these digests without any fault, in order, by platform.
    Map<SimulatedPlatform, List<String>> parts(List<MarkedDigests> digests) throws Exception {
        return FaultFreeRun.parts(this, folder, digests);
    }

    /// Puts the digest into the bot's folder.
    void drop(MarkedDigests digest) throws IOException {
        botHome.drop(digest.file(), digest.text());
    }

    /// Counts the deliveries of that cause by state, as stored on the disk; a running bot may go on.
    Map<String, Long> states(String cause) {
        return read("SELECT state, count(*) FROM delivery WHERE cause = '%s' GROUP BY state".formatted(cause));
    }

    /// Counts the settled parts of digests by chat.
    Map<Long, Long> settled() {
        Map<Long, Long> settled = new HashMap<>();
        read("""
                SELECT u.chat_id, count(p.message_id) FROM subscriber u JOIN delivery d ON d.subscriber = u.number
                JOIN part p ON p.delivery = d.number WHERE d.cause = 'digest' GROUP BY u.chat_id
                """).forEach((chat, count) -> settled.put(Long.valueOf(chat), count));
        return settled;
    }

    /// The result of a query of a text and a number.
    Map<String, Long> read(String sql) {
        try (var database = ReadOnlyDatabase.open(botHome.location())) {
            return database.read(tx -> tx.handle()
                    .createQuery(sql)
                    .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    /// Waits until so many deliveries of digests are stored.
    void awaitPlanned(long deliveries) {
        Awaitility.await("all is planned")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> states("digest").values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= deliveries);
    }

    /// Waits until all deliveries of the digest are planned. Nothing is planned for subscribers
    /// that are paused by then.
    void awaitPlanned(MarkedDigests digest) {
        Awaitility.await("the digest is planned")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> read("SELECT topic, count(*) FROM digest WHERE published_at IS NOT NULL AND NOT EXISTS"
                                + " (SELECT 1 FROM planning WHERE digest = digest.number) GROUP BY topic")
                        .containsKey(digest.topic()));
    }

    /// Waits until no digest's delivery is queued or claimed, and compares the counts of what became of
    /// them with a recount.
    void awaitDelivered(Duration timeout) {
        try {
            Awaitility.await("all is delivered")
                    .atMost(timeout)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        Map<String, Long> states = states("digest");
                        return !states.isEmpty() && !states.containsKey("queued") && !states.containsKey("in_flight");
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not delivered: " + open(), e);
        }
        try (var database = ReadOnlyDatabase.open(botHome.location())) {
            database.read(tx -> assertThat(HistoryRecount.digests(tx)).isEqualTo(HistoryRecount.digestsRecounted(tx)));
            database.read(tx -> assertThat(sent(HistoryRecount.hours(tx)))
                    .as("the charts show what was sent")
                    .isEqualTo(sent(HistoryRecount.hoursRecounted(tx))));
        }
    }

    private static List<String> sent(List<String> hours) {
        return hours.stream().filter(line -> line.contains(" sent ")).toList();
    }

    /// The deliveries that are not settled, with their attempts and the reasons why they wait.
    private Map<String, Long> open() {
        return read(
                "SELECT state || ', attempt ' || attempts || ', ' || platform || ', ' || coalesce(reason, '-'), count(*)"
                        + " FROM delivery WHERE cause = 'digest' AND state IN ('queued', 'in_flight') GROUP BY 1");
    }

    /// Ends the simulators, and the nodes that a failed test has left.
    @Override
    public void close() {
        nodes.forEach(BotProcess::close);
        sandbox.close();
    }
}
