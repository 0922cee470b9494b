package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.TestDatabase;
import digestbot.faults.NodesRun.NodeFault;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes that send a fan-out, and what may happen to them.
@Tag("faults")
@Timeout(600)
class NodesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void needsPostgres() {
        TestDatabase.assumePostgres();
    }

    @Test
    void anotherNodeGoesOnIfOneIsKilledSuspendedOrStopped() throws Exception {
        run(List.of(NodeFault.KILL, NodeFault.SUSPEND, NodeFault.STOP));
    }

    @Test
    void theNodesGoOnAfterTheServerWasRestartedAndTheirConnectionsWereCut() throws Exception {
        run(List.of(NodeFault.CUT_CONNECTIONS, NodeFault.RESTART_SERVER));
    }

    private void run(List<NodeFault> faults) throws Exception {
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), NodesRun.SLOW)) {
            check(new NodesRun(fixture, server, new NodesRun.Size(2, 150, 20, faults), System.out::println).run());
        }
    }

    static void check(NodesRun.Outcome outcome) {
        outcome.ledgers().forEach((at, ledger) -> {
            assertThat(ledger.lost()).as("lost on " + at).isEmpty();
            assertThat(ledger.disorder()).as("out of order on " + at).isEmpty();
            assertThat(ledger.unexpected()).as("unexpected on " + at).isEmpty();
        });
        long crashes = outcome.pauses().stream()
                .filter(pause -> pause.fault() != NodeFault.STOP)
                .count();
        assertThat((long) outcome.ledgers().get(SimulatedPlatform.TELEGRAM).repeated())
                .as("repeated, of what was in flight")
                .isLessThanOrEqualTo(crashes * (2 * FaultFixture.IN_FLIGHT + outcome.mostLately()));
        assertThat(outcome.ledgers().get(SimulatedPlatform.DISCORD).repeated())
                .as("nobody sees a double on Discord")
                .isZero();
        assertThat(outcome.pauses())
                .allSatisfy(pause ->
                        assertThat(pause.until()).as(pause.fault().name()).isLessThan(NodesRun.TAKEOVER));
        assertThat(outcome.throttled()).as("answered by 429").isZero();
    }
}
