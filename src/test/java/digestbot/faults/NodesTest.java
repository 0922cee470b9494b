package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.TestDatabase;
import digestbot.delivery.api.PlatformLimits;
import digestbot.faults.FaultFixture.Crowd;
import digestbot.faults.NodeFaults.NodeFault;
import digestbot.outside.BotHome;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.Simulators.Counts;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several nodes that share a PostgreSQL database send a fan-out to Telegram and Discord while
/// people type commands, and meet with faults.
@Tag("faults")
class NodesTest {

    /// With these limits a fan-out is still under way when the last fault happens.
    static final PlatformLimits SLOW = new PlatformLimits(60, 50, 600);

    private static final PlatformLimits TELEGRAMS_LIMITS = new PlatformLimits(30, 1, 20);
    private static final List<MarkedDigests> DIGESTS =
            List.of(new MarkedDigests("trade", "a", 30), new MarkedDigests("tech", "b", 2));

    /// More messages for each chat than a group may receive in a minute.
    private static final List<MarkedDigests> MANY_DIGESTS = IntStream.range(0, 9)
            .mapToObj(i -> new MarkedDigests("topic-" + i, String.valueOf((char) ('a' + i)), 60))
            .toList();

    private static final Crowd SMALL = new Crowd(150, 0, 20);
    private static final long FIRST_TYPIST = 500_000;

    /// So many people type a command before each fault, and as many after it.
    private static final int TYPISTS = 15;

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private int typed;

    @TempDir
    Path folder;

    @BeforeEach
    void needsPostgres() {
        TestDatabase.assumePostgres();
    }

    @Test
    @Tag("short")
    void anotherNodeGoesOnIfOneIsStopped() throws Exception {
        run(2, new Crowd(120, 0, 5), List.of(NodeFault.STOP));
    }

    @Test
    void theNodesGoOnWhateverHappensToThem() throws Exception {
        List<NodeFault> faults = new ArrayList<>();
        Map.of(
                        NodeFault.KILL, 50,
                        NodeFault.SUSPEND, 20,
                        NodeFault.STOP, 20,
                        NodeFault.RESTART_SERVER, 10,
                        NodeFault.CUT_CONNECTIONS, 20,
                        NodeFault.SUSPEND_FOR_A_MINUTE, 1)
                .forEach((fault, count) -> faults.addAll(Collections.nCopies(FaultFixture.share(count), fault)));
        Collections.shuffle(faults, new Random(FaultFixture.SEED));
        int chats = Math.max(SMALL.chats(), FaultFixture.share(5_000));
        run(3, new Crowd(chats, 0, Math.max(SMALL.channels(), FaultFixture.share(300))), faults);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOSE_DATABASE", "SILENT_DATABASE", "LOSE_TELEGRAM", "READ_ONLY_DATABASE"})
    void theNodesGoOnAfter(NodeFault fault) throws Exception {
        run(2, SMALL, List.of(fault));
    }

    /// The outage outlasts the lease, and the results of what was in flight are stored after it.
    @Test
    void aSingleNodeRepeatsNothingAfterTheDatabaseTookNoChanges() throws Exception {
        run(1, SMALL, List.of(NodeFault.READ_ONLY_DATABASE));
    }

    @Test
    void theNodesGoOnAfterTheDatabaseFailedOver() throws Exception {
        try (PostgresProcess server = PostgresProcess.startWithStandby(folder.resolve("standby"));
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), SLOW);
                var nodes = new RunningNodes(fixture, false)) {
            run(fixture, server, nodes, 2, SMALL, DIGESTS, List.of(NodeFault.FAIL_OVER_DATABASE));
        }
    }

    /// The platform enforces its limits, also those of groups.
    @ParameterizedTest
    @EnumSource(names = {"KILL", "STOP"})
    void noLimitIsExceededAfter(NodeFault fault) throws Exception {
        List<NodeFault> faults = Collections.nCopies(FaultFixture.share(20), fault);
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), TELEGRAMS_LIMITS);
                var nodes = new RunningNodes(fixture, false)) {
            fixture.sandbox.limit(30, 1, 20);
            run(fixture, server, nodes, 2, new Crowd(36, 12, 0), MANY_DIGESTS, faults);
        }
    }

    private void run(int count, Crowd crowd, List<NodeFault> faults) throws Exception {
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), SLOW);
                var nodes = new RunningNodes(fixture, true)) {
            run(fixture, server, nodes, count, crowd, DIGESTS, faults);
        }
    }

    private void run(
            FaultFixture fixture,
            PostgresProcess server,
            RunningNodes nodes,
            int count,
            Crowd crowd,
            List<MarkedDigests> digests,
            List<NodeFault> faults)
            throws Exception {
        System.out.printf("%d nodes, %s, %s, seed %d%n", count, crowd, faults, FaultFixture.SEED);
        Map<SimulatedPlatform, List<String>> parts = fixture.parts(digests);
        Map<SimulatedPlatform, List<Long>> chats = fixture.subscribe(crowd, digests);
        for (int i = 0; i < count; i++) {
            nodes.start("node-" + i);
        }
        nodes.awaitLeader();
        for (MarkedDigests digest : digests) {
            fixture.drop(digest);
            fixture.awaitPlanned(crowd.size() * (digests.indexOf(digest) + 1L));
        }
        var telegram = SimulatedPlatform.TELEGRAM;
        long expected = (long) parts.get(telegram).size() * chats.get(telegram).size();
        var happening = new NodeFaults(fixture, server, nodes);
        for (int i = 0; i < faults.size(); i++) {
            fixture.awaitSent(telegram, expected * (i + 1) / (faults.size() + 2));
            type(fixture);
            happening.happen(faults.get(i));
            type(fixture);
        }
        fixture.awaitDelivered();
        fixture.awaitReplies(typed);
        nodes.end();
        check(fixture, crashes(count, faults), chats, parts);
        assertThat(nodes.conflicts()).as("polls that met another one").isZero();
    }

    /// The faults after which something may be repeated. A node that is alone keeps its results.
    private static long crashes(int nodes, List<NodeFault> faults) {
        return faults.stream()
                .filter(fault -> fault != NodeFault.STOP && !(nodes == 1 && fault == NodeFault.READ_ONLY_DATABASE))
                .count();
    }

    private void type(FaultFixture fixture) {
        fixture.sandbox.join(FIRST_TYPIST + typed, TYPISTS);
        for (int i = 0; i < TYPISTS; i++) {
            long person = FIRST_TYPIST + typed++;
            fixture.sandbox.write(
                    SimulatedPlatform.TELEGRAM,
                    person,
                    new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, ""),
                    "/topics");
        }
    }

    private void check(
            FaultFixture fixture,
            long crashes,
            Map<SimulatedPlatform, List<Long>> chats,
            Map<SimulatedPlatform, List<String>> parts) {
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            Counts counts = fixture.sandbox.counts(at);
            DeliveryLedger ledger = fixture.ledger(at, chats.get(at), parts.get(at));
            assertThat(ledger.isSound()).as("%s: %s", at, ledger).isTrue();
            assertThat(counts.throttled()).as("answered by 429 on %s", at).isZero();
            long inFlight = crashes * (2 * FaultFixture.IN_FLIGHT + counts.mostLately());
            assertThat((long) ledger.repeated())
                    .as("repeated on %s, of what was in flight at crashes", at)
                    .isLessThanOrEqualTo(at == SimulatedPlatform.DISCORD ? 0 : inFlight);
            if (at == SimulatedPlatform.TELEGRAM) {
                Map<Long, List<String>> received = fixture.sandbox.received(at);
                List<Integer> answers = IntStream.range(0, typed)
                        .mapToObj(i -> received.getOrDefault(FIRST_TYPIST + i, List.of())
                                .size())
                        .toList();
                assertThat(answers).as("answers to each command").doesNotContain(0);
                assertThat(answers.stream().mapToLong(each -> each - 1L).sum())
                        .as("answered again, of what was in flight at crashes")
                        .isLessThanOrEqualTo(inFlight);
            }
        }
    }

    /// The clock of the node that sends is wrong by hours: it moves neither deliveries nor the work.
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aWrongClockOfOneMachineMovesNeitherDeliveriesNorTheWork(int hours) throws Exception {
        Map<String, String> environment = wrongClock(Duration.ofHours(hours));
        var digest = new MarkedDigests("trade", "a", 2);
        int count = FaultFixture.share(200);
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), BotHome.ROOMY);
                var nodes = new RunningNodes(fixture, false)) {
            List<String> parts = fixture.parts(List.of(digest)).get(SimulatedPlatform.TELEGRAM);
            List<Long> chats = fixture.privateChats(count);
            nodes.start("node-0", environment);
            nodes.awaitLeader();
            nodes.start("node-1");
            Map<String, Long> leaders = nodes.leaders();
            Instant due = InstantSource.system().instant().plusSeconds(75).truncatedTo(ChronoUnit.MINUTES);
            SeededSubscribers.of(server.location())
                    .topics(List.of(digest.topic()))
                    .telegramLater(
                            chats.getFirst(),
                            count,
                            DateTimeFormatter.ofPattern("HH:mm").format(due.atOffset(ZoneOffset.UTC)));
            fixture.drop(digest);
            fixture.awaitDelivered(digest, count);
            DeliveryLedger ledger = fixture.ledger(SimulatedPlatform.TELEGRAM, chats, parts);
            assertThat(ledger.isSound()).as(ledger::toString).isTrue();
            assertThat(ledger.repeated()).as("repeated").isZero();
            long first = fixture.sandbox.counts(SimulatedPlatform.TELEGRAM).firstMicros();
            assertThat(Instant.EPOCH.plus(first, ChronoUnit.MICROS))
                    .as("the first message")
                    .isAfterOrEqualTo(due);
            assertThat(nodes.leaders()).as("the leader and its term").isEqualTo(leaders);
            assertThat(nodes.process(nodes.sender()).log())
                    .containsPattern("this machine's clock differs from the database's by %s3[56]\\d\\d s"
                            .formatted(hours < 0 ? "-" : ""));
            nodes.end();
        }
    }

    /// The environment of a process whose machine's clock is wrong, by Debian's package
    /// `libfaketime`; skips the test without it. The monotonic clock is ahead too: otherwise Java's
    /// waits would end at once.
    private static Map<String, String> wrongClock(Duration ahead) throws Exception {
        try (var folders = Files.list(LIBRARIES)) {
            Optional<Path> library = folders.map(each -> each.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
            Assumptions.assumeTrue(library.isPresent(), "libfaketime is not installed");
            return Map.of(
                    "LD_PRELOAD", library.orElseThrow().toString(), "FAKETIME", "%+d".formatted(ahead.toSeconds()));
        }
    }
}
