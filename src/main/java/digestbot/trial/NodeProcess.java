package digestbot.trial;

import digestbot.cli.common.ParentProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A node as a process of its own: `digestbot run` with this process's Java and class path. It ends
/// with this process, however that ends.
final class NodeProcess {

    private static final String MAIN = "digestbot.cli.Main";

    /// A node lives for minutes, so a quick start counts more than a high speed.
    private static final List<String> JAVA_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true");

    private final String name;
    private final Path config;
    private final Path log;
    private final String password;
    private Optional<Process> process = Optional.empty();

    /// @param config the configuration file
    /// @param log the file that its log is written to
    /// @param password the password of the database, which is passed on in the environment
    NodeProcess(String name, Path config, Path log, String password) {
        this.name = name;
        this.config = config;
        this.log = log;
        this.password = password;
    }

    String name() {
        return name;
    }

    synchronized void start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA_OPTIONS);
        command.add("-Duser.timezone=" + ZoneId.systemDefault().getId());
        command.add(ParentProcess.option());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of("run", "--config", config.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put(NodeConfig.PASSWORD_VARIABLE, password);
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    synchronized boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /// Ends the process without notice, and waits until it has ended.
    void kill() {
        current().ifPresent(running -> running.destroyForcibly().onExit().join());
    }

    /// Asks the process to end. Returns at once.
    void stop() {
        current().ifPresent(Process::destroy);
    }

    /// Waits until the process has ended.
    ///
    /// @return true if that happened in time
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        Optional<Process> running = current();
        return running.isEmpty() || running.get().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized Optional<Process> current() {
        return process;
    }

    /// The last line of its log, which says why it ended by itself.
    String lastLine() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return lines.isEmpty() ? "" : lines.getLast();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
