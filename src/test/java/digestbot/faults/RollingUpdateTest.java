package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.LaterVersions;
import digestbot.database.TestDatabase;
import digestbot.faults.FaultFixture.Crowd;
import digestbot.outside.BotProcess;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node of this version runs while a node of a later version updates the tables.
@Tag("faults")
class RollingUpdateTest {

    private static final int CHATS = 150;
    private static final MarkedDigests BEFORE = new MarkedDigests("trade", "a", 30);
    private static final MarkedDigests AFTER = new MarkedDigests("tech", "b", 2);

    @TempDir
    Path folder;

    @Test
    void aNodeGoesOnWithTheTablesOfTheNextVersionAndRefusesThoseOfTheOneAfter() throws Exception {
        TestDatabase.assumePostgres();
        var telegram = SimulatedPlatform.TELEGRAM;
        try (PostgresProcess server = PostgresProcess.start();
                FaultFixture fixture = FaultFixture.nodes(folder, server.location(), NodesTest.SLOW);
                var nodes = new RunningNodes(fixture, false)) {
            List<String> parts = fixture.parts(List.of(BEFORE, AFTER)).get(telegram);
            List<Long> chats = fixture.subscribe(new Crowd(CHATS, 0, 0), List.of(BEFORE, AFTER))
                    .get(telegram);
            nodes.start("old");
            nodes.awaitLeader();
            fixture.drop(BEFORE);
            fixture.awaitPlanned(CHATS);
            fixture.awaitSent(telegram, CHATS / 2);
            LaterVersions.next(server.location());
            long sent = fixture.sandbox.delivered(telegram);
            assertThat(sent).as("the update met the fan-out").isLessThan((long) CHATS * parts.size());
            fixture.awaitSent(telegram, sent + 1);
            fixture.awaitDelivered();
            nodes.end();
            nodes.start("old");
            nodes.awaitLeader();
            fixture.drop(AFTER);
            fixture.awaitDelivered(AFTER, 2 * CHATS);
            nodes.end();
            assertThat(nodes.process("old").log()).doesNotContain("ERROR");
            DeliveryLedger ledger = fixture.ledger(telegram, chats, parts);
            assertThat(ledger.isSound()).as(ledger::toString).isTrue();
            assertThat(ledger.repeated()).as("repeated").isZero();
            assertThat(fixture.states("digest")).isEqualTo(Map.of("sent", 2L * CHATS));

            LaterVersions.afterNext(server.location());
            BotProcess refused = fixture.startNode("old", server.location(), fixture.sandbox.telegram(), Map.of());
            assertThat(refused.process().waitFor(FaultFixture.READY.toSeconds(), TimeUnit.SECONDS))
                    .as("the node ended:\n%s", refused.log())
                    .isTrue();
            assertThat(refused.process().exitValue()).as(refused.log()).isEqualTo(1);
            assertThat(refused.log())
                    .contains(
                            "its tables are at least two versions ahead of this program; install the version that made"
                                    + " them, and never skip one while nodes are running.");
        }
    }
}
