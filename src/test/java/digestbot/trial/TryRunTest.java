package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TryRunTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream paper = new ByteArrayOutputStream();
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

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void deliversToBothChatsAndTellsTheOwnerOfTheInvalidFile() throws Exception {
        assertThat(trial.deliverAll()).isFalse();
        assertThat(printed()).contains("Delivered: 1 digest to 2 chats.");
        assertThat(printed()).contains("Read on the web");
        // Owners are notified of all such files together, a little later.
        await().until(() -> printed().contains("Invalid digest file, not delivered until fixed:"));
    }

    @Test
    void withoutADigestNobodyIsSubscribed() throws Exception {
        trial.close();
        trial = start(Files.createDirectory(folder.resolve("empty")));
        assertThat(trial.deliverAll()).isFalse();
        trial.addSampleAudience();
        assertThat(printed()).contains("No digests in the folder.").doesNotContain("invented history");
    }

    private TryRun start(Path digests) throws IOException {
        return TryRun.start(
                new PrintStream(paper, true, StandardCharsets.UTF_8),
                true,
                SampleTrial.shipped(),
                digests,
                SandboxTrial.TrialPorts.FREE);
    }

    private String printed() {
        return paper.toString(StandardCharsets.UTF_8);
    }
}
