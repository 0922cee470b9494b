package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The counts of a broadcast that has started. The clock stands still, so nothing is counted again in the
/// same state.
@Tag("database")
class BroadcastCountsTest {

    private static final String PAGE = "/broadcasts/1";

    @AutoClose
    private final ConsoleFixture console;

    BroadcastCountsTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z")));
        console.sql("INSERT INTO shared_content (content) VALUES ('news')");
        console.sql("""
                INSERT INTO subscriber (platform, chat_id, kind, created_at)
                VALUES ('telegram', 1, 'private', 0), ('telegram', 2, 'private', 0), ('telegram', 3, 'private', 0)""");
        console.sql("""
                INSERT INTO broadcast (text, state, shared_content, expected_recipients, planned, created_at, started_at)
                VALUES ('News', 'running', 1, 3, 1, 0, 0)""");
        console.sql("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, shared_content)
                SELECT number, platform, 'broadcast', 3, 0, 0, 0, 'queued', 1 FROM subscriber""");
    }

    @Test
    void areThoseOfTheStateThatIsShown() throws Exception {
        assertThat(console.page(PAGE)).contains("max=\"3\" value=\"0\"", ">Pause<", ">Stop…<");
        console.sql("UPDATE delivery SET state = 'in_flight' WHERE subscriber = 1");
        console.sql("UPDATE delivery SET state = 'sent' WHERE subscriber = 1");
        assertThat(console.page(PAGE))
                .as("counted in the background, and not at once again")
                .contains("max=\"3\" value=\"0\"");
        console.post(PAGE + "/pause");
        assertThat(console.page(PAGE)).contains("max=\"3\" value=\"1\"", ">Resume sending to 2<");
    }

    @Test
    void offerWhatNeedsNoNumberUntilTheyAreThere() throws Exception {
        console.sql("DROP TABLE pruned");
        assertThat(uncounted()).contains("Counting…", ">Pause<", ">Stop…<").doesNotContain("<progress");
        console.sql("UPDATE broadcast SET state = 'paused'");
        assertThat(uncounted()).contains("Counting…", ">Resume sending<");
        console.sql("UPDATE broadcast SET state = 'done', ended_at = 1");
        assertThat(uncounted()).contains("Counting…", ">Withdraw…<").doesNotContain("Retry");
    }

    private String uncounted() throws Exception {
        return console.browser.get(PAGE).body();
    }
}
