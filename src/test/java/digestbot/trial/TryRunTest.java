package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class TryRunTest {

    private static final Pattern DELIVERED_TO_MANY =
            Pattern.compile("2026-02-10 · en\\s+published\\s+\\S+ \\S+\\s+[0-9]{2,} / [0-9,]{3,}");

    @TempDir
    Path folder;

    private final RecordingScreen paper = new RecordingScreen();
    private TryRun trial;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("digest.md"), """
                ---
                title: "Trade, Tuesday"
                date: 2026-02-10T04:00:08Z
                topic: trade
                ---

                - A point.
                """);
        Files.writeString(folder.resolve("bad.md"), "---\ntitle: no topic\n---\n");
        trial = TryRun.start(paper, SilentScreen.config(""), folder, TrialPorts.FREE);
    }

    @AfterEach
    void close() {
        trial.close();
    }

    @Test
    void deliversToBothChatsAndTellsTheOwnerOfTheFileThatIsNoDigest() throws InterruptedException {
        assertThat(trial.deliverAll()).isFalse();
        assertThat(paper.text()).contains("Delivered: 1 digest to 2 chats.");
        assertThat(paper.text()).contains("Read on the web");
        // Owners are told of all such files together, a little later.
        await().until(() -> paper.text().contains("Invalid digest file, not delivered until fixed:"));
    }

    @Test
    void whoSitsAtTheTerminalMayAnnounceOnBothPlatforms() throws InterruptedException {
        trial.deliverAll();
        type("telegram /broadcast Hello", "Preview on Telegram:");
        type("discord /broadcast", "(New broadcast)");
        type("discord Hello", "Preview on Discord:");
        type("telegram press 1", "Sent: 2");
    }

    @Test
    void theConsoleShowsMoreChatsWithAnInventedPast() throws Exception {
        trial.deliverAll();
        assertThat(console("subscribers")).doesNotContain("Asia/Shanghai");
        trial.addSampleSubscribers();
        await().until(() -> console("subscribers").contains("Asia/Shanghai"));
        assertThat(console("broadcasts")).contains("digests come an hour earlier");
        assertThat(console("audit")).contains("Broadcast sent: #1");
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
        await("only the owner's chats are drawn in the terminal")
                .untilAsserted(() -> assertThat(occurrences("Another point.")).isEqualTo(2));
    }

    @Test
    void withoutADigestNobodyIsSubscribed() throws Exception {
        trial.close();
        trial = TryRun.start(
                paper, SilentScreen.config(""), Files.createDirectory(folder.resolve("empty")), TrialPorts.FREE);
        assertThat(trial.deliverAll()).isFalse();
        trial.addSampleSubscribers();
        assertThat(paper.text()).contains("No digests in the folder.").doesNotContain("invented history");
    }

    private int occurrences(String text) {
        return paper.text().split(Pattern.quote(text), -1).length - 1;
    }

    private String console(String page) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(trial.console().orElseThrow().resolve(page))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private void type(String line, String awaited) {
        assertThat(trial.carryOut(TypedInput.parse(line))).isTrue();
        await().until(() -> paper.text().contains(awaited));
    }

    /// Records what was shown.
    private static final class RecordingScreen implements TrialScreen {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void show(TypedInput.Pane pane, String heading, IntFunction<List<AttributedString>> drawn) {
            drawn.apply(100).forEach(line -> lines.add(line.toString()));
        }

        @Override
        public void note(String line) {
            lines.add(line);
        }

        @Override
        public void close() {}
    }
}
