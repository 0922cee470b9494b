package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.page.PageClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TryRunTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream paper = new ByteArrayOutputStream();

    @AutoClose
    private TryRun trial;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("digest.md"), """
            ---
            title: "Trade, Tuesday"
            date: 2026-02-10T04:00:08Z
            topic: trade
            ---

            - A point.
            """);
        Files.writeString(folder.resolve("bad.md"), "---\ntopic: trade\n---\n");
        trial = start(folder);
    }

    @Test
    void deliversToBothChatsAndTellsTheOwnerOfTheInvalidFile() throws Exception {
        assertThat(trial.deliverAll()).isFalse();
        assertThat(printed()).contains("Delivered: 1 digest to 2 chats.");
        assertThat(printed()).contains(" Read]");
        // Owners are notified of all such files together, a little later.
        await().untilAsserted(() -> assertThat(printed()).contains("Invalid digest file, not delivered until fixed:"));
    }

    @Test
    void whereThereIsNoFileASampleIsDelivered() throws Exception {
        trial.close();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        trial = start(empty);
        assertThat(trial.deliverAll()).isTrue();
        assertThat(printed())
                .contains("No digests in " + empty + ", so this is a sample.", "Delivered: 1 digest to 2 chats.");
        assertThat(empty).isEmptyDirectory();
    }

    /// As in a container, which is reached by other addresses than its loopback.
    @Test
    void onOtherAddressesThePageIsOpenAndTheConsoleHasAPassword() throws Exception {
        trial.close();
        trial = start(folder, "0.0.0.0");
        assertThat(statusOf(trial.servePage().resolve("/"))).isEqualTo(200);
        assertThat(statusOf(trial.site().orElseThrow())).isEqualTo(200);
        assertThat(statusOf(trial.console().orElseThrow())).isEqualTo(302);
        assertThat(trial.hint()).matches(" \\(password: [0-9a-f]{8}\\)");
    }

    private static int statusOf(URI address) {
        return new PageClient(URI.create(address.toString().replace("127.0.0.1", "127.0.0.2")))
                .get("")
                .statusCode();
    }

    @Test
    void withoutADigestNobodyIsSubscribed() throws Exception {
        trial.close();
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.copy(folder.resolve("bad.md"), broken.resolve("bad.md"));
        trial = start(broken);
        assertThat(trial.deliverAll()).isFalse();
        trial.addSampleAudience();
        assertThat(printed()).contains("No digests in the folder.").doesNotContain("invented history");
    }

    private TryRun start(Path digests) throws IOException {
        return start(digests, TryRun.LOOPBACK);
    }

    private TryRun start(Path digests, String host) throws IOException {
        return TryRun.start(
                new PrintStream(paper, true, StandardCharsets.UTF_8),
                true,
                SampleTrial.shipped(),
                digests,
                host,
                SampleTrial.PORTS);
    }

    private String printed() {
        return paper.toString(StandardCharsets.UTF_8);
    }
}
