package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.LaterVersions;
import digestbot.database.TestDatabase;
import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node of this version while another node of a later version updates the tables.
@Tag("faults")
class RollingUpdateTest {

    private static final long FIRST = 10_000;
    private static final int CHATS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final MarkedDigests BEFORE = new MarkedDigests("trade", "a", 30);
    private static final MarkedDigests AFTER = new MarkedDigests("tech", "b", 2);

    @TempDir
    Path folder;

    @Test
    void aNodeGoesOnWithTheTablesOfTheNextVersionAndRefusesThoseOfTheOneAfter() throws Exception {
        TestDatabase.assumePostgres();
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), NodesRun.SLOW)) {
            List<String> parts = fixture.parts(List.of(BEFORE, AFTER)).get(SimulatedPlatform.TELEGRAM);
            fixture.sandbox.join(FIRST, CHATS);
            SeededSubscribers.of(server.location())
                    .topics(List.of(BEFORE.topic(), AFTER.topic()))
                    .telegram(FIRST, CHATS);
            var nodes = new RunningNodes(fixture);
            nodes.start("old");
            nodes.awaitSeats();
            fixture.drop(BEFORE);
            fixture.awaitPlanned(CHATS);
            awaitSent(fixture, CHATS / 2);
            LaterVersions.next(server.location());
            long sent = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
            assertThat(sent).as("the update met the fan-out").isLessThan((long) CHATS * parts.size());
            awaitSent(fixture, sent + 1);
            fixture.awaitDelivered(PATIENCE);
            nodes.end();

            nodes.start("old");
            nodes.awaitSeats();
            fixture.drop(AFTER);
            fixture.awaitPlanned(2L * CHATS);
            fixture.awaitDelivered(PATIENCE);
            nodes.end();
            assertThat(nodes.process("old").log()).doesNotContain("ERROR");
            DeliveryLedger ledger = DeliveryLedger.of(
                    LongStream.range(FIRST, FIRST + CHATS).boxed().collect(Collectors.toMap(chat -> chat, _ -> parts)),
                    fixture.sandbox.received(SimulatedPlatform.TELEGRAM));
            assertThat(ledger.isSound()).as(ledger.line()).isTrue();
            assertThat(ledger.repeated()).isZero();
            assertThat(fixture.states("digest")).isEqualTo(Map.of("sent", 2L * CHATS));

            LaterVersions.afterNext(server.location());
            BotProcess refused =
                    fixture.startNode("old", server.location(), fixture.sandbox.telegram(), Map.of(), BotProcess.QUICK);
            assertThat(refused.process().waitFor(FaultFixture.READY.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(refused.process().exitValue()).isEqualTo(1);
            assertThat(refused.log())
                    .contains(
                            "its tables are at least two versions ahead of this program; install the version that made"
                                    + " them, and never skip one while nodes are running.");
        }
    }

    private static void awaitSent(FaultFixture fixture, long messages) {
        Awaitility.await(messages + " messages")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) >= messages);
    }
}
