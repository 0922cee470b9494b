package digestbot.bench;

import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.Awaitility;

/// The time in which a corrected digest reaches every chat that received it, without limits.
final class CorrectionBench {

    private static final int MOST_CHATS = 10_000;

    private CorrectionBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException {
        int chats = Math.min(MOST_CHATS, bench.sizes().chats());
        BotHome botHome = bench.botHome("correcting", chats);
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        try (BenchBot _ = bench.subject(botHome, "").awaitReady()) {
            bench.sandbox().forget(SimulatedPlatform.TELEGRAM);
            bench.publish(botHome, "corrected");
            await(bench, "sendMessage 200", chats);
            Corrected corrected = correct(bench, botHome, "corrected", chats);
            String what = "a changed digest's message edited in %,d chats, WITHOUT LIMITS".formatted(chats);
            figures.add(
                    "correct_10k_s",
                    corrected.seconds,
                    "s",
                    what + "; from the file's change to the last edit's arrival");
            figures.add(
                    "correct_10k_edits_s",
                    corrected.editSeconds,
                    "s",
                    "the same from the first edit's arrival to the last one's");
        }
    }

    /// From the file's change, and from the first edit's arrival, to the last edit's arrival.
    record Corrected(double seconds, double editSeconds) {}

    /// Waits until all messages of the digest are edited.
    static Corrected correct(BenchFixture bench, BotHome botHome, String edition, int chats) throws IOException {
        bench.sandbox().forget(SimulatedPlatform.TELEGRAM);
        long begin = InstantSource.system().millis();
        bench.correct(botHome, edition);
        await(bench, "editMessageText 200", chats);
        Counts counts = bench.sandbox().counts(SimulatedPlatform.TELEGRAM);
        return new Corrected(
                (counts.lastMicros() - begin * 1_000) / 1e6, (counts.lastMicros() - counts.firstMicros()) / 1e6);
    }

    private static void await(BenchFixture bench, String kind, long requests) {
        Awaitility.await(kind)
                .pollInterval(Duration.ofMillis(requests <= MOST_CHATS ? 20 : 200))
                .atMost(Duration.ofMinutes(10))
                .until(() -> bench.sandbox()
                                .counts(SimulatedPlatform.TELEGRAM)
                                .kinds()
                                .getOrDefault(kind, 0L)
                        >= requests);
    }
}
