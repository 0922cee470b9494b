package digestbot.bench;

import digestbot.bench.StartBench.TodayQuestions;
import digestbot.outside.BotHome;
import digestbot.outside.Simulators;
import digestbot.outside.Simulators.Counts;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The time to store the deliveries of a digest, and the state of the bot with all of them queued:
/// the share of the platform's limit that the fan-out uses, and the time of answers meanwhile.
final class PlanningBench {

    /// The sandbox enforces these limits, and the bot keeps to them.
    private static final int PER_SECOND = 30;

    private static final int OBSERVED_SECONDS = 30;

    private PlanningBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int subscribers = bench.subscribers();
        BotHome botHome = bench.botHome("planning", subscribers);
        bench.sandbox().join(BenchFixture.FIRST_READER, Math.min(subscribers, bench.chats()));
        bench.sandbox().limit(PER_SECOND, 1, 20);
        bench.sandbox().forget(SimulatedPlatform.TELEGRAM);
        try (BenchBot bot = bench.subject(botHome, false).awaitReady()) {
            plan(bench, botHome, bot, figures);
            watch(bench.sandbox(), figures);
            figures.add(
                    "rss_1m_mib",
                    bot.residentMib(),
                    "MiB",
                    "VmRSS of the bot's process with %,d deliveries queued, after all that".formatted(subscribers));
            figures.add("rss_1m_most_mib", bot.mostResidentMib(), "MiB", "VmHWM of the same");
        }
    }

    /// Waits until all deliveries are stored.
    private static void plan(BenchFixture bench, BotHome botHome, BenchBot bot, Figures figures) throws IOException {
        int subscribers = bench.subscribers();
        bot.tell("heap");
        bench.publish(botHome, "plan");
        String[] planned = bot.tell("plan").split(" ", -1);
        double heap = Double.parseDouble(bot.tell("heap"));
        if (Long.parseLong(planned[1]) != subscribers) {
            throw new IllegalStateException(planned[1] + " deliveries were planned for " + subscribers);
        }
        figures.add(
                "plan_1m_s",
                Double.parseDouble(planned[0]) / 1_000,
                "s",
                "%,d subscribers' deliveries stored, sending at %d/s meanwhile".formatted(subscribers, PER_SECOND));
        figures.add(
                "plan_1m_heap_mib",
                heap,
                "MiB",
                "used heap at most meanwhile: the sum of the pools' peaks (MemoryPoolMXBean), garbage included");
        figures.add(
                "plan_1m_longest_tx_ms",
                Double.parseDouble(planned[2]),
                "ms",
                "the longest that a small write every 5 ms took meanwhile: waiting for the writer, and its own commit");
    }

    /// Skips the first second of the fan-out.
    private static void watch(Simulators sandbox, Figures figures) throws InterruptedException {
        long before = sandbox.delivered(SimulatedPlatform.TELEGRAM);
        Awaitility.await("a second's messages")
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sandbox.delivered(SimulatedPlatform.TELEGRAM) > before + PER_SECOND);
        long begin = System.nanoTime();
        long delivered = sandbox.delivered(SimulatedPlatform.TELEGRAM);
        long span = TimeUnit.SECONDS.toNanos(OBSERVED_SECONDS);
        List<Double> millis = new TodayQuestions(sandbox).ask(BenchFixture.QUESTIONS, span / BenchFixture.QUESTIONS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Counts counts = sandbox.counts(SimulatedPlatform.TELEGRAM);
        figures.add(
                "throttled_share",
                100 * (counts.delivered() - delivered) / (PER_SECOND * seconds),
                "%",
                "of %d/s; what arrived at the sandbox, which enforces that in sliding windows".formatted(PER_SECOND));
        figures.add(
                "throttled_most",
                (double) counts.mostInASecond(),
                "messages",
                "the most that arrived in any second, wherever it begins");
        figures.add("throttled_429s", (double) counts.throttled(), "answers", "answers of 429, counted by the sandbox");
        figures.addQuantiles(
                "today_1m", millis, "/today during that fan-out (sandbox and bot limited to 30/s), as when idle");
    }
}
