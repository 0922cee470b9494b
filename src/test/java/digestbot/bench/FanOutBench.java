package digestbot.bench;

import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The speed at which a digest reaches everybody, without limits.
final class FanOutBench {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private FanOutBench() {}

    /// @param perSecond messages, from the first to the last as the platform saw them
    /// @param processorMillis the bot's, for each message
    record Round(double perSecond, double processorMillis) {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int chats = bench.sizes().chats();
        BotHome botHome = bench.botHome("fan-out", chats);
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        try (BenchBot bot = bench.subject(botHome, "").awaitReady()) {
            Round cold = round(bench, botHome, bot, "first", chats);
            Round warm = round(bench, botHome, bot, "second", chats);
            String how = "a digest of one message (1,500 characters) to %,d chats, WITHOUT LIMITS, outbox durable"
                    .formatted(chats);
            String included =
                    "processor time of the bot's process in the same round; planning, claiming, settling included";
            figures.add("fanout_per_s", warm.perSecond, "messages/s", how + "; the process's second one");
            figures.add("fanout_cpu_ms", warm.processorMillis, "ms/message", included);
            figures.add("fanout_cold_per_s", cold.perSecond, "messages/s", "the same, the process's first one");
            figures.add("fanout_cold_cpu_ms", cold.processorMillis, "ms/message", included);
            DeadRows.measure(botHome.database(), chats, figures);
            figures.add(
                    "fanout_rss_mib", bot.mostResidentMib(), "MiB", "VmHWM of the bot's process after both of them");
        }
    }

    static Round round(BenchFixture bench, BotHome botHome, BenchBot bot, String edition, int chats)
            throws IOException, InterruptedException {
        return round(bench, SimulatedPlatform.TELEGRAM, botHome, bot, edition, chats);
    }

    /// Publishes a digest and waits until every chat has it.
    static Round round(
            BenchFixture bench, SimulatedPlatform at, BotHome botHome, BenchBot bot, String edition, int chats)
            throws IOException, InterruptedException {
        bench.sandbox().forget(at);
        long before = bench.sandbox().delivered(at);
        double processorBefore = bot.processorMillis();
        bench.publish(botHome, edition);
        Awaitility.await("everybody has it")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> bench.sandbox().delivered(at) >= before + chats);
        TimeUnit.MILLISECONDS.sleep(300);
        double processor = bot.processorMillis() - processorBefore;
        Counts counts = bench.sandbox().counts(at);
        return new Round(counts.limited() * 1e6 / (counts.lastMicros() - counts.firstMicros()), processor / chats);
    }
}
