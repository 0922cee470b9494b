package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Bot;
import digestbot.app.BotFixture;
import digestbot.audience.Platform;
import digestbot.config.TestConfig;
import digestbot.database.DatabaseLocation;
import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.HistoryRecount;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.Simulators;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The environment of a bot with faults: the simulators, a folder with digests and a database.
final class FaultFixture implements AutoCloseable {

    /// `-Dfaults.seed=N` repeats a run.
    static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);

    static final int IN_FLIGHT = 32;

    /// On an idle machine, the bot is ready after 3 s.
    static final Duration READY = Duration.ofMinutes(2);

    /// On an idle machine, TERM ends the bot within a second.
    static final Duration ENDED = Duration.ofSeconds(60);

    /// A large fan-out with many kills takes minutes.
    static final Duration FAN_OUT = Duration.ofMinutes(20);

    /// `-Dfaults.share=0.1` takes a tenth of the crowds and of the faults.
    private static final double SHARE = Double.parseDouble(System.getProperty("faults.share", "1"));

    private static final long FIRST_CHAT = 10_000;
    private static final long FIRST_GROUP = -10_000;
    private static final long CALM_READER = 1;

    /// Far from the numbers of the other bot's deliveries, from which Discord's nonces are made.
    private static final long CALM_DELIVERIES = 1_000_000_000;

    final Simulators sandbox;
    final BotHome botHome;
    private final Path folder;
    private final List<BotProcess> nodes = new ArrayList<>();
    private final PlatformLimits limits;

    /// Private chats and groups on Telegram, and channels on Discord.
    record Crowd(int chats, int groups, int channels) {

        int size() {
            return chats + groups + channels;
        }
    }

    private FaultFixture(Simulators sandbox, Path folder, BotHome botHome, PlatformLimits limits) {
        this.limits = limits;
        this.sandbox = sandbox;
        this.folder = folder;
        this.botHome = botHome;
        sandbox.marks(SimulatedPlatform.TELEGRAM, MarkedDigests.MARKS);
        sandbox.marks(SimulatedPlatform.DISCORD, MarkedDigests.MARKS);
    }

    /// Telegram alone, with these limits.
    static FaultFixture telegram(Path folder, PlatformLimits limits) throws IOException {
        return of(folder, Simulators.start(false), limits);
    }

    static FaultFixture both(Path folder) throws IOException {
        return of(folder, Simulators.start(true), BotHome.ROOMY);
    }

    /// Both platforms, with a faulty network in front of them.
    static FaultFixture withFaultyNetworks(Path folder) throws IOException {
        return withFaultyNetworks(folder, BotHome.ROOMY);
    }

    /// The limits are Telegram's.
    static FaultFixture withFaultyNetworks(Path folder, PlatformLimits limits) throws IOException {
        return of(folder, Simulators.withFaultyNetworks(), limits);
    }

    private static FaultFixture of(Path folder, Simulators sandbox, PlatformLimits limits) throws IOException {
        return new FaultFixture(sandbox, folder, BotHome.in(folder.resolve("bot")), limits);
    }

    /// Both platforms; nodes share the database.
    static FaultFixture nodes(Path folder, DatabaseLocation database, PlatformLimits limits) throws IOException {
        return new FaultFixture(Simulators.start(true), folder, BotHome.in(folder.resolve("bot"), database), limits);
    }

    static int share(int whole) {
        return Math.max(1, (int) Math.round(SHARE * whole));
    }

    /// At least two seconds.
    static Duration share(Duration whole) {
        return Duration.ofSeconds(Math.max(2, Math.round(SHARE * whole.toSeconds())));
    }

    BotProcess start(String... javaOptions) throws IOException {
        return start(botHome, javaOptions);
    }

    BotProcess start(BotHome where, String... javaOptions) throws IOException {
        var options = Stream.concat(Stream.of(BotProcess.QUICK), Stream.of(javaOptions));
        BotProcess bot = BotProcess.start(config(where), where.log(), limits, Map.of(), options.toArray(String[]::new));
        return bot;
    }

    BotProcess startReady(String... javaOptions) throws IOException {
        BotProcess bot = start(javaOptions);
        awaitReady(bot);
        return bot;
    }

    /// Starts a node as a separate process. It reaches the database and Telegram at the given
    /// addresses.
    BotProcess startNode(String name, DatabaseLocation database, URI telegram, Map<String, String> environment)
            throws IOException {
        Path config = new BotHome(botHome.folder(), database)
                .configFile(name + ".yaml", telegram, sandbox.discord(), "node-name: " + name + "\n");
        BotProcess node = BotProcess.start(config, log(name), limits, environment, BotProcess.QUICK);
        nodes.add(node);
        return node;
    }

    /// All processes of a node append to one log.
    Path log(String node) {
        return botHome.folder().resolve(node + ".txt");
    }

    void awaitReady(BotProcess bot) {
        bot.awaitReady(
                READY, sandbox.discord().isPresent() ? EnumSet.allOf(Platform.class) : EnumSet.of(Platform.TELEGRAM));
    }

    /// Sends TERM.
    static void end(BotProcess bot) throws InterruptedException {
        assertThat(bot.end(ENDED)).as("TERM ended it in time:\n%s", bot.log()).isTrue();
    }

    private Path config(BotHome where) throws IOException {
        return where.configFile(sandbox.telegram(), sandbox.discord(), "");
    }

    /// The messages that a chat receives of these digests without any fault, in order, by platform:
    /// a separate bot sends them to one chat of each platform.
    Map<SimulatedPlatform, List<String>> parts(List<MarkedDigests> digests) throws Exception {
        var calm = BotHome.in(folder.resolve("calm"));
        Map<SimulatedPlatform, Long> chats = new EnumMap<>(SimulatedPlatform.class);
        sandbox.join(CALM_READER, 1);
        chats.put(SimulatedPlatform.TELEGRAM, CALM_READER);
        if (sandbox.discord().isPresent()) {
            chats.put(SimulatedPlatform.DISCORD, sandbox.channel("calm").id());
        }
        SeededSubscribers subscribers = SeededSubscribers.of(calm.location())
                .topics(digests.stream().map(MarkedDigests::topic).toList())
                .numberDeliveriesFrom(CALM_DELIVERIES);
        chats.forEach(
                (at, chat) -> subscribers.destinations(List.of(SeededSubscribers.Destination.of(at, "private", chat))));
        try (Bot bot = startHere(calm)) {
            for (int i = 0; i < digests.size(); i++) {
                calm.drop(digests.get(i).file(), digests.get(i).text());
                long sent = (long) (i + 1) * chats.size();
                Awaitility.await("digest %d is sent".formatted(i))
                        .until(() ->
                                BotFixture.deliveries(bot, DeliveryCause.DIGEST).getOrDefault(DeliveryState.SENT, 0L)
                                        == sent);
            }
        }
        Map<SimulatedPlatform, List<String>> parts = new EnumMap<>(SimulatedPlatform.class);
        chats.forEach((at, chat) -> {
            parts.put(at, List.copyOf(sandbox.received(at).get(chat)));
            sandbox.forget(at);
        });
        return parts;
    }

    private Bot startHere(BotHome where) throws Exception {
        Bot bot = Bot.start(TestConfig.limited(BotHome.read(config(where)), limits), InstantSource.system());
        if (!bot.awaitReady(READY)) {
            bot.close();
            throw new AssertionError("the bot is not ready");
        }
        return bot;
    }

    /// Opens chats, groups and channels, subscribes them to the topics of all the digests, and
    /// returns their ids.
    Map<SimulatedPlatform, List<Long>> subscribe(Crowd crowd, List<MarkedDigests> digests) {
        List<Long> chats = privateChats(crowd.chats());
        List<Long> groups = LongStream.range(FIRST_GROUP, FIRST_GROUP + crowd.groups())
                .map(id -> sandbox.group(id).id())
                .boxed()
                .toList();
        List<Long> channels = IntStream.range(0, crowd.channels())
                .mapToObj(i -> sandbox.channel("news-" + i).id())
                .toList();
        SeededSubscribers subscribers = SeededSubscribers.of(botHome.location())
                .topics(digests.stream().map(MarkedDigests::topic).toList());
        subscribers.telegram(FIRST_CHAT, crowd.chats());
        subscribers.groups(SimulatedPlatform.TELEGRAM, groups);
        subscribers.groups(SimulatedPlatform.DISCORD, channels);
        return Map.of(
                SimulatedPlatform.TELEGRAM,
                Stream.concat(chats.stream(), groups.stream()).toList(),
                SimulatedPlatform.DISCORD,
                channels);
    }

    List<Long> privateChats(int count) {
        sandbox.join(FIRST_CHAT, count);
        return LongStream.range(FIRST_CHAT, FIRST_CHAT + count).boxed().toList();
    }

    void drop(MarkedDigests digest) throws IOException {
        botHome.drop(digest.file(), digest.text());
    }

    /// Answers to other people's commands do not count.
    DeliveryLedger ledger(SimulatedPlatform at, List<Long> chats, List<String> parts) {
        Map<Long, List<String>> expected = chats.stream().collect(Collectors.toMap(chat -> chat, _ -> parts));
        Map<Long, List<String>> received = new HashMap<>(sandbox.received(at));
        received.entrySet()
                .removeIf(chat -> !expected.containsKey(chat.getKey())
                        && chat.getValue().stream().noneMatch(MarkedDigests::isMarked));
        DeliveryLedger ledger = DeliveryLedger.of(expected, received);
        System.out.println(at + ": " + ledger.line());
        return ledger;
    }

    /// As stored on the disk; a running bot may go on.
    Map<String, Long> states(String cause) {
        return read("SELECT state, count(*) FROM delivery WHERE cause = '%s' GROUP BY state".formatted(cause));
    }

    /// Waits until so many replies are sent and none is open.
    void awaitReplies(long count) {
        Awaitility.await(count + " replies")
                .until(() -> states("reply").equals(count == 0 ? Map.of() : Map.of("sent", count)));
    }

    long number(String sql) {
        try (var database = ReadOnlyDatabase.open(botHome.location())) {
            return database.read(tx -> tx.number(sql));
        }
    }

    /// The query selects a text and a number.
    Map<String, Long> read(String sql) {
        try (var database = ReadOnlyDatabase.open(botHome.location())) {
            return database.read(tx -> tx.select(sql)
                    .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    void awaitSent(SimulatedPlatform at, long messages) {
        Awaitility.await(messages + " messages").atMost(FAN_OUT).until(() -> sandbox.delivered(at) >= messages);
    }

    void awaitPlanned(long deliveries) {
        Awaitility.await("all is planned")
                .atMost(FAN_OUT)
                .until(() -> number("SELECT count(*) FROM delivery WHERE cause = 'digest'") >= deliveries);
    }

    /// Nothing is planned for subscribers that are paused by then.
    void awaitPlanned(MarkedDigests digest) {
        Awaitility.await("the digest is planned")
                .until(() -> read("SELECT topic, count(*) FROM digest WHERE published_at IS NOT NULL AND NOT EXISTS"
                                + " (SELECT 1 FROM planning WHERE digest = digest.number) GROUP BY topic")
                        .containsKey(digest.topic()));
    }

    void awaitDelivered(MarkedDigests digest, int chats) {
        awaitPlanned(digest);
        awaitPlanned(chats);
        awaitDelivered();
    }

    boolean isDelivered() {
        Map<String, Long> states = states("digest");
        return !states.isEmpty() && !states.containsKey("queued") && !states.containsKey("in_flight");
    }

    /// Waits until no digest's delivery is queued or claimed, and compares the counted results with
    /// a recount.
    void awaitDelivered() {
        try {
            Awaitility.await("all is delivered")
                    .atMost(FAN_OUT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::isDelivered);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not delivered: " + open(), e);
        }
        try (var database = ReadOnlyDatabase.open(botHome.location())) {
            database.read(tx -> assertThat(HistoryRecount.digests(tx)).isEqualTo(HistoryRecount.digestsRecounted(tx)));
            database.read(tx -> assertThat(HistoryRecount.hours(tx))
                    .as("the charts show what was sent")
                    .isEqualTo(HistoryRecount.hoursRecounted(tx)));
        }
    }

    /// The deliveries that are not settled, with their attempts and reasons.
    private Map<String, Long> open() {
        return read(
                "SELECT state || ', attempt ' || attempts || ', ' || platform || ', ' || coalesce(reason, '-'), count(*)"
                        + " FROM delivery WHERE cause = 'digest' AND state IN ('queued', 'in_flight') GROUP BY 1");
    }

    /// Waits for a random moment of a fan-out: some soon after a start, most in the middle of
    /// sending.
    ///
    /// @param end the number of messages once the fan-out has ended
    /// @param left the number of moments that remain, this one included
    void awaitMoment(SimulatedPlatform at, Random random, long end, int left) {
        if (random.nextInt(5) == 0) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextLong(3_000)).toNanos());
            return;
        }
        long now = sandbox.delivered(at);
        long wanted = now + 1 + random.nextLong(Math.max(1, 3 * (end - now) / (2L * (left + 1))));
        Awaitility.await("a moment of the fan-out")
                .pollInterval(Duration.ofMillis(2))
                .until(() -> sandbox.delivered(at) >= Math.min(wanted, end) || isDelivered());
        LockSupport.parkNanos(random.nextLong(15_000_000));
    }

    /// Also ends the nodes that a failed test has left.
    @Override
    public void close() {
        nodes.forEach(BotProcess::close);
        sandbox.close();
    }
}
