package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.PlatformLimits;
import digestbot.faults.FaultFixture.Crowd;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.Simulators.Counts;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` and TERM in the middle of a fan-out of two digests, one of several parts, to the chats
/// of one platform; meanwhile a person types commands on Telegram.
@Tag("faults")
class KillTest {

    private static final long TYPIST = 5;

    /// With these limits a small fan-out takes seconds.
    private static final PlatformLimits SLOW = new PlatformLimits(30, 50, 600);

    private static final List<MarkedDigests> DIGESTS =
            List.of(new MarkedDigests("trade", "a", 30), new MarkedDigests("tech", "b", 2));

    private final Random random = new Random(FaultFixture.SEED);

    /// The numbers of messages that were sent and not settled, at each kill.
    private final List<Integer> unsettled = new ArrayList<>();

    private int typed;

    @TempDir
    Path folder;

    @Test
    @Tag("short")
    void losesNothingWhenItIsKilledOnce() throws Exception {
        try (FaultFixture fixture = FaultFixture.telegram(folder, SLOW)) {
            killOnTelegram(fixture, 60, 1, 0);
        }
    }

    @Test
    void losesNothingAndRepeatsWhatWasNotSettled() throws Exception {
        try (FaultFixture fixture = FaultFixture.telegram(folder, BotHome.ROOMY)) {
            killOnTelegram(fixture, FaultFixture.share(5_000), FaultFixture.share(50), FaultFixture.share(5));
        }
    }

    private void killOnTelegram(FaultFixture fixture, int chats, int kills, int terms) throws Exception {
        fixture.sandbox.join(TYPIST, 1);
        DeliveryLedger ledger = run(fixture, SimulatedPlatform.TELEGRAM, new Crowd(chats, 0, 0), kills, terms);
        assertThat(ledger.repeated())
                .as("repeated, of what was not settled at the kills")
                .isLessThanOrEqualTo(allUnsettled());
        assertThat(fixture.states("reply").values().stream().mapToLong(each -> each))
                .as("each command is handled once")
                .allMatch(replies -> replies == typed);
        assertThat(fixture.sandbox.received(SimulatedPlatform.TELEGRAM).getOrDefault(TYPIST, List.of()))
                .as("answers to commands")
                .hasSizeGreaterThanOrEqualTo(typed);
    }

    /// A message that is sent again has the nonce of the first time.
    @Test
    void showsEverythingOnceOnDiscord() throws Exception {
        try (FaultFixture fixture = FaultFixture.both(folder)) {
            var crowd = new Crowd(0, 0, FaultFixture.share(600));
            DeliveryLedger ledger =
                    run(fixture, SimulatedPlatform.DISCORD, crowd, FaultFixture.share(15), FaultFixture.share(3));
            assertThat(ledger.repeated()).as("nobody sees a double").isZero();
            long accepted =
                    fixture.sandbox.counts(SimulatedPlatform.DISCORD).kinds().get("POST /channels/#/messages 200");
            assertThat(accepted - ledger.expected())
                    .as("sent again, of what was not settled at the kills")
                    .isBetween(0L, (long) allUnsettled());
        }
    }

    private int allUnsettled() {
        return unsettled.stream().mapToInt(Integer::intValue).sum();
    }

    private DeliveryLedger run(FaultFixture fixture, SimulatedPlatform at, Crowd crowd, int kills, int terms)
            throws Exception {
        System.out.printf("%s: %s, killed %d times, seed %d%n", at, crowd, kills, FaultFixture.SEED);
        List<String> parts = fixture.parts(DIGESTS).get(at);
        List<Long> chats = fixture.subscribe(crowd, DIGESTS).get(at);
        ProcessRun life = life(fixture, at);
        BotProcess bot = fixture.startReady();
        long end = fixture.sandbox.delivered(at) + (long) parts.size() * chats.size();
        for (MarkedDigests digest : DIGESTS) {
            fixture.drop(digest);
            fixture.awaitPlanned(crowd.size() * (DIGESTS.indexOf(digest) + 1L));
        }
        for (int left = kills + terms; left > 0; left--) {
            boolean gently = random.nextInt(left) < terms - (kills + terms - left - unsettled.size());
            fixture.awaitMoment(at, random, end, left);
            type(fixture, at);
            if (gently) {
                end(bot, life);
            } else {
                bot.kill();
                unsettled.add(life.unsettled());
                assertThat(kills + terms > 1 || fixture.sandbox.delivered(at) < end)
                        .as(
                                "killed in the middle of the fan-out, after %d of %d messages",
                                fixture.sandbox.delivered(at), end)
                        .isTrue();
            }
            type(fixture, at);
            life = life(fixture, at);
            bot = fixture.start();
        }
        fixture.awaitReady(bot);
        type(fixture, at);
        fixture.awaitDelivered();
        fixture.awaitReplies(typed);
        end(bot, life);
        assertThat(bot.log())
                .containsPattern("digestbot .+ started: watching .+\\. Ctrl-C to stop\\.")
                .doesNotContain("Exception", "unfinished");

        DeliveryLedger ledger = fixture.ledger(at, chats, parts);
        assertThat(ledger.isSound()).as(ledger::toString).isTrue();
        Counts counts = fixture.sandbox.counts(at);
        System.out.println("sent and not settled at the kills: " + unsettled);
        // Messages that were handed in within 20 ms were on their way at the beginning, or arrived
        // meanwhile; others are on their way at the end.
        assertThat(unsettled)
                .as("sent and not settled at a kill")
                .allMatch(each -> each <= 2 * FaultFixture.IN_FLIGHT + counts.mostLately());
        return ledger;
    }

    private static void end(BotProcess bot, ProcessRun life) throws InterruptedException {
        FaultFixture.end(bot);
        assertThat(life.unsettled()).as("not settled after TERM").isZero();
    }

    private void type(FaultFixture fixture, SimulatedPlatform at) {
        if (at == SimulatedPlatform.TELEGRAM && random.nextBoolean()) {
            var place = new SandboxPlace(TYPIST, SandboxPlace.Kind.PRIVATE, "");
            fixture.sandbox.write(SimulatedPlatform.TELEGRAM, TYPIST, place, "/help");
            typed++;
        }
    }

    private static ProcessRun life(FaultFixture fixture, SimulatedPlatform at) {
        return new ProcessRun(() -> fixture.sandbox.received(at), () -> settled(fixture));
    }

    /// By chat.
    private static Map<Long, Long> settled(FaultFixture fixture) {
        Map<Long, Long> settled = new HashMap<>();
        fixture.read("""
                SELECT u.chat_id, count(p.message_id) FROM subscriber u JOIN delivery d ON d.subscriber = u.number
                JOIN part p ON p.delivery = d.number WHERE d.cause = 'digest' GROUP BY u.chat_id
                """).forEach((chat, count) -> settled.put(Long.valueOf(chat), count));
        return settled;
    }

    /// The messages that one process of the bot sent, and those that were not settled when it ended.
    private static final class ProcessRun {

        /// After this time, the last messages of the process have passed through the simulator.
        private static final Duration QUIET = Duration.ofMillis(300);

        private final Supplier<Map<Long, List<String>>> received;
        private final Supplier<Map<Long, Long>> settled;
        private final Map<Long, Integer> before = new HashMap<>();

        /// To be made before the process starts. The suppliers return the messages that each account
        /// received, and the number of its settled parts.
        ProcessRun(Supplier<Map<Long, List<String>>> received, Supplier<Map<Long, Long>> settled) {
            this.received = received;
            this.settled = settled;
            received.get().forEach((account, messages) -> before.put(account, messages.size()));
        }

        /// Valid once the process has ended.
        int unsettled() {
            Map<Long, List<String>> arrived = arrived();
            int unsettled = 0;
            for (Map.Entry<Long, Long> account : settled.get().entrySet()) {
                List<String> messages = arrived.getOrDefault(account.getKey(), List.of());
                int open = new HashSet<>(messages).size() - Math.toIntExact(account.getValue());
                // Messages that an earlier process left open do not count here.
                unsettled += Math.min(open, messages.size() - before.getOrDefault(account.getKey(), 0));
            }
            return unsettled;
        }

        private Map<Long, List<String>> arrived() {
            Map<Long, List<String>> last;
            Map<Long, List<String>> next = received.get();
            do {
                last = next;
                LockSupport.parkNanos(QUIET.toNanos());
                next = received.get();
            } while (!next.equals(last));
            return next;
        }
    }
}
