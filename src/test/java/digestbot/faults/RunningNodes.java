package digestbot.faults;

import digestbot.database.DatabaseLocation;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The nodes of a run, each of them a process.
final class RunningNodes implements AutoCloseable {

    private static final long FIRST_CHAT = 10_000;
    private static final long FIRST_GROUP = -10_000;

    /// What a node logs if another program polls with its token.
    private static final String CONFLICT = "another program polls";

    private final FaultFixture fixture;
    private final NodeRequests requests;
    private final Map<String, BotProcess> nodes = new HashMap<>();

    /// @param chats the number of private chats on Telegram
    /// @param groups the number of groups on Telegram
    /// @param channels the number of channels on Discord
    record Crowd(int chats, int groups, int channels) {

        int size() {
            return chats + groups + channels;
        }
    }

    RunningNodes(FaultFixture fixture) {
        this.fixture = fixture;
        requests = new NodeRequests(fixture.sandbox.telegram());
    }

    /// Opens chats, groups and channels, and subscribes them to the topics of all the digests.
    ///
    /// @return the ids
    Map<SimulatedPlatform, List<Long>> subscribe(DatabaseLocation database, Crowd crowd, List<MarkedDigests> digests) {
        fixture.sandbox.join(FIRST_CHAT, crowd.chats());
        List<Long> groups = LongStream.range(FIRST_GROUP, FIRST_GROUP + crowd.groups())
                .map(id -> fixture.sandbox.group(id).id())
                .boxed()
                .toList();
        List<Long> channels = IntStream.range(0, crowd.channels())
                .mapToObj(i -> fixture.sandbox.channel("news-" + i).id())
                .toList();
        SeededSubscribers subscribers = SeededSubscribers.of(database)
                .topics(digests.stream().map(MarkedDigests::topic).toList());
        subscribers.telegram(FIRST_CHAT, crowd.chats());
        subscribers.destinations(destinations(SimulatedPlatform.TELEGRAM, groups));
        subscribers.destinations(destinations(SimulatedPlatform.DISCORD, channels));
        List<Long> telegram = LongStream.concat(
                        LongStream.range(FIRST_CHAT, FIRST_CHAT + crowd.chats()),
                        groups.stream().mapToLong(Long::longValue))
                .boxed()
                .toList();
        return Map.of(SimulatedPlatform.TELEGRAM, telegram, SimulatedPlatform.DISCORD, channels);
    }

    private static List<SeededSubscribers.Destination> destinations(SimulatedPlatform at, List<Long> groups) {
        return groups.stream()
                .map(id -> SeededSubscribers.Destination.of(at, "group", id))
                .toList();
    }

    /// Starts a node, and waits until it runs.
    void start(String name) throws IOException {
        start(name, Map.of());
    }

    /// Starts a node with these environment variables, and waits until it runs.
    void start(String name, Map<String, String> environment) throws IOException {
        BotProcess node = fixture.startNode(
                name, fixture.botHome.location(), requests.addressFor(name), environment, BotProcess.QUICK);
        awaitRunning(name, node);
    }

    /// Starts a node that reaches the database and Telegram at these addresses, and waits until it
    /// runs.
    void start(String name, DatabaseLocation database, URI telegram) throws IOException {
        awaitRunning(name, fixture.startNode(name, database, telegram, Map.of(), BotProcess.QUICK));
    }

    private void awaitRunning(String name, BotProcess node) {
        nodes.put(name, node);
        Awaitility.await(name + " runs")
                .atMost(FaultFixture.READY)
                .until(() -> node.log().contains(" started: watching")
                        || !node.process().isAlive());
        if (!node.process().isAlive()) {
            throw new AssertionError(name + " has ended:\n" + node.log());
        }
    }

    BotProcess process(String name) {
        return nodes.get(name);
    }

    /// The requests of the nodes that reach Telegram at the usual address.
    NodeRequests requests() {
        return requests;
    }

    /// How often a poll for Telegram's updates met another one: the answers of 409 that arrived at a
    /// node that was not suspended, and what the nodes logged.
    int conflicts() throws IOException {
        int logged = 0;
        for (String name : nodes.keySet()) {
            try (Stream<String> log = Files.lines(fixture.log(name))) {
                logged += (int) log.filter(line -> line.contains(CONFLICT)).count();
            }
        }
        return requests.conflicts() + logged;
    }

    void awaitSeats() {
        Awaitility.await("all seats are held")
                .atMost(FaultFixture.READY)
                .until(() -> seats().size() == SimulatedPlatform.values().length + 1);
    }

    /// Waits until so many nodes hold a seat, after which none is moved any more.
    void awaitSharedBy(int count) {
        Awaitility.await("%d nodes hold a seat".formatted(count))
                .atMost(FaultFixture.READY)
                .until(() -> seats().values().stream().distinct().count() == count);
    }

    /// The number of each seat's current or last term, by its name.
    Map<String, Long> terms() {
        return fixture.read("SELECT name, term FROM seat");
    }

    /// The node that holds each seat, as stored.
    Map<String, String> seats() {
        return fixture.read("SELECT name || ' ' || node, term FROM seat WHERE node IS NOT NULL").keySet().stream()
                .map(row -> row.split(" ", 2))
                .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }

    /// The node that polls and sends on the platform.
    String sender(SimulatedPlatform at) {
        return seats().entrySet().stream()
                .filter(seat -> seat.getKey().startsWith(at.name().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /// Ends all nodes.
    void end() throws InterruptedException {
        for (BotProcess node : nodes.values()) {
            if (!node.end(BotProcess.SOON)) {
                throw new AssertionError("TERM did not end a node in time:\n" + node.log());
            }
        }
    }

    @Override
    public void close() throws IOException {
        requests.close();
    }
}
