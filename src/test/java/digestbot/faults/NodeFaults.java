package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.faults.RunningNodes.Request;
import digestbot.outside.BotProcess;
import digestbot.outside.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/// Makes faults happen to nodes that send and to their database, and waits until the nodes go on.
final class NodeFaults {

    private static final Duration READ_ONLY = Duration.ofMinutes(1);
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final Duration SUSPENSION = Duration.ofSeconds(12);

    /// By the end of this time, a node that was woken has stopped.
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private static final int MAX_TRIES = 60;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(7);

    private final FaultFixture fixture;
    private final PostgresProcess server;
    private final RunningNodes nodes;

    /// Most faults happen to the node that polls and sends on Telegram.
    enum NodeFault {
        KILL,
        SUSPEND,
        SUSPEND_FOR_A_MINUTE,
        /// The node receives TERM, and starts again.
        STOP,
        /// For a while.
        LOSE_DATABASE,
        /// Nothing arrives on the node's connections to the database for a while.
        SILENT_DATABASE,
        /// For a while.
        LOSE_TELEGRAM,
        RESTART_SERVER,
        CUT_CONNECTIONS,
        /// The database accepts no change for [#READ_ONLY].
        READ_ONLY_DATABASE,
        /// The server ends, and its standby becomes the primary.
        FAIL_OVER_DATABASE
    }

    NodeFaults(FaultFixture fixture, PostgresProcess server, RunningNodes nodes) {
        this.fixture = fixture;
        this.server = server;
        this.nodes = nodes;
    }

    void happen(NodeFault fault) throws Exception {
        nodes.forgetRequests();
        String name = nodes.sender();
        BotProcess node = nodes.process(name);
        long began = System.nanoTime();
        switch (fault) {
            case KILL -> {
                node.kill();
                awaitOthers(fault, name);
                nodes.start(name);
            }
            case SUSPEND -> suspend(fault, name, SUSPENSION);
            case SUSPEND_FOR_A_MINUTE -> suspend(fault, name, Duration.ofMinutes(1));
            case STOP -> {
                FaultFixture.end(node);
                // On a busy machine the node may not wait until all parts have stopped.
                if (!node.log().contains("is still stopping")) {
                    assertThat(nodes.leaders().keySet())
                            .as("the leader, once it has ended")
                            .doesNotContain(name);
                }
                awaitOthers(fault, name);
                nodes.start(name);
            }
            case LOSE_DATABASE -> cut(fault, name, nodes.toDatabase(name), TcpProxy.State.RESET);
            case SILENT_DATABASE -> cut(fault, name, nodes.toDatabase(name), TcpProxy.State.SILENT);
            case LOSE_TELEGRAM -> cut(fault, name, nodes.toTelegram(name), TcpProxy.State.RESET);
            case RESTART_SERVER -> {
                server.restart();
                awaitMore(fault);
            }
            case CUT_CONNECTIONS -> {
                server.cutConnections();
                awaitMore(fault);
            }
            case READ_ONLY_DATABASE -> {
                server.setReadOnly(true);
                LockSupport.parkNanos(READ_ONLY.toNanos());
                nodes.forgetRequests();
                server.setReadOnly(false);
                awaitMore(fault);
            }
            case FAIL_OVER_DATABASE -> {
                server.failOver();
                awaitMore(fault);
            }
        }
        System.out.printf(
                "%s took %d ms%n",
                fault, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /// Suspends the node at the worst moment if that comes soon: while it is the one that writes.
    private void suspend(NodeFault fault, String name, Duration length) throws Exception {
        nodes.suspend(name);
        for (int i = 1; i < MAX_TRIES && !server.isWriterIdle(); i++) {
            nodes.wake(name);
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            nodes.suspend(name);
        }
        long began = System.nanoTime();
        // So the others write and send while the node is suspended.
        awaitOthers(fault, name);
        LockSupport.parkNanos(length.toNanos() - (System.nanoTime() - began));
        nodes.forgetRequests();
        nodes.wake(name);
        LockSupport.parkNanos(AFTERMATH.toNanos());
        assertThat(nodes.requests().stream().filter(request -> request.node().equals(name)))
                .as("requests of the node after it woke, of what was in flight")
                .hasSizeLessThanOrEqualTo(FaultFixture.IN_FLIGHT);
    }

    private void cut(NodeFault fault, String name, TcpProxy network, TcpProxy.State how) throws Exception {
        long began = System.nanoTime();
        network.set(how);
        awaitOthers(fault, name);
        LockSupport.parkNanos(OUTAGE.toNanos() - (System.nanoTime() - began));
        List<Request> sends = nodes.requests().stream().filter(Request::send).toList();
        network.set(TcpProxy.State.OPEN);
        assertThat(sends.stream()
                        .dropWhile(request -> request.node().equals(name))
                        .filter(request -> request.node().equals(name)))
                .as("sent by the node that was cut off after another one had begun")
                .isEmpty();
    }

    /// Waits until another node sends, or all is sent.
    private void awaitOthers(NodeFault fault, String name) {
        Awaitility.await("messages of another node after " + fault)
                .until(() -> nodes.requests().stream()
                                .anyMatch(request ->
                                        request.send() && !request.node().equals(name))
                        || fixture.isDelivered());
    }

    /// Waits until more messages have been sent than can be without the database.
    private void awaitMore(NodeFault fault) {
        Awaitility.await("messages after " + fault)
                .until(() -> nodes.requests().stream().filter(Request::send).count() > 2 * FaultFixture.IN_FLIGHT
                        || fixture.isDelivered());
    }
}
