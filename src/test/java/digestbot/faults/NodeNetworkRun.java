package digestbot.faults;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.outside.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A fan-out of a digest to Telegram and Discord by two nodes, during which the one that sends to
/// Telegram loses its connections to the database or to Telegram for a while.
final class NodeNetworkRun {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OUTAGE = Duration.ofSeconds(15);

    private static final List<MarkedDigests> DIGESTS = List.of(new MarkedDigests("trade", "a", 30));

    private final FaultFixture fixture;
    private final PostgresLocation database;
    private final RunningNodes nodes;
    private final Size size;
    private final Consumer<String> print;
    private final Map<String, Wires> wires = new HashMap<>();
    private final Map<String, Long> lastSend = new ConcurrentHashMap<>();

    /// @param chats on Telegram
    /// @param channels on Discord
    record Size(int chats, int channels) {}

    /// What the node cannot reach.
    enum Server {
        DATABASE,
        TELEGRAM
    }

    /// The network around a node.
    private record Wires(TcpProxy database, TcpProxy telegram) {

        TcpProxy to(Server server) {
            return switch (server) {
                case DATABASE -> database;
                case TELEGRAM -> telegram;
            };
        }
    }

    /// The end of a run.
    ///
    /// @param takeover the time from the cut to the other node's first message on Telegram
    /// @param overlap the time by which the last message of the node that was cut off came after that
    ///     one; negative or zero if it came before
    /// @param conflicts how often a node logged that its poll met another one
    /// @param mostLately the most messages that arrived within 20 ms
    record Outcome(
            Map<SimulatedPlatform, DeliveryLedger> ledgers,
            Duration takeover,
            Duration overlap,
            int conflicts,
            long mostLately) {}

    NodeNetworkRun(FaultFixture fixture, PostgresLocation database, Size size, Consumer<String> print) {
        this.fixture = fixture;
        this.database = database;
        this.size = size;
        this.print = print;
        nodes = new RunningNodes(fixture);
    }

    /// @param cut what happens to the connections to the server
    Outcome run(Server server, TcpProxy.State cut) throws Exception {
        Map<SimulatedPlatform, List<String>> parts = fixture.parts(DIGESTS);
        Map<SimulatedPlatform, List<Long>> chats =
                nodes.subscribe(database, new RunningNodes.Crowd(size.chats(), 0, size.channels()), DIGESTS);
        try (nodes) {
            start("node-0");
            start("node-1");
            nodes.awaitSeats();
            fixture.drop(DIGESTS.getFirst());
            fixture.awaitPlanned(size.chats() + size.channels());
            awaitSent(
                    (long) size.chats() * parts.get(SimulatedPlatform.TELEGRAM).size() / 4);
            Outcome outcome = cutAndHeal(server, cut, parts, chats);
            nodes.end();
            return outcome;
        } finally {
            for (Wires each : wires.values()) {
                each.database().close();
                each.telegram().close();
            }
        }
    }

    private void start(String name) throws Exception {
        URI telegram = fixture.sandbox.telegram();
        String server = database.hosts();
        int port = Integer.parseInt(server.substring(server.indexOf(':') + 1));
        var around = new Wires(
                TcpProxy.before(port, _ -> {}), TcpProxy.before(telegram.getPort(), sent -> note(name, sent)));
        wires.put(name, around);
        nodes.start(
                name,
                new PostgresLocation(
                        database.user(), "127.0.0.1:" + around.database().port(), database.name(), "", ""),
                URI.create("http://127.0.0.1:" + around.telegram().port() + telegram.getPath()));
    }

    private void note(String node, String sent) {
        // The client library writes the names of methods in lower case.
        if (sent.toLowerCase(Locale.ROOT).contains("/sendmessage ")) {
            lastSend.put(node, System.nanoTime());
        }
    }

    private void awaitSent(long messages) {
        Awaitility.await(messages + " messages")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) >= messages);
    }

    private Outcome cutAndHeal(
            Server server,
            TcpProxy.State cut,
            Map<SimulatedPlatform, List<String>> parts,
            Map<SimulatedPlatform, List<Long>> chats)
            throws Exception {
        String lost = nodes.sender(SimulatedPlatform.TELEGRAM);
        String other = lost.equals("node-0") ? "node-1" : "node-0";
        lastSend.remove(other);
        long began = System.nanoTime();
        wires.get(lost).to(server).set(cut);
        Awaitility.await("the other node sends")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> lastSend.containsKey(other));
        long taken = lastSend.get(other);
        LockSupport.parkNanos(OUTAGE.toNanos() - (System.nanoTime() - began));
        long lastOfLost = lastSend.getOrDefault(lost, began);
        wires.get(lost).to(server).set(TcpProxy.State.OPEN);
        fixture.awaitDelivered(PATIENCE);
        Map<SimulatedPlatform, DeliveryLedger> ledgers = new HashMap<>();
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            Map<Long, List<String>> expected =
                    chats.get(at).stream().collect(Collectors.toMap(chat -> chat, _ -> parts.get(at)));
            ledgers.put(at, DeliveryLedger.of(expected, fixture.sandbox.received(at)));
            print.accept(at + ": " + ledgers.get(at).line());
        }
        var outcome = new Outcome(
                ledgers,
                Duration.ofNanos(taken - began),
                Duration.ofNanos(lastOfLost - taken),
                nodes.conflicts(),
                fixture.sandbox.counts(SimulatedPlatform.TELEGRAM).mostLately());
        print.accept("%s %s: goes on after %d ms; the last message of the node that was cut off came %d ms before"
                .formatted(
                        server,
                        cut,
                        outcome.takeover().toMillis(),
                        outcome.overlap().negated().toMillis()));
        return outcome;
    }
}
