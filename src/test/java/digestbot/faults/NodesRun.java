package digestbot.faults;

import digestbot.faults.NodeFaults.NodeFault;
import digestbot.faults.RunningNodes.Crowd;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// A fan-out of some digests to Telegram and Discord by several nodes, during which nodes are killed,
/// suspended, stopped and started, the server is restarted, and connections are cut.
final class NodesRun {

    /// Limits with which the fan-out is still under way when the last fault happens.
    static final String SLOW = "{per-second: 60, per-chat-per-second: 50, per-group-per-minute: 600}";

    /// The longest time until another node goes on.
    static final Duration TAKEOVER = Duration.ofSeconds(10);

    static final List<MarkedDigests> DIGESTS =
            List.of(new MarkedDigests("trade", "a", 30), new MarkedDigests("tech", "b", 2));

    /// More messages for each chat than a group may receive in a minute.
    static final List<MarkedDigests> MANY_DIGESTS = IntStream.range(0, 9)
            .mapToObj(i -> new MarkedDigests("topic-" + i, String.valueOf((char) ('a' + i)), 60))
            .toList();

    private final FaultFixture fixture;
    private final Size size;
    private final Consumer<String> print;
    private final RunningNodes nodes;
    private final NodeFaults faults;

    /// @param nodes the number of nodes
    /// @param faults the faults, in their order
    record Size(int nodes, Crowd crowd, List<MarkedDigests> digests, List<NodeFault> faults) {}

    /// The end of a run.
    ///
    /// @param pauses one of each fault
    /// @param handovers the time from TERM until another node asked Telegram, of each stop
    /// @param suspensions what each suspension did to the other nodes
    /// @param conflicts how often a poll for Telegram's updates met another one
    /// @param throttled the requests that a platform answered by 429
    /// @param mostLately the most messages that arrived within 20 ms
    record Outcome(
            Map<SimulatedPlatform, DeliveryLedger> ledgers,
            List<NodeFaults.Pause> pauses,
            List<Duration> handovers,
            List<Suspension.Effects> suspensions,
            int conflicts,
            long throttled,
            long mostLately) {}

    NodesRun(FaultFixture fixture, PostgresProcess server, Size size, Consumer<String> print) {
        this.fixture = fixture;
        this.size = size;
        this.print = print;
        nodes = new RunningNodes(fixture);
        faults = new NodeFaults(fixture, server, nodes, print);
    }

    Outcome run() throws Exception {
        try (nodes) {
            Map<SimulatedPlatform, List<String>> parts = fixture.parts(size.digests());
            print.accept("a chat on Telegram expects %d messages"
                    .formatted(parts.get(SimulatedPlatform.TELEGRAM).size()));
            Map<SimulatedPlatform, List<Long>> chats =
                    nodes.subscribe(fixture.botHome.location(), size.crowd(), size.digests());
            for (int i = 0; i < size.nodes(); i++) {
                nodes.start("node-" + i);
            }
            nodes.awaitSeats();
            for (MarkedDigests digest : size.digests()) {
                fixture.drop(digest);
                fixture.awaitPlanned(size.crowd().size() * (size.digests().indexOf(digest) + 1L));
            }
            long expected = 0;
            for (SimulatedPlatform at : SimulatedPlatform.values()) {
                expected += (long) parts.get(at).size() * chats.get(at).size();
            }
            for (int i = 0; i < size.faults().size(); i++) {
                awaitSent(expected * (i + 1) / (size.faults().size() + 2));
                faults.happen(size.faults().get(i));
            }
            fixture.awaitDelivered(NodeFaults.PATIENCE);
            nodes.end();
            return outcome(parts, chats);
        }
    }

    private long sent() {
        return fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM)
                + fixture.sandbox.delivered(SimulatedPlatform.DISCORD);
    }

    private void awaitSent(long messages) {
        Awaitility.await(messages + " messages")
                .atMost(NodeFaults.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sent() >= messages);
    }

    private Outcome outcome(Map<SimulatedPlatform, List<String>> parts, Map<SimulatedPlatform, List<Long>> chats)
            throws Exception {
        Map<SimulatedPlatform, DeliveryLedger> ledgers = new HashMap<>();
        long throttled = 0;
        long mostLately = 0;
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            Map<Long, List<String>> expected =
                    chats.get(at).stream().collect(Collectors.toMap(chat -> chat, _ -> parts.get(at)));
            ledgers.put(at, DeliveryLedger.of(expected, fixture.sandbox.received(at)));
            throttled += fixture.sandbox.counts(at).throttled();
            mostLately = Math.max(mostLately, fixture.sandbox.counts(at).mostLately());
            print.accept(at + ": " + ledgers.get(at).line());
            print.accept(at + ": " + fixture.sandbox.counts(at).kinds());
        }
        return new Outcome(
                ledgers,
                faults.pauses(),
                faults.handovers(),
                faults.suspensions(),
                nodes.conflicts(),
                throttled,
                mostLately);
    }
}
