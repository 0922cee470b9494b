package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The counts of a broadcast that has started. The clock stands still, so nothing is counted again in the
/// same state.
@Tag("database")
class BroadcastCountsTest {

    private static final String PAGE = "/broadcasts/1";

    @TempDir
    Path folder;

    private ConsoleFixture console;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(
                folder, Optional.empty(), Optional.empty(), InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z")));
        console.database.writeWithoutResult(tx -> {
            tx.handle().execute("INSERT INTO shared_content (content) VALUES ('news')");
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, created_at)
                    VALUES ('telegram', 1, 'private', 0), ('telegram', 2, 'private', 0), ('telegram', 3, 'private', 0)""");
            tx.handle().execute("""
                    INSERT INTO broadcast (text, state, shared_content, expected_recipients, planned, created_at, started_at)
                    VALUES ('News', 'running', 1, 3, 1, 0, 0)""");
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, shared_content)
                    SELECT number, platform, 'broadcast', 3, 0, 0, 0, 'queued', 1 FROM subscriber""");
        });
    }

    @AfterEach
    void close() {
        console.close();
    }

    private String page() throws Exception {
        return console.browser.get(PAGE).body();
    }

    /// On a busy machine, counting takes longer than a page waits.
    private void awaitPage(String... texts) {
        await().untilAsserted(() -> assertThat(page()).contains(texts));
    }

    @Test
    void areThoseOfTheStateThatIsShown() throws Exception {
        awaitPage("max=\"3\" value=\"0\"", ">Pause<", ">Stop…<");
        console.database.writeWithoutResult(tx -> {
            tx.handle().execute("UPDATE delivery SET state = 'in_flight' WHERE subscriber = 1");
            tx.handle().execute("UPDATE delivery SET state = 'sent' WHERE subscriber = 1");
        });
        assertThat(page())
                .as("counted in the background, and not at once again")
                .contains("max=\"3\" value=\"0\"");
        Map<String, String> form = Map.of("csrf", HttpBrowser.csrf(console.browser.get(PAGE)));
        console.browser.post(PAGE + "/pause", form);
        awaitPage("max=\"3\" value=\"1\"", ">Resume sending to 2<");
    }

    @Test
    void offerWhatNeedsNoNumberUntilTheyAreThere() throws Exception {
        console.database.writeWithoutResult(tx -> tx.handle().execute("DROP TABLE pruned"));
        assertThat(page()).contains("Counting…", ">Pause<", ">Stop…<").doesNotContain("<progress");
        console.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE broadcast SET state = 'paused'"));
        assertThat(page()).contains("Counting…", ">Resume sending<");
        console.database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE broadcast SET state = 'done', ended_at = 1"));
        assertThat(page()).contains("Counting…", ">Withdraw…<").doesNotContain("Retry");
    }
}
