package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Modes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {

    @Test
    void refusesAPortThatIsNone() {
        for (int port : new int[] {-1, 65_532, 99_999}) {
            assertThat(CommandLineResult.of("try", "--port=" + port))
                    .isEqualTo(new CommandLineResult(
                            2, "", "--port: %d is not a port. Use 0 to 65531.\n".formatted(port)));
        }
    }

    @Test
    void saysWhatIsMissingWithoutTheSimulators() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(CommandLineResult.of("try"))
                    .isEqualTo(CommandLineResult.failed(
                            "The simulators are missing. Put digestbot-sandbox.jar of the same version"
                                    + " into the folder lib beside digestbot.jar.\n"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineResult ran = CommandLineResult.of("try", "--port", taken.getLocalPort());
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("--port: cannot listen on %d (".formatted(taken.getLocalPort()))
                    .endsWith("). Use another port, or 0 for a free one.\n");
        }
    }

    @Test
    @Tag("full")
    void recordsALineForEachRequestWhereNobodyElseMayReadIt(@TempDir Path folder) throws IOException {
        Path record = folder.resolve("requests.jsonl");
        CommandLineResult ran =
                CommandLineResult.of("try", "--once", "--port", 0, "--digests", "digests", "--record", record);
        assertThat(ran.err()).isEmpty();
        assertThat(Files.readAllLines(record))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("{\"platform\":"));
        assertThat(Modes.of(record)).isEqualTo("rw-------");
    }
}
