package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TryRunTest {

    private static final Pattern DELIVERED_TO_MANY =
            Pattern.compile("2026-02-10 · en\\s+published\\s+\\S+ \\S+\\s+[0-9,]{2,} of [0-9,]{3,} due");

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
    void deliversToBothChatsAndTellsTheOwnerOfTheInvalidFile() throws InterruptedException {
        assertThat(trial.deliverAll()).isFalse();
        assertThat(printed()).contains("Delivered: 1 digest to 2 chats.");
        assertThat(printed()).contains("Read on the web");
        // Owners are notified of all such files together, a little later.
        await().until(() -> printed().contains("Invalid digest file, not delivered until fixed:"));
    }

    @Test
    void theConsoleShowsMoreChatsWithAnInventedPast() throws Exception {
        trial.deliverAll();
        assertThat(console("subscribers")).doesNotContain("Asia/Shanghai");
        trial.addSampleAudience();
        await().until(() -> console("subscribers").contains("Asia/Shanghai"));
        Files.writeString(folder.resolve("next.md"), """
                ---
                title: "Energy, Tuesday"
                date: 2026-02-10T04:30:00Z
                topic: energy
                ---

                - Another point.
                """);
        await("chats that nobody reads receive it, too")
                .until(() -> DELIVERED_TO_MANY
                        .matcher(console("").replaceAll("<[^>]*>", " "))
                        .find());
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
                SampleTrial.defaults(),
                digests,
                TrialPorts.FREE);
    }

    private String printed() {
        return paper.toString(StandardCharsets.UTF_8);
    }

    private String console(String page) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(trial.console().orElseThrow().resolve(page))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
