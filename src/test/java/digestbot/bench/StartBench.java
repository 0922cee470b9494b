package digestbot.bench;

import digestbot.outside.BotHome;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// The time of the bot's start, its resources while idle, and the time of its answers then.
final class StartBench {

    private static final String USUAL = "{per-second: 30, per-chat-per-second: 1, per-group-per-minute: 20}";

    private StartBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        BotHome botHome = bench.botHome("idle", 0);
        double[] seconds = new double[bench.sizes().starts()];
        for (int i = 0; i < seconds.length; i++) {
            long begin = System.nanoTime();
            BenchBot bot = bench.run(botHome, USUAL).awaitReady();
            seconds[i] = (System.nanoTime() - begin) / 1e9;
            bot.close();
        }
        Arrays.sort(seconds);
        figures.add(
                "start_s",
                seconds[seconds.length / 2],
                "s",
                "from the process's start until it takes commands, on an empty database; median of " + seconds.length);
        try (BenchBot bot = bench.run(botHome, USUAL).awaitReady()) {
            TimeUnit.SECONDS.sleep(bench.sizes().idleSeconds());
            figures.add(
                    "rss_idle_mib",
                    bot.residentMib(),
                    "MiB",
                    "VmRSS of the bot's process, " + bench.sizes().idleSeconds() + " s after its start");
            bench.publish(botHome, "idle");
            TimeUnit.SECONDS.sleep(2);
            var questions = new TodayQuestions(bench.sandbox());
            questions.ask(bench.sizes().questions(), 0);
            figures.addQuantiles(
                    "today_idle",
                    questions.ask(bench.sizes().questions(), 0),
                    "/today from the update's arrival at the platform to that of the answer, after as many to warm up");
        }
    }
}
