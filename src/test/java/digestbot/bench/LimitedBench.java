package digestbot.bench;

import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The share of a platform's limit that a fan-out uses, in per cent, and the time of answers to
/// commands meanwhile.
record LimitedBench(double share, Counts counts, List<Double> millis) {

    /// The sandbox enforces these limits, and the bot is configured for them.
    static String limits(int perSecond) {
        return "{per-second: %d, per-chat-per-second: 1, per-group-per-minute: 20}".formatted(perSecond);
    }

    static void enforce(BenchFixture bench, int perSecond) {
        bench.sandbox().limit(perSecond, 1, 20);
        bench.sandbox().forget(SimulatedPlatform.TELEGRAM);
    }

    /// Skips the first second of the fan-out.
    static LimitedBench watch(BenchFixture bench, int perSecond) throws InterruptedException {
        long before = bench.sandbox().delivered(SimulatedPlatform.TELEGRAM);
        Awaitility.await("a second's messages")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1))
                .until(() -> bench.sandbox().delivered(SimulatedPlatform.TELEGRAM)
                        > before + Math.min(perSecond, bench.sizes().chats() / 4));
        long begin = System.nanoTime();
        long delivered = bench.sandbox().delivered(SimulatedPlatform.TELEGRAM);
        int questions = bench.sizes().questions();
        long span = TimeUnit.SECONDS.toNanos(bench.sizes().throttledSeconds());
        List<Double> millis = new TodayQuestions(bench.sandbox()).ask(questions, span / questions);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Counts counts = bench.sandbox().counts(SimulatedPlatform.TELEGRAM);
        double share = 100 * (counts.delivered() - delivered) / (perSecond * seconds);
        return new LimitedBench(share, counts, millis);
    }

    /// At the rate of paid broadcasts.
    static LimitedBench fast(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int perSecond = 1_000;
        int chats = bench.sizes().chats();
        var botHome = bench.botHome("throttled", chats);
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        enforce(bench, perSecond);
        try (BenchBot _ = bench.run(botHome, limits(perSecond)).awaitReady()) {
            bench.publish(botHome, "fast");
            LimitedBench seen = watch(bench, perSecond);
            seen.add(figures, perSecond, "%,d deliveries queued".formatted(chats));
            figures.addQuantiles(
                    "today_fanout",
                    seen.millis(),
                    "/today during that fan-out (sandbox and bot limited to 1,000/s), as when idle");
            return seen;
        }
    }

    void add(Figures figures, int perSecond, String queued) {
        figures.add(
                "throttled_%d_share".formatted(perSecond),
                share,
                "%",
                "of %,d/s, %s; what arrived at the sandbox, which enforces that in sliding windows"
                        .formatted(perSecond, queued));
        figures.add(
                "throttled_%d_most".formatted(perSecond),
                (double) counts.mostInASecond(),
                "messages",
                "the most that arrived in any second, wherever it begins");
    }

    /// Persons who ask for the newest digest, each once and each in a private chat of their own.
    static final class TodayQuestions {

        private static final Duration PATIENCE = Duration.ofSeconds(20);
        private static final long FIRST_PERSON = 70_000_000;

        private final SandboxProcess sandbox;
        private long person = FIRST_PERSON;

        TodayQuestions(SandboxProcess sandbox) {
            this.sandbox = sandbox;
        }

        /// Asks one question after the other, `rhythm` nanoseconds apart unless an answer takes
        /// longer; returns the milliseconds from each question's arrival at the platform to that of
        /// its answer.
        List<Double> ask(int questions, long rhythm) throws InterruptedException {
            List<Double> millis = new ArrayList<>();
            long next = System.nanoTime();
            for (int i = 0; i < questions; i++) {
                millis.add(ask().toNanos() / 1e6);
                next += rhythm;
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
            return millis;
        }

        private Duration ask() {
            long id = person++;
            return sandbox.ask(
                            SimulatedPlatform.TELEGRAM,
                            id,
                            new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""),
                            "/today",
                            PATIENCE)
                    .orElseThrow(() -> new IllegalStateException("/today was not answered within " + PATIENCE));
        }
    }
}
