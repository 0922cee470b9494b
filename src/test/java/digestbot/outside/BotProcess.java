package digestbot.outside;

import digestbot.audience.Platform;
import digestbot.cli.LimitedMain;
import digestbot.cli.RunCommand.ParentProcess;
import digestbot.delivery.api.PlatformLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The bot as a process of its own: `digestbot run`, as an operator starts it, but for its limits.
public final class BotProcess implements AutoCloseable {

    /// For a process that does not live long: it is ready in half the processor time, and slower
    /// after minutes.
    public static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path log;
    private final long logBefore;

    private BotProcess(Process process, Path log, long logBefore) {
        this.process = process;
        this.log = log;
        this.logBefore = logBefore;
    }

    /// Does not wait. The log is appended to the file.
    public static BotProcess start(Path config, Path log, String... javaOptions) throws IOException {
        return start(config, log, BotHome.ROOMY, Map.of(), javaOptions);
    }

    public static BotProcess start(
            Path config, Path log, PlatformLimits limits, Map<String, String> environment, String... javaOptions)
            throws IOException {
        long before = Files.exists(log) ? Files.size(log) : 0;
        List<String> arguments = List.of("run", "--config", config.toString());
        // It ends with this process, even if that is killed.
        List<String> options = new ArrayList<>(List.of(ParentProcess.option(), LimitedMain.option(limits)));
        options.addAll(List.of(javaOptions));
        var process = JavaProcess.start(log, true, environment, options, LimitedMain.class.getName(), arguments);
        return new BotProcess(process, log, before);
    }

    public Process process() {
        return process;
    }

    /// Waits until the bot runs and listens on these platforms.
    public void awaitReady(Duration timeout, Set<Platform> platforms) {
        Awaitility.await("the bot runs")
                .pollInterval(Duration.ofMillis(20))
                .atMost(timeout)
                .until(() -> isReady(platforms) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the bot has ended:\n" + log());
        }
    }

    private boolean isReady(Set<Platform> platforms) {
        String said = log();
        return said.contains(" started: watching")
                && (!platforms.contains(Platform.TELEGRAM) || said.contains("connected to Telegram"))
                && (!platforms.contains(Platform.DISCORD) || said.contains("connected to Discord"));
    }

    /// `kill -9`.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Sends TERM, and returns whether the bot ended in time.
    public boolean end(Duration timeout) throws InterruptedException {
        process.destroy();
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The log since this start.
    public String log() {
        try {
            byte[] all = Files.readAllBytes(log);
            int begin = (int) Math.min(logBefore, all.length);
            return new String(all, begin, all.length - begin, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
