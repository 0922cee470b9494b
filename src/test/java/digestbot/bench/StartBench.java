package digestbot.bench;

import digestbot.bench.LimitedBench.TodayQuestions;
import digestbot.outside.BotHome;
import digestbot.outside.FreePort;
import digestbot.outside.SandboxProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/// The time of the bot's start, its memory while idle, and the time of its answers then.
final class StartBench {

    private static final String USUAL = "{per-second: 30, per-chat-per-second: 1, per-group-per-minute: 20}";

    private static final List<String> READY = List.of("connected to Telegram", "connected to Discord");

    private StartBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        try (SandboxProcess both = SandboxProcess.start(bench.folder().resolve("both.txt"), true)) {
            measureWithBothPlatforms(bench, both, figures);
        }
        BotHome botHome = bench.botHome("idle", 0);
        try (BenchBot _ = bench.run(botHome, USUAL).awaitReady()) {
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

    private static void measureWithBothPlatforms(BenchFixture bench, SandboxProcess both, Figures figures)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHome("both", 0);
        int port = FreePort.find();
        Path config =
                botHome.configFile(both.telegram(), both.discord(), USUAL, "console: {port: %d}%n".formatted(port));
        Started started = start(bench, botHome, config, bot -> {
            bot.awaitReady(READY);
            awaitConsole(port);
        });
        figures.add(
                "start_s",
                started.seconds,
                "s",
                "from the process's start until it takes commands from both platforms and the console answers, on an"
                        + " empty database; median of " + bench.sizes().starts());
        figures.add("start_processor_s", started.processorSeconds, "s", "processor time until then");
        figures.add(
                "rss_idle_mib",
                started.idleMib,
                "MiB",
                "VmRSS of the bot's process with both platforms and the console, "
                        + bench.sizes().idleSeconds() + " s after its start");
    }

    /// The memory after the process has idled for a while, and the most memory until then.
    record Started(double seconds, double processorSeconds, double idleMib, double mostMib) {}

    /// Until the bot takes commands from Telegram.
    static Started start(BenchFixture bench, BotHome botHome) throws IOException, InterruptedException {
        return start(bench, botHome, bench.config(botHome, USUAL), BenchBot::awaitReady);
    }

    private static Started start(BenchFixture bench, BotHome botHome, Path config, Consumer<BenchBot> awaitReady)
            throws IOException, InterruptedException {
        double[] seconds = new double[bench.sizes().starts()];
        double[] processorSeconds = new double[seconds.length];
        double idleMib = 0;
        double mostMib = 0;
        for (int i = 0; i < seconds.length; i++) {
            long begin = System.nanoTime();
            try (BenchBot bot = bench.run(botHome, config)) {
                awaitReady.accept(bot);
                seconds[i] = (System.nanoTime() - begin) / 1e9;
                processorSeconds[i] = bot.processorMillis() / 1e3;
                if (i == seconds.length - 1) {
                    TimeUnit.SECONDS.sleep(bench.sizes().idleSeconds());
                    idleMib = bot.residentMib();
                    mostMib = bot.mostResidentMib();
                }
            }
        }
        return new Started(median(seconds), median(processorSeconds), idleMib, mostMib);
    }

    private static void awaitConsole(int port) {
        Awaitility.await("the console")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .ignoreException(ConnectException.class)
                .until(() -> {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
