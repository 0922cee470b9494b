package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Bot;
import digestbot.outside.NetworkFault;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that break before, after and in the middle, and a platform that is not there for a while.
@Tag("faults")
class SocketsTest {

    private static final long FIRST = 2_000;

    @TempDir
    Path folder;

    @Test
    void losesNothingWhenConnectionsBreak() throws Exception {
        try (FaultFixture fixture = FaultFixture.withDoors(folder)) {
            check(fixture, 100, 10, 4);
        }
    }

    static void check(FaultFixture fixture, int chats, int channels, long seed) throws Exception {
        var digest = new MarkedDigests("trade", "a", 30);
        Map<SimulatedPlatform, List<String>> expected = fixture.parts(List.of(digest));
        List<String> parts = expected.get(SimulatedPlatform.TELEGRAM);
        List<Long> discord = IntStream.range(0, channels)
                .mapToObj(i -> fixture.sandbox.channel("news-" + i).id())
                .toList();
        SeededSubscribers subscribers =
                SeededSubscribers.of(fixture.botHome.database()).topics(List.of("trade"));
        subscribers.telegram(FIRST, chats);
        subscribers.destinations(discord.stream()
                .map(channel -> SeededSubscribers.Destination.of(SimulatedPlatform.DISCORD, "group", channel))
                .toList());
        fixture.sandbox.join(FIRST, chats);

        Map<String, Integer> before =
                fixture.sandbox.network(SimulatedPlatform.TELEGRAM).happened();
        try (Bot _ = fixture.startHere()) {
            for (SimulatedPlatform at : SimulatedPlatform.values()) {
                fixture.sandbox.network(at).injectByChance(new NetworkFault.CutBefore(), 0.03, seed);
                fixture.sandbox.network(at).injectByChance(new NetworkFault.CutAfter(), 0.03, seed + 1);
                fixture.sandbox.network(at).injectByChance(new NetworkFault.CutWithin(), 0.03, seed + 2);
            }
            long start = fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM);
            fixture.drop(digest);
            awaitDelivered(fixture, start + chats * parts.size() / 4);
            fixture.sandbox.network(SimulatedPlatform.TELEGRAM).cut();
            awaitDelivered(fixture, start + chats * parts.size() / 2);
            fixture.sandbox.network(SimulatedPlatform.TELEGRAM).shut();
            fixture.sandbox.network(SimulatedPlatform.DISCORD).shut();
            LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
            fixture.sandbox.network(SimulatedPlatform.TELEGRAM).reopen();
            fixture.sandbox.network(SimulatedPlatform.DISCORD).reopen();
            fixture.awaitDelivered(Duration.ofMinutes(2));
        }
        DeliveryLedger telegram = DeliveryLedger.of(
                expected(LongStream.range(FIRST, FIRST + chats).boxed().toList(), parts),
                fixture.sandbox.received(SimulatedPlatform.TELEGRAM));
        assertThat(telegram.isSound()).as(telegram::toString).isTrue();
        Map<String, Integer> happened =
                fixture.sandbox.network(SimulatedPlatform.TELEGRAM).happened();
        int unanswered = happened.getOrDefault("CutAfter", 0) + happened.getOrDefault("CutWithin", 0);
        assertThat(unanswered).as("mishaps since " + before).isPositive();
        assertThat(telegram.repeated())
                .as("of %d that were not answered, and two cuts of what was on its way", unanswered)
                .isLessThanOrEqualTo(unanswered + 2 * FaultFixture.IN_FLIGHT);

        DeliveryLedger seen = DeliveryLedger.of(
                expected(discord, expected.get(SimulatedPlatform.DISCORD)),
                fixture.sandbox.received(SimulatedPlatform.DISCORD));
        assertThat(seen.isSound()).as(seen::toString).isTrue();
        assertThat(seen.repeated()).as("nobody sees a double on Discord").isZero();
    }

    private static void awaitDelivered(FaultFixture fixture, long messages) {
        long patience = System.nanoTime() + FaultFixture.READY.toNanos();
        while (fixture.sandbox.delivered(SimulatedPlatform.TELEGRAM) < messages && System.nanoTime() < patience) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    static Map<Long, List<String>> expected(List<Long> chats, List<String> parts) {
        Map<Long, List<String>> expected = new HashMap<>();
        chats.forEach(chat -> expected.put(chat, parts));
        return expected;
    }
}
