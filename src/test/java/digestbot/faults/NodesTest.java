package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.TestDatabase;
import digestbot.faults.NodeFaults.NodeFault;
import digestbot.faults.NodeNetworkRun.Server;
import digestbot.faults.RunningNodes.Crowd;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.outside.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes that send a fan-out, and what may happen to them.
@Tag("faults")
class NodesTest {

    static final String TELEGRAMS_LIMITS = "{per-second: 30, per-chat-per-second: 1, per-group-per-minute: 20}";

    /// The longest time from TERM until another node serves the platform. The whole suite measures it; a share of it
    /// runs wherever a change is checked, and on two busy cores three processes took up to 2.1 s.
    private static final Duration HANDOVER = Duration.ofSeconds(LongFaultsTest.SHARE < 1 ? 4 : 1);

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

    @Test
    void theNodesGoOnAfterTheDatabaseWasReadOnly() throws Exception {
        run(List.of(NodeFault.READ_ONLY_DATABASE));
    }

    @Test
    void theNodesGoOnAfterTheDatabaseFailedOver() throws Exception {
        try (PostgresProcess server = PostgresProcess.startWithStandby(folder.resolve("standby"))) {
            run(server, List.of(NodeFault.FAIL_OVER_DATABASE));
        }
    }

    @Test
    void noLimitIsExceededIfNodesAreKilledAndStopped() throws Exception {
        checkLimits(
                folder,
                new Crowd(36, 12, 0),
                List.of(NodeFault.KILL, NodeFault.STOP, NodeFault.KILL),
                System.out::println);
    }

    @Test
    void eachCommandIsAnsweredIfTheNodeThatPollsIsKilled() throws Exception {
        checkUpdates(folder, new NodeUpdatesRun.Size(100, 2), new Random(7), System.out::println);
    }

    @Test
    void anotherNodeGoesOnIfConnectionsToTheDatabaseAreReset() throws Exception {
        checkNetwork(
                folder, Server.DATABASE, TcpProxy.State.RESET, new NodeNetworkRun.Size(150, 20), System.out::println);
    }

    @Test
    void anotherNodeGoesOnIfTheDatabaseFallsSilent() throws Exception {
        checkNetwork(
                folder, Server.DATABASE, TcpProxy.State.SILENT, new NodeNetworkRun.Size(150, 20), System.out::println);
    }

    @Test
    void anotherNodeGoesOnIfOneLosesTelegram() throws Exception {
        checkNetwork(
                folder, Server.TELEGRAM, TcpProxy.State.RESET, new NodeNetworkRun.Size(200, 20), System.out::println);
    }

    @Test
    void aWrongClockOfTheMachineDoesNotMoveDeliveries() throws Exception {
        checkClock(folder, Duration.ofHours(1), 20, System.out::println);
    }

    @Test
    void aWrongClockOfOneMachineMovesNeitherDeliveriesNorSeats() throws Exception {
        checkWrongClock(folder, Duration.ofHours(1), 20, System.out::println);
    }

    /// The platform enforces its limits, also those of groups.
    static void checkLimits(Path folder, Crowd crowd, List<NodeFault> faults, Consumer<String> print) throws Exception {
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), TELEGRAMS_LIMITS)) {
            fixture.sandbox.limit(30, 1, 20);
            var size = new NodesRun.Size(2, crowd, NodesRun.MANY_DIGESTS, faults);
            check(new NodesRun(fixture, server, size, print).run());
        }
    }

    static void checkUpdates(Path folder, NodeUpdatesRun.Size size, Random random, Consumer<String> print)
            throws Exception {
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), BotHome.ROOMY)) {
            var outcome = new NodeUpdatesRun(fixture, size, random, print).run();
            assertThat(outcome.unanswered()).as("without an answer").isEmpty();
            assertThat(outcome.conflicts()).as("polls that met another one").isZero();
            assertThat(outcome.handled()).as("handled once").isEqualTo(size.updates());
            assertThat((long) outcome.doubles())
                    .as("answered again, of what was in flight at the kills")
                    .isLessThanOrEqualTo(size.kills() * (2 * FaultFixture.IN_FLIGHT + outcome.mostLately()));
        }
    }

    static void checkNetwork(
            Path folder, Server server, TcpProxy.State cut, NodeNetworkRun.Size size, Consumer<String> print)
            throws Exception {
        try (PostgresProcess postgres = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, postgres.location(), NodesRun.SLOW)) {
            var outcome = new NodeNetworkRun(fixture, postgres.location(), size, print).run(server, cut);
            outcome.ledgers()
                    .forEach((at, ledger) -> assertThat(ledger.isSound())
                            .as(at + ": " + ledger.line())
                            .isTrue());
            assertThat((long) outcome.ledgers().get(SimulatedPlatform.TELEGRAM).repeated())
                    .as("repeated, of what was in flight")
                    .isLessThanOrEqualTo(2 * FaultFixture.IN_FLIGHT + outcome.mostLately());
            assertThat(outcome.ledgers().get(SimulatedPlatform.DISCORD).repeated())
                    .as("nobody sees a double on Discord")
                    .isZero();
            assertThat(outcome.conflicts()).as("polls that met another one").isZero();
            assertThat(outcome.takeover()).isLessThan(NodesRun.TAKEOVER);
            assertThat(outcome.overlap())
                    .as("sent by the node that was cut off after the other one had begun")
                    .isNegative();
        }
    }

    static void checkClock(Path folder, Duration ahead, int chats, Consumer<String> print) throws Exception {
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture =
                        FaultFixture.nodes(folder, NodeClockRun.withClock(server, ahead), BotHome.ROOMY)) {
            check(new NodeClockRun(fixture, ahead, Map.of(), chats, print).run());
        }
    }

    /// The clock of the node that sends is wrong. It must leave the shared jobs to the other one.
    static void checkWrongClock(Path folder, Duration ahead, int chats, Consumer<String> print) throws Exception {
        Map<String, String> environment = WrongClock.assume(ahead).environment();
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), BotHome.ROOMY)) {
            var outcome = new NodeClockRun(fixture, Duration.ZERO, environment, chats, print).run();
            check(outcome);
            assertThat(outcome.log())
                    .containsPattern("this machine's clock differs from the database's by %s3[56]\\d\\d s"
                            .formatted(ahead.isNegative() ? "-" : ""));
        }
    }

    private static void check(NodeClockRun.Outcome outcome) {
        assertThat(outcome.ledger().isSound()).as(outcome.ledger().line()).isTrue();
        assertThat(outcome.ledger().repeated()).isZero();
        assertThat(outcome.early()).as("before its time").isZero();
        assertThat(outcome.late()).as("after its time").isLessThan(Duration.ofSeconds(15));
        assertThat(outcome.moved()).as("seats that changed hands").isEmpty();
    }

    private void run(List<NodeFault> faults) throws Exception {
        try (PostgresProcess server = PostgresProcess.start()) {
            run(server, faults);
        }
    }

    private void run(PostgresProcess server, List<NodeFault> faults) throws Exception {
        try (FaultFixture fixture = FaultFixture.nodes(folder, server.location(), NodesRun.SLOW)) {
            var size = new NodesRun.Size(2, new Crowd(150, 0, 20), NodesRun.DIGESTS, faults);
            check(new NodesRun(fixture, server, size, System.out::println).run());
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
        assertThat(outcome.handovers())
                .allSatisfy(handover -> assertThat(handover).as("handover").isLessThan(HANDOVER));
        assertThat(outcome.suspensions()).allSatisfy(effects -> {
            assertThat(effects.writerWait()).as(effects.line()).isLessThan(Suspension.STANDSTILL);
            assertThat(effects.standstill()).as(effects.line()).isLessThan(Suspension.STANDSTILL);
            assertThat(effects.lastAfterWaking()).as(effects.line()).isLessThan(Suspension.AFTER_WAKING);
        });
        assertThat(outcome.conflicts()).as("polls that met another one").isZero();
        assertThat(outcome.throttled()).as("answered by 429").isZero();
    }
}
