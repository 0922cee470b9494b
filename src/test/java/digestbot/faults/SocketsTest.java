package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Bot;
import digestbot.outside.NetworkFault;
import digestbot.outside.SandboxProcess.At;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections that break before, after and in the middle, and a platform that is not there for a while.
@Timeout(600)
class SocketsTest {

    private static final long FIRST = 2_000;

    @TempDir
    Path folder;

    @Test
    void losesNothingWhenConnectionsBreak() throws Exception {
        try (FaultFixture ground = FaultFixture.withDoors(folder)) {
            check(ground, 100, 10, 4);
        }
    }

    static void check(FaultFixture ground, int chats, int channels, long seed) throws Exception {
        var digest = new MarkedDigests("trade", "a", 30);
        Map<At, List<String>> owed = ground.parts(List.of(digest));
        List<String> parts = owed.get(At.TELEGRAM);
        List<Long> discord = IntStream.range(0, channels)
                .mapToObj(i -> ground.sandbox.channel("news-" + i).id())
                .toList();
        SeededSubscribers crowd =
                SeededSubscribers.of(ground.premises.database()).topics(List.of("trade"));
        crowd.telegram(FIRST, chats);
        crowd.seats(discord.stream()
                .map(channel -> SeededSubscribers.Seat.of(At.DISCORD, "group", channel))
                .toList());
        ground.sandbox.join(FIRST, chats);

        Map<String, Integer> before = ground.sandbox.network(At.TELEGRAM).happened();
        try (Bot _ = ground.startHere()) {
            for (At at : At.values()) {
                ground.sandbox.network(at).mishapByChance(new NetworkFault.CutBefore(), 0.03, seed);
                ground.sandbox.network(at).mishapByChance(new NetworkFault.CutAfter(), 0.03, seed + 1);
                ground.sandbox.network(at).mishapByChance(new NetworkFault.CutWithin(), 0.03, seed + 2);
            }
            long start = ground.sandbox.delivered(At.TELEGRAM);
            ground.drop(digest);
            awaitDelivered(ground, start + chats * parts.size() / 4);
            ground.sandbox.network(At.TELEGRAM).cut();
            awaitDelivered(ground, start + chats * parts.size() / 2);
            ground.sandbox.network(At.TELEGRAM).shut();
            ground.sandbox.network(At.DISCORD).shut();
            LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
            ground.sandbox.network(At.TELEGRAM).reopen();
            ground.sandbox.network(At.DISCORD).reopen();
            ground.awaitDelivered(Duration.ofMinutes(2));
        }
        DeliveryLedger telegram = DeliveryLedger.of(
                owed(LongStream.range(FIRST, FIRST + chats).boxed().toList(), parts),
                ground.sandbox.received(At.TELEGRAM));
        assertThat(telegram.isSound()).as(telegram::toString).isTrue();
        Map<String, Integer> happened = ground.sandbox.network(At.TELEGRAM).happened();
        int unanswered = happened.getOrDefault("CutAfter", 0) + happened.getOrDefault("CutWithin", 0);
        assertThat(unanswered).as("mishaps since " + before).isPositive();
        assertThat(telegram.repeated())
                .as("of %d that were not answered, and two cuts of what was on its way", unanswered)
                .isLessThanOrEqualTo(unanswered + 2 * FaultFixture.IN_FLIGHT);

        DeliveryLedger seen =
                DeliveryLedger.of(owed(discord, owed.get(At.DISCORD)), ground.sandbox.received(At.DISCORD));
        assertThat(seen.isSound()).as(seen::toString).isTrue();
        assertThat(seen.repeated()).as("nobody sees a double on Discord").isZero();
    }

    private static void awaitDelivered(FaultFixture ground, long messages) {
        long patience = System.nanoTime() + FaultFixture.READY.toNanos();
        while (ground.sandbox.delivered(At.TELEGRAM) < messages && System.nanoTime() < patience) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    static Map<Long, List<String>> owed(List<Long> chats, List<String> parts) {
        Map<Long, List<String>> owed = new HashMap<>();
        chats.forEach(chat -> owed.put(chat, parts));
        return owed;
    }
}
