package digestbot.faults;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A fan-out of two digests to Telegram and Discord by several nodes, during which nodes are killed,
/// suspended, stopped and started, the server is restarted, and connections are cut.
final class NodesRun {

    /// Limits with which the fan-out is still under way when the last fault happens.
    static final String SLOW = "{per-second: 60, per-chat-per-second: 50, per-group-per-minute: 600}";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// The longest time until another node goes on.
    static final Duration TAKEOVER = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration SUSPENSION = Duration.ofSeconds(12);
    private static final Duration READ_ONLY = Duration.ofMinutes(1);
    private static final List<MarkedDigests> DIGESTS =
            List.of(new MarkedDigests("trade", "a", 30), new MarkedDigests("tech", "b", 2));

    private final FaultFixture fixture;
    private final PostgresProcess server;
    private final Size size;
    private final Consumer<String> print;
    private final RunningNodes nodes;
    private final List<Pause> pauses = new ArrayList<>();

    /// @param nodes the number of nodes
    /// @param chats on Telegram
    /// @param channels on Discord
    /// @param faults the faults, in their order
    record Size(int nodes, int chats, int channels, List<NodeFault> faults) {}

    /// A fault.
    enum NodeFault {
        /// `kill -9` of the node that sends to Telegram.
        KILL,
        /// That node is suspended for [#SUSPENSION] and goes on.
        SUSPEND,
        /// That node receives TERM, and starts again.
        STOP,
        RESTART_SERVER,
        CUT_CONNECTIONS,
        /// The database accepts no change for [#READ_ONLY].
        READ_ONLY_DATABASE,
        /// The server ends, and its standby becomes the primary.
        FAIL_OVER_DATABASE
    }

    /// The time that passed after a fault until a message of a digest arrived.
    ///
    /// @param sentBefore how much arrived before
    record Pause(NodeFault fault, Duration until, long sentBefore) {}

    /// The end of a run.
    ///
    /// @param pauses one of each fault
    /// @param throttled the requests that a platform answered by 429
    /// @param mostLately the most messages that arrived within 20 ms
    record Outcome(
            Map<SimulatedPlatform, DeliveryLedger> ledgers, List<Pause> pauses, long throttled, long mostLately) {}

    NodesRun(FaultFixture fixture, PostgresProcess server, Size size, Consumer<String> print) {
        this.fixture = fixture;
        this.server = server;
        this.size = size;
        this.print = print;
        nodes = new RunningNodes(fixture);
    }

    Outcome run() throws Exception {
        Map<SimulatedPlatform, List<String>> parts = fixture.parts(DIGESTS);
        Map<SimulatedPlatform, List<Long>> chats =
                nodes.subscribe(fixture.botHome.location(), size.chats(), size.channels(), DIGESTS);
        for (int i = 0; i < size.nodes(); i++) {
            nodes.start("node-" + i);
        }
        nodes.awaitSeats();
        for (MarkedDigests digest : DIGESTS) {
            fixture.drop(digest);
            fixture.awaitPlanned((size.chats() + size.channels()) * (DIGESTS.indexOf(digest) + 1L));
        }
        long expected = 0;
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            expected += (long) parts.get(at).size() * chats.get(at).size();
        }
        for (int i = 0; i < size.faults().size(); i++) {
            awaitSent(expected * (i + 1) / (size.faults().size() + 2));
            happen(size.faults().get(i));
        }
        fixture.awaitDelivered(PATIENCE);
        nodes.end();
        return outcome(parts, chats);
    }

    private long sent() {
        return fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM)
                + fixture.sandbox.delivered(SimulatedPlatform.DISCORD);
    }

    private void awaitSent(long messages) {
        Awaitility.await(messages + " messages")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sent() >= messages);
    }

    private void happen(NodeFault fault) throws Exception {
        String name = nodes.sender(SimulatedPlatform.TELEGRAM);
        BotProcess node = nodes.process(name);
        switch (fault) {
            case KILL -> {
                node.kill();
                measure(fault);
                nodes.start(name);
            }
            case SUSPEND -> {
                signal(node, "STOP");
                long began = System.nanoTime();
                measure(fault);
                LockSupport.parkNanos(SUSPENSION.toNanos() - (System.nanoTime() - began));
                signal(node, "CONT");
            }
            case STOP -> {
                if (!node.end(BotProcess.SOON)) {
                    throw new AssertionError("TERM did not end the node in time:\n" + node.log());
                }
                measure(fault);
                nodes.start(name);
            }
            case RESTART_SERVER -> {
                server.restart();
                measure(fault);
            }
            case CUT_CONNECTIONS -> {
                server.cutConnections();
                measure(fault);
            }
            case READ_ONLY_DATABASE -> {
                server.setReadOnly(true);
                LockSupport.parkNanos(READ_ONLY.toNanos());
                server.setReadOnly(false);
                measure(fault);
            }
            case FAIL_OVER_DATABASE -> {
                server.failOver();
                measure(fault);
            }
        }
    }

    private static void signal(BotProcess node, String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(node.process().pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("cannot send " + signal);
        }
    }

    /// Waits until a message arrives on Telegram.
    private void measure(NodeFault fault) {
        long began = System.nanoTime();
        long before = switch (fault) {
            case KILL, SUSPEND, FAIL_OVER_DATABASE -> deliveredOnceQuiet();
            case STOP, RESTART_SERVER, CUT_CONNECTIONS, READ_ONLY_DATABASE ->
                fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
        };
        Awaitility.await("a message after " + fault)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) > before || allSent());
        var pause = new Pause(fault, Duration.ofNanos(System.nanoTime() - began), before);
        pauses.add(pause);
        print.accept("%s: goes on after %d ms".formatted(fault, pause.until().toMillis()));
    }

    /// What was in flight arrives at once.
    private long deliveredOnceQuiet() {
        long last;
        long next = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
        do {
            last = next;
            LockSupport.parkNanos(QUIET.toNanos());
            next = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
        } while (next != last);
        return next;
    }

    private boolean allSent() {
        Map<String, Long> states = fixture.states("digest");
        return !states.containsKey("queued") && !states.containsKey("in_flight");
    }

    private Outcome outcome(Map<SimulatedPlatform, List<String>> parts, Map<SimulatedPlatform, List<Long>> chats) {
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
        return new Outcome(ledgers, List.copyOf(pauses), throttled, mostLately);
    }
}
