package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.outside.BotProcess;
import digestbot.outside.JavaProcess;
import digestbot.sandbox.page.PageClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `digestbot try` as a newcomer starts it, in a process of its own, with the folder of digests
/// alone.
@Tag("full")
class TryProcessTest {

    private static final Pattern ADDRESSES = Pattern.compile(
            "in your browser: http://127.0.0.1:\\d+/\\s+The operators' console: http://127.0.0.1:(\\d+)/\\s");

    @TempDir
    Path folder;

    @Test
    void showsThirtyDaysInTheConsoleBesideThePage() throws Exception {
        Path digests = Files.createDirectory(folder.resolve("digests"));
        Files.copy(Path.of("digests/2026-02-11-us-china.md"), digests.resolve("digest.md"));
        Path log = folder.resolve("output.txt");
        Process process = JavaProcess.start(
                log,
                true,
                List.of(BotProcess.QUICK),
                "digestbot.cli.Main",
                List.of("try", "--port", "0", "--digests", digests.toString()));
        try {
            await("the invented past")
                    .untilAsserted(() -> assertThat(Files.readString(log))
                            .contains("The console shows 2,520 more chats, with an invented history of 30 days."));
            Matcher addresses = ADDRESSES.matcher(Files.readString(log));
            assertThat(addresses.find()).as("%s", log).isTrue();
            var console = new PageClient(URI.create("http://127.0.0.1:" + addresses.group(1)));
            await().untilAsserted(() ->
                    assertThat(console.get("/subscribers").body()).contains("Asia/Shanghai", "Tue 13 Jan"));
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void whereADefaultPortIsTakenAnyFreeOnesAreUsed() throws IOException {
        try (var site = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(SandboxTrial.TrialPorts.free(site.getLocalPort() - 2)).isEqualTo(SandboxTrial.TrialPorts.FREE);
        }
    }
}
