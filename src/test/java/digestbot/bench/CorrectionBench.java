package digestbot.bench;

import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.time.Duration;
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
            bench.sandbox().forget(SimulatedPlatform.TELEGRAM);
            long begin = System.nanoTime();
            bench.correct(botHome, "corrected");
            await(bench, "editMessageText 200", chats);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Counts counts = bench.sandbox().counts(SimulatedPlatform.TELEGRAM);
            String what = "a changed digest's message edited in %,d chats, WITHOUT LIMITS".formatted(chats);
            figures.add("correct_10k_s", seconds, "s", what + "; from the file's change to the last edit's arrival");
            figures.add(
                    "correct_10k_edits_s",
                    (counts.lastMicros() - counts.firstMicros()) / 1e6,
                    "s",
                    "the same from the first edit's arrival to the last one's");
        }
    }

    private static void await(BenchFixture bench, String kind, long requests) {
        Awaitility.await(kind)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(3))
                .until(() -> bench.sandbox()
                                .counts(SimulatedPlatform.TELEGRAM)
                                .kinds()
                                .getOrDefault(kind, 0L)
                        >= requests);
    }
}
