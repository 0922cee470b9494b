package digestbot.faults;

import digestbot.database.DatabaseLocation;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/// The nodes of a run, each of them a process.
final class RunningNodes {

    private static final long FIRST_CHAT = 10_000;

    private final FaultFixture fixture;
    private final Map<String, BotProcess> nodes = new HashMap<>();

    RunningNodes(FaultFixture fixture) {
        this.fixture = fixture;
    }

    /// Opens chats and channels, and subscribes them to the topics of all the digests.
    ///
    /// @param chats the number of private chats on Telegram
    /// @param channels the number of channels on Discord
    /// @return the ids
    Map<SimulatedPlatform, List<Long>> subscribe(
            DatabaseLocation database, int chats, int channels, List<MarkedDigests> digests) {
        fixture.sandbox.join(FIRST_CHAT, chats);
        List<Long> opened = IntStream.range(0, channels)
                .mapToObj(i -> fixture.sandbox.channel("news-" + i).id())
                .toList();
        SeededSubscribers subscribers = SeededSubscribers.of(database)
                .topics(digests.stream().map(MarkedDigests::topic).toList());
        subscribers.telegram(FIRST_CHAT, chats);
        subscribers.destinations(opened.stream()
                .map(channel -> SeededSubscribers.Destination.of(SimulatedPlatform.DISCORD, "group", channel))
                .toList());
        return Map.of(
                SimulatedPlatform.TELEGRAM,
                LongStream.range(FIRST_CHAT, FIRST_CHAT + chats).boxed().toList(),
                SimulatedPlatform.DISCORD,
                opened);
    }

    /// Starts a node, and waits until it runs.
    void start(String name) throws IOException {
        start(name, fixture.botHome.location(), fixture.sandbox.telegram());
    }

    /// Starts a node that reaches the database and Telegram at these addresses, and waits until it
    /// runs.
    void start(String name, DatabaseLocation database, URI telegram) throws IOException {
        BotProcess node = fixture.startNode(name, database, telegram, BotProcess.QUICK);
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

    void awaitSeats() {
        Awaitility.await("all seats are held")
                .atMost(FaultFixture.READY)
                .until(() -> seats().size() == SimulatedPlatform.values().length + 1);
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
}
