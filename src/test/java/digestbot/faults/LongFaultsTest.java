package digestbot.faults;

import digestbot.database.TestDatabase;
import digestbot.faults.NodeFaults.NodeFault;
import digestbot.faults.RunningNodes.Crowd;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.outside.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same faults, more often and on a larger crowd: `mvn -q -Pfaults verify`. `-Dfaults.seed=…` repeats a run,
/// `-Dfaults.share=0.1` takes a tenth of the crowd and of the kills.
@Tag("faults")
@Timeout(7_200)
class LongFaultsTest {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);

    static final double SHARE = Double.parseDouble(System.getProperty("faults.share", "1"));

    /// How often each fault happens. Others take a minute, or happen to a server once: [NodesTest].
    private static final Map<NodeFault, Integer> COUNTS = new EnumMap<>(Map.of(
            NodeFault.KILL, 50,
            NodeFault.SUSPEND, 20,
            NodeFault.STOP, 20,
            NodeFault.RESTART_SERVER, 10,
            NodeFault.CUT_CONNECTIONS, 20));

    @TempDir
    Path folder;

    @Test
    void killsInAFanOutToTelegram() throws Exception {
        var size = new KillRun.Size(share(5_000), share(50), share(5));
        title("Telegram: %d chats, %d kills".formatted(size.chats(), size.kills()));
        try (FaultFixture fixture = FaultFixture.telegram(folder)) {
            var outcome = killed(fixture, SimulatedPlatform.TELEGRAM, size);
            KillRun.Replies replies = outcome.replies();
            print("%d commands typed, %d handled, %d answers received"
                    .formatted(replies.typed(), replies.expected(), replies.received()));
            KillTest.checkTelegram(outcome);
        }
    }

    @Test
    void killsInAFanOutToDiscord() throws Exception {
        var size = new KillRun.Size(share(600), share(15), share(3));
        title("Discord: %d channels, %d kills".formatted(size.chats(), size.kills()));
        try (FaultFixture fixture = FaultFixture.both(folder)) {
            var outcome = killed(fixture, SimulatedPlatform.DISCORD, size);
            print("%d shown; %d sent again and, by their nonces, not shown again"
                    .formatted(outcome.shown(), KillTest.repeatedByNonce(outcome)));
            KillTest.checkDiscord(outcome);
        }
    }

    private static KillRun.Outcome killed(FaultFixture fixture, SimulatedPlatform at, KillRun.Size size)
            throws Exception {
        var outcome = new KillRun(fixture, at, size, new Random(SEED), LongFaultsTest::print).run();
        print(outcome.ledger().line());
        printWindows(outcome.windows(), outcome.counts().mostLately());
        return outcome;
    }

    private static void printWindows(List<UnsettledWindow> windows, long mostLately) {
        IntSummaryStatistics unsettled =
                windows.stream().mapToInt(UnsettledWindow::unsettled).summaryStatistics();
        print("sent and not settled at a kill: %.1f in the mean, at most %d"
                .formatted(unsettled.getAverage(), unsettled.getMax()));
        print("over %d in flight and what arrived in the last 20 ms: %d of %d kills, by at most %d; none may be over %d"
                .formatted(
                        FaultFixture.IN_FLIGHT,
                        windows.stream().filter(window -> window.over() > 0).count(),
                        windows.size(),
                        windows.stream().mapToInt(UnsettledWindow::over).max().orElse(0),
                        2 * FaultFixture.IN_FLIGHT + mostLately));
    }

    @Test
    void everyOutcomeAtRandom() throws Exception {
        var size = new OutcomesRun.Size(share(1_500), share(190), share(10));
        title("every outcome at random: %d chats on Telegram, %d on Discord, killed %d times and again"
                .formatted(size.onTelegram(), size.onDiscord(), size.kills()));
        try (FaultFixture fixture = FaultFixture.withDoors(folder)) {
            OutcomesRunTest.check(fixture, size, SEED, LongFaultsTest::print);
        }
    }

    @Test
    void nodesThatFail() throws Exception {
        TestDatabase.assumePostgres();
        List<NodeFault> faults = new ArrayList<>();
        COUNTS.forEach((fault, count) -> faults.addAll(Collections.nCopies(share(count), fault)));
        // It takes too long for a share.
        faults.addAll(Collections.nCopies((int) SHARE, NodeFault.SUSPEND_FOR_A_MINUTE));
        Collections.shuffle(faults, new Random(SEED));
        var size = new NodesRun.Size(3, new Crowd(share(5_000), 0, share(300)), NodesRun.DIGESTS, faults);
        title("three nodes: %s, %s".formatted(size.crowd(), faults));
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), NodesRun.SLOW)) {
            NodesTest.check(new NodesRun(fixture, server, size, LongFaultsTest::print).run());
        }
    }

    @Test
    void handoversUnderTelegramsLimits() throws Exception {
        TestDatabase.assumePostgres();
        List<NodeFault> faults = Collections.nCopies(share(20), NodeFault.STOP);
        var crowd = new Crowd(60, 20, 0);
        title("handovers under limits: %s, %d handovers".formatted(crowd, faults.size()));
        NodesTest.checkLimits(folder, crowd, faults, LongFaultsTest::print);
    }

    @Test
    void killsUnderTelegramsLimits() throws Exception {
        TestDatabase.assumePostgres();
        List<NodeFault> faults = Collections.nCopies(share(20), NodeFault.KILL);
        var crowd = new Crowd(60, 20, 0);
        title("kills under limits: %s, %d kills".formatted(crowd, faults.size()));
        NodesTest.checkLimits(folder, crowd, faults, LongFaultsTest::print);
    }

    @Test
    void updatesWhileNodesAreKilled() throws Exception {
        TestDatabase.assumePostgres();
        var size = new NodeUpdatesRun.Size(share(1_000), share(20));
        title("updates to nodes: %d people, %d kills".formatted(size.updates(), size.kills()));
        NodesTest.checkUpdates(folder, size, new Random(SEED), LongFaultsTest::print);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "SILENT"})
    void aNodeWithoutTheDatabase(TcpProxy.State cut) throws Exception {
        TestDatabase.assumePostgres();
        var size = new NodeNetworkRun.Size(share(1_500), share(100));
        title("a node without the database, %s: %d chats, %d channels".formatted(cut, size.chats(), size.channels()));
        NodesTest.checkNetwork(folder, NodeNetworkRun.Server.DATABASE, cut, size, LongFaultsTest::print);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void clocksThatAreWrong(int hours) throws Exception {
        TestDatabase.assumePostgres();
        title("the server's clock is %d h ahead".formatted(hours));
        NodesTest.checkClock(folder, Duration.ofHours(hours), share(200), LongFaultsTest::print);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void oneClockThatIsWrong(int hours) throws Exception {
        TestDatabase.assumePostgres();
        title("the clock of the node that sends is %d h ahead".formatted(hours));
        NodesTest.checkWrongClock(folder, Duration.ofHours(hours), share(200), LongFaultsTest::print);
    }

    @Test
    void brokenConnections() throws Exception {
        title("broken connections");
        try (FaultFixture fixture = FaultFixture.withDoors(folder)) {
            SocketsTest.check(fixture, share(1_000), share(40), SEED);
        }
    }

    private static int share(int whole) {
        return Math.max(1, (int) Math.round(SHARE * whole));
    }

    private static void title(String what) {
        print("seed %d: %s".formatted(SEED, what));
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
