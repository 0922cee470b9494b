package digestbot.faults;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/// Makes faults happen to nodes that send and to their database, and measures how the nodes go on.
final class NodeFaults {

    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration READ_ONLY = Duration.ofMinutes(1);

    private final FaultFixture fixture;
    private final PostgresProcess server;
    private final RunningNodes nodes;
    private final Consumer<String> print;
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Duration> handovers = new ArrayList<>();
    private final List<Suspension.Effects> suspensions = new ArrayList<>();

    /// A fault.
    enum NodeFault {
        /// `kill -9` of the node that sends to Telegram.
        KILL,
        /// That node is suspended for a few seconds, and goes on.
        SUSPEND,
        /// That node is suspended for a minute, and goes on.
        SUSPEND_FOR_A_MINUTE,
        /// That node receives TERM, and starts again.
        STOP,
        RESTART_SERVER,
        CUT_CONNECTIONS,
        /// The database accepts no change for [#READ_ONLY].
        READ_ONLY_DATABASE,
        /// The server ends, and its standby becomes the primary.
        FAIL_OVER_DATABASE
    }

    /// The time that passed after a fault until messages of digests arrived again.
    record Pause(NodeFault fault, Duration until) {}

    NodeFaults(FaultFixture fixture, PostgresProcess server, RunningNodes nodes, Consumer<String> print) {
        this.fixture = fixture;
        this.server = server;
        this.nodes = nodes;
        this.print = print;
    }

    /// One of each fault.
    List<Pause> pauses() {
        return List.copyOf(pauses);
    }

    /// The time from TERM until another node asked Telegram for the first time, of each clean stop.
    List<Duration> handovers() {
        return List.copyOf(handovers);
    }

    /// What each suspension did to the other nodes.
    List<Suspension.Effects> suspensions() {
        return List.copyOf(suspensions);
    }

    void happen(NodeFault fault) throws Exception {
        nodes.requests().forget();
        String name = nodes.sender(SimulatedPlatform.TELEGRAM);
        BotProcess node = nodes.process(name);
        switch (fault) {
            case KILL -> {
                node.kill();
                measure(fault);
                nodes.start(name);
            }
            case SUSPEND -> suspend(fault, name, Duration.ofSeconds(12));
            case SUSPEND_FOR_A_MINUTE -> suspend(fault, name, Duration.ofMinutes(1));
            case STOP -> stop(name, node);
            case RESTART_SERVER -> {
                long began = System.nanoTime();
                server.restart();
                measurePause(fault, began);
            }
            case CUT_CONNECTIONS -> {
                long began = System.nanoTime();
                server.cutConnections();
                measurePause(fault, began);
            }
            case READ_ONLY_DATABASE -> {
                server.setReadOnly(true);
                LockSupport.parkNanos(READ_ONLY.toNanos());
                long ended = System.nanoTime();
                server.setReadOnly(false);
                measurePause(fault, ended);
            }
            case FAIL_OVER_DATABASE -> {
                long began = System.nanoTime();
                server.failOver();
                measurePause(fault, began);
            }
        }
    }

    private void suspend(NodeFault fault, String name, Duration length) throws Exception {
        try (var suspension = Suspension.begin(nodes, name, server)) {
            measure(fault);
            Suspension.Effects effects = suspension.end(length, this::allSent);
            suspensions.add(effects);
            print.accept("%s: %s".formatted(fault, effects.line()));
        }
    }

    private void stop(String name, BotProcess node) throws Exception {
        long told = System.nanoTime();
        if (!node.end(BotProcess.SOON)) {
            throw new AssertionError("TERM did not end the node in time:\n" + node.log());
        }
        long ended = System.nanoTime();
        measure(NodeFault.STOP);
        nodes.requests().ofOthersSince(name, told).stream()
                .map(request -> Duration.ofNanos(request.nanos() - told))
                .findFirst()
                .ifPresent(handover -> {
                    handovers.add(handover);
                    print.accept("STOP: another node asks Telegram %d ms after TERM, of which the process lived %d ms"
                            .formatted(
                                    handover.toMillis(),
                                    Duration.ofNanos(ended - told).toMillis()));
                });
        nodes.start(name);
    }

    /// Waits until a message of another node arrives on Telegram.
    private void measure(NodeFault fault) {
        long began = System.nanoTime();
        long before =
                fault == NodeFault.STOP ? fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) : deliveredOnceQuiet();
        Awaitility.await("a message after " + fault)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) > before || allSent());
        add(new Pause(fault, Duration.ofNanos(System.nanoTime() - began)));
    }

    /// Waits until more messages have been sent than can be without the database, and takes the longest
    /// pause between two of them: the node that sends may be the same as before.
    private void measurePause(NodeFault fault, long began) {
        Awaitility.await("messages after " + fault)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> nodes.requests().sendsSince(began).size() > 2 * FaultFixture.IN_FLIGHT || allSent());
        add(new Pause(fault, nodes.requests().longestPause(began)));
    }

    private void add(Pause pause) {
        pauses.add(pause);
        print.accept(
                "%s: goes on after %d ms".formatted(pause.fault(), pause.until().toMillis()));
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
}
