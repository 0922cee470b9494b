package digestbot.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Litestream as a process of its own, which copies a SQLite file into a folder.
final class LitestreamProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path copies;

    private LitestreamProcess(Process process, Path copies) {
        this.process = process;
        this.copies = copies;
    }

    /// The program: the property `litestream`, or the file of that name on the path. Skips the test if
    /// there is none.
    static String program() {
        Optional<String> program = Optional.ofNullable(System.getProperty("litestream"))
                .or(() -> Arrays.stream(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, "litestream").toString())
                        .filter(file -> Files.isExecutable(Path.of(file)))
                        .findFirst());
        assumeTrue(program.isPresent(), "Litestream is not installed");
        return program.orElseThrow();
    }

    /// Starts to copy.
    ///
    /// @param copies the folder of the copies
    /// @param log the file for its output
    static LitestreamProcess replicate(Path database, Path copies, Path log) throws IOException {
        Process process = new ProcessBuilder(program(), "replicate", database.toString(), "file://" + copies)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new LitestreamProcess(process, copies);
    }

    /// Restores the newest state that was copied.
    static void restore(Path copies, Path database, Path log) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder(program(), "restore", "-o", database.toString(), "file://" + copies)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new AssertionError("not restored:\n" + Files.readString(log));
        }
    }

    Process process() {
        return process;
    }

    /// Waits until the whole file was copied once.
    void awaitSnapshot() {
        Awaitility.await("a snapshot").atMost(PATIENCE).until(this::hasSnapshot);
    }

    private boolean hasSnapshot() {
        if (!Files.isDirectory(copies)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(copies)) {
            return files.anyMatch(file -> file.toString().endsWith(".snapshot.lz4"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `kill -9`.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
