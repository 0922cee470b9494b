package digestbot.bench;

import digestbot.outside.ProcStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/// A bot in a separate process, as the system sees it.
final class BenchBot implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);

    /// `/proc` counts processor time in ticks of 10 ms.
    private static final double MILLIS_A_TICK = 10;

    private final Process process;
    private final Path log;
    private final long logBefore;
    private final BufferedReader answers;
    private final Writer commands;

    private BenchBot(Process process, Path log, long logBefore) {
        this.process = process;
        this.log = log;
        this.logBefore = logBefore;
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Does not wait.
    static BenchBot start(List<String> command, Path log) throws IOException {
        long before = Files.exists(log) ? Files.size(log) : 0;
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new BenchBot(process, log, before);
    }

    Process process() {
        return process;
    }

    /// Waits until the bot accepts commands from Telegram.
    BenchBot awaitReady() {
        return awaitReady(List.of("connected to Telegram"));
    }

    /// Waits until the log has all of these.
    BenchBot awaitReady(List<String> lines) {
        Awaitility.await("the bot is ready")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(START)
                .until(() -> lines.stream().allMatch(said()::contains) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("the bot has ended; see " + log);
        }
        return this;
    }

    private String said() throws IOException {
        String all = Files.readString(log);
        return all.substring((int) Math.min(logBefore, all.length()));
    }

    /// Sends a [BenchProcess] a command, and returns its answer.
    String tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the bot has ended; see " + log);
        }
        return answer;
    }

    /// So far, in ms.
    double processorMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) * MILLIS_A_TICK;
    }

    double residentMib() {
        return ProcStatus.mib(process.pid(), ProcStatus.RESIDENT).orElseThrow();
    }

    double mostResidentMib() {
        return ProcStatus.mib(process.pid(), ProcStatus.MOST_RESIDENT).orElseThrow();
    }

    /// Sends TERM, and KILL if that takes too long.
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
