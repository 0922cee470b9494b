package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.ScratchSchema.SchemaRefusedException;
import digestbot.database.TestDatabase;
import digestbot.sandbox.page.PageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trial with two nodes, which are processes of their own.
@Tag("full")
@Tag("database")
class TryNodesTest {

    /// The page serves a limited number of viewers, and notices after two seconds that one has left.
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private static final String DIGEST = """
            ---
            title: "%s"
            date: 2026-02-10T04:00:08Z
            topic: %s
            ---

            - A point.
            """;

    @TempDir
    Path folder;

    @TempDir
    Path databases;

    private Optional<TryRun> trial = Optional.empty();
    private @Nullable PageClient page;

    @AfterEach
    void close() {
        trial.ifPresent(TryRun::close);
    }

    @Test
    void theOtherNodeGoesOnIfOneIsKilled() throws IOException, InterruptedException {
        TestDatabase.assumePostgres();
        Files.writeString(folder.resolve("trade.md"), DIGEST.formatted("Trade", "trade"));
        PostgresLocation database = TestDatabase.emptyOnPostgres(databases.resolve("trial"));
        TryRun run =
                TryRun.startNodes(new SilentScreen(), SilentScreen.config(""), folder, TrialPorts.FREE, 2, database);
        trial = Optional.of(run);
        page = new PageClient(run.servePage());
        assertThat(run.deliverAll()).isTrue();
        assertThatThrownBy(() -> TryRun.startNodes(
                        new SilentScreen(), SilentScreen.config(""), folder, TrialPorts.FREE, 2, database))
                .isInstanceOf(SchemaRefusedException.class);

        String killed = holder("Telegram");
        String other = killed.equals("node-1") ? "node-2" : "node-1";
        act(killed, "kill");
        assertThat(node(killed).path("state").asText()).isEqualTo("ENDED");
        await(() -> assertThat(events())
                .anyMatch(event -> event.matches(other + " took over Telegram \\d+\\.\\d s later\\.")));
        assertThat(holder("Telegram")).isEqualTo(other);

        page().postAs("text/markdown", "/digest?name=tech.md", DIGEST.formatted("Tech", "tech"));
        await(() -> assertThat(List.of(messages("telegram"), messages("discord")))
                .allMatch(shown -> shown.contains("tech · Tue 10 February 2026")));

        act(killed, "start");
        await(() -> assertThat(node(killed).path("state").asText()).isEqualTo("RUNNING"));
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        run.close();
        assertThat(children.stream().filter(TryNodesTest::isNode)).noneMatch(ProcessHandle::isAlive);
    }

    private static boolean isNode(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("node-"))
                .isPresent();
    }

    private PageClient page() {
        return Objects.requireNonNull(page);
    }

    private void act(String node, String action) {
        assertThat(page().post("/node", "{\"node\": \"%s\", \"action\": \"%s\"}".formatted(node, action))
                        .statusCode())
                .isEqualTo(204);
    }

    private JsonNode nodes() {
        return page().all().at("/state/nodes");
    }

    private JsonNode node(String name) {
        return StreamSupport.stream(nodes().path("nodes").spliterator(), false)
                .filter(node -> node.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String holder(String seat) {
        return StreamSupport.stream(nodes().path("nodes").spliterator(), false)
                .filter(node -> node.path("seats").toString().contains("\"" + seat + "\""))
                .map(node -> node.path("name").asText())
                .findFirst()
                .orElseThrow();
    }

    private List<String> events() {
        return StreamSupport.stream(nodes().path("events").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private String messages(String platform) {
        return StreamSupport.stream(page().all().path("messages").spliterator(), false)
                .filter(message -> message.path("platform").asText().equals(platform))
                .map(JsonNode::toString)
                .reduce("", String::concat);
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().pollInterval(LOOK_INTERVAL).untilAsserted(assertion);
    }
}
