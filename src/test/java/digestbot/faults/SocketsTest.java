package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.PlatformLimits;
import digestbot.faults.FaultFixture.Crowd;
import digestbot.outside.BotProcess;
import digestbot.outside.FaultyNetwork;
import digestbot.outside.FaultyNetwork.NetworkFault;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("faults")
class SocketsTest {

    private static final Duration OUTAGE = Duration.ofMillis(1_500);

    @TempDir
    Path folder;

    @Test
    void losesNothingWhenConnectionsBreak() throws Exception {
        var digest = new MarkedDigests("trade", "a", 30);
        var crowd = new Crowd(FaultFixture.share(1_000), 0, FaultFixture.share(40));
        try (FaultFixture fixture = FaultFixture.withFaultyNetworks(folder)) {
            Map<SimulatedPlatform, List<String>> parts = fixture.parts(List.of(digest));
            Map<SimulatedPlatform, List<Long>> chats = fixture.subscribe(crowd, List.of(digest));
            FaultyNetwork telegram = fixture.sandbox.network(SimulatedPlatform.TELEGRAM);
            List<FaultyNetwork> networks = Stream.of(SimulatedPlatform.values())
                    .map(fixture.sandbox::network)
                    .toList();
            try (BotProcess _ = fixture.startReady()) {
                for (FaultyNetwork network : networks) {
                    network.injectByChance(new NetworkFault.CutBefore(), 0.03, FaultFixture.SEED);
                    network.injectByChance(new NetworkFault.CutAfter(), 0.03, FaultFixture.SEED + 1);
                    network.injectByChance(new NetworkFault.CutWithin(), 0.03, FaultFixture.SEED + 2);
                }
                long start = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
                long messages = (long) crowd.chats()
                        * parts.get(SimulatedPlatform.TELEGRAM).size();
                fixture.drop(digest);
                fixture.awaitSent(SimulatedPlatform.TELEGRAM, start + messages / 4);
                telegram.cut();
                fixture.awaitSent(SimulatedPlatform.TELEGRAM, start + messages / 2);
                networks.forEach(FaultyNetwork::shut);
                LockSupport.parkNanos(OUTAGE.toNanos());
                networks.forEach(FaultyNetwork::reopen);
                fixture.awaitDelivered();
            }
            for (SimulatedPlatform at : SimulatedPlatform.values()) {
                DeliveryLedger ledger = fixture.ledger(at, chats.get(at), parts.get(at));
                assertThat(ledger.isSound()).as("%s: %s", at, ledger).isTrue();
                Map<String, Integer> happened = telegram.happened();
                int unanswered = happened.getOrDefault("CutAfter", 0) + happened.getOrDefault("CutWithin", 0);
                int allowed = at == SimulatedPlatform.DISCORD ? 0 : unanswered + 2 * FaultFixture.IN_FLIGHT;
                assertThat(ledger.repeated())
                        .as(
                                "repeated on %s, of %d that were not answered, and two cuts of what was on its way",
                                at, unanswered)
                        .isLessThanOrEqualTo(allowed);
                assertThat(unanswered).as("faults that happened: %s", happened).isPositive();
            }
        }
    }

    /// api.telegram.org is reported to close connections 38 s after they were opened.
    @Test
    void everyMessageIsAnsweredThoughConnectionsAreClosedBusyOrNot() throws Exception {
        var digest = new MarkedDigests("trade", "a", 1);
        var tenMinutes = new Crowd(FaultFixture.share(18_000), 0, 0);
        try (FaultFixture fixture = FaultFixture.withFaultyNetworks(folder, new PlatformLimits(30, 1, 20))) {
            fixture.sandbox.network(SimulatedPlatform.TELEGRAM).closeAfter(38_000);
            fixture.subscribe(tenMinutes, List.of(digest));
            try (BotProcess _ = fixture.startReady()) {
                fixture.drop(digest);
                fixture.awaitDelivered(digest, tenMinutes.chats());
            }
            assertThat(fixture.read("SELECT outcome, sum(deliveries) FROM delivery_hour GROUP BY outcome"))
                    .isEqualTo(Map.of("sent", (long) tenMinutes.chats()));
        }
    }
}
