package digestbot.bench;

import digestbot.outside.BotHome;
import digestbot.outside.RefusingPort;
import digestbot.outside.Simulators;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The time of the bot's start, its memory while idle, and the time of its answers then.
final class StartBench {

    private static final List<String> READY = List.of("connected to Telegram", "connected to Discord");

    private static final int STARTS = 3;
    private static final int IDLE_SECONDS = 10;

    private StartBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        try (Simulators both = Simulators.start(true)) {
            measureWithBothPlatforms(bench, both, figures);
        }
        BotHome botHome = bench.botHome("idle", 0);
        try (BenchBot _ = bench.run(botHome).awaitReady()) {
            bench.publish(botHome, "idle");
            TimeUnit.SECONDS.sleep(2);
            var questions = new TodayQuestions(bench.sandbox());
            questions.ask(BenchFixture.QUESTIONS, 0);
            figures.addQuantiles(
                    "today_idle",
                    questions.ask(BenchFixture.QUESTIONS, 0),
                    "/today from the update's arrival at the platform to that of the answer, after as many to warm up");
        }
    }

    private static void measureWithBothPlatforms(BenchFixture bench, Simulators both, Figures figures)
            throws IOException, InterruptedException {
        try (var port = new RefusingPort()) {
            measureWithConsole(bench, both, port.number(), figures);
        }
    }

    private static void measureWithConsole(BenchFixture bench, Simulators both, int port, Figures figures)
            throws IOException, InterruptedException {
        BotHome botHome = bench.botHome("both", 0);
        Path config = botHome.configFile(both.telegram(), both.discord(), "console: {port: %d}%n".formatted(port));
        double[] seconds = new double[STARTS];
        double[] processorSeconds = new double[STARTS];
        double idleMib = 0;
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            try (BenchBot bot = bench.run(botHome, config).awaitReady(READY)) {
                awaitConsole(port);
                seconds[i] = (System.nanoTime() - begin) / 1e9;
                processorSeconds[i] = bot.processorMillis() / 1e3;
                if (i == STARTS - 1) {
                    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                    idleMib = bot.residentMib();
                }
            }
        }
        figures.add(
                "start_s",
                median(seconds),
                "s",
                "from the process's start until it takes commands from both platforms and the console answers, on an"
                        + " empty database; median of " + STARTS);
        figures.add("start_processor_s", median(processorSeconds), "s", "processor time until then");
        figures.add(
                "rss_idle_mib",
                idleMib,
                "MiB",
                "VmRSS of the bot's process with both platforms and the console, %d s after its start"
                        .formatted(IDLE_SECONDS));
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

    /// Persons who ask for the newest digest, each once and each in a private chat of their own.
    static final class TodayQuestions {

        private static final Duration PATIENCE = Duration.ofSeconds(20);
        private static final long FIRST_PERSON = 70_000_000;

        private final Simulators sandbox;
        private long person = FIRST_PERSON;

        TodayQuestions(Simulators sandbox) {
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
