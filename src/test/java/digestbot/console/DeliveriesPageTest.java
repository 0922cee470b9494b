package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.RefusingTrigger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DeliveriesPageTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));

    @AutoClose
    private final ConsoleFixture console;

    DeliveriesPageTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, CLOCK);
        console.sql("""
                INSERT INTO subscriber (platform, chat_id, kind, language, created_at)
                VALUES ('telegram', 70012345, 'private', 'en', 0)""");
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
        console.sql("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                VALUES ('trade', '2026-02-06', 'en', '', 'a.md', 'published', 1, 'News', 0, 0)""");
        console.sql("INSERT INTO subscription (subscriber, topic, created_at) VALUES (1, 'trade', 0)");
    }

    private void fail(String why) {
        console.sql("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, failure,
                                      reason, settled_at)
                VALUES (1, 'telegram', 'digest', 1, 0, 0, 0, 'failed', 'refused', ?, 0)""", why);
        console.sql("INSERT INTO delivery_item (delivery, ordinal, digest, subscription) VALUES (1, 0, 1, 1)");
    }

    @Test
    void saysWhatFailedOfWhatAndNotToWhom() throws Exception {
        fail("Bad Request: <b>chat 70012345</b> does not take it");
        assertThat(console.page("/deliveries"))
                .contains(
                        "refused",
                        "The platform rejected the message.",
                        "trade 2026-02-06",
                        "Bad Request: &lt;b&gt;chat …&lt;/b&gt; does not take it")
                .doesNotContain("70012345");
    }

    @Test
    void sendsAgainWhatFailed() throws Exception {
        fail("no");
        assertThat(console.submit("/deliveries/retry", "reason", "refused"))
                .contains("1 delivery queued for retry.", "No failures.");
        assertThat(states()).containsExactly("queued");
        assertThat(console.page("/audit")).contains(">console<", "Failed deliveries retried: refused");
    }

    @Test
    void offersNoRetryWhereOnlyTheChatCanHelp() throws Exception {
        fail("no");
        assertThat(console.page("/deliveries")).contains(">Retry 1<", "value=\"refused\"");
        console.sql("UPDATE delivery SET failure = 'blocked'");
        assertThat(console.page("/deliveries"))
                .contains("The chats are paused and resume by themselves.")
                .doesNotContain(">Retry 1<", "value=\"blocked\"");
    }

    @Test
    void countsNoFurtherThanTenThousandFailuresOfAReason() throws Exception {
        fail("no");
        console.sql("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, failure, reason,
                                      settled_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
                SELECT 1, 'telegram', 'digest', 1, 0, 0, 0, 'failed', 'expired', 'late', i FROM n""");
        assertThat(console.page("/deliveries"))
                .contains("<span>10,000 or more</span>", ">Retry 10,000 or more<", ">Retry 1<");
    }

    @Test
    void saysWhatBecameOfARetry() throws Exception {
        fail("no");
        console.sql("UPDATE subscriber SET paused_reason = 'blocked', paused_at = 0");
        for (String said :
                List.of("1 delivery waits for a paused chat.", "Nothing to retry: no failed delivery is left.")) {
            assertThat(console.submit("/deliveries/retry", "reason", "refused")).contains(said, "alert warning");
        }
    }

    @Test
    void saysThatNobodyWaitsForAReplyAnyMore() throws Exception {
        fail("no");
        console.sql("UPDATE delivery SET cause = 'reply'");
        assertThat(console.submit("/deliveries/retry", "reason", "refused"))
                .contains("Nothing to retry: nobody is waiting for 1 delivery any more");
    }

    @Test
    void sendsNothingAgainOfWhichThereWouldBeNoNote() throws Exception {
        fail("no");
        console.database.writeWithoutResult(tx -> RefusingTrigger.create(tx, "INSERT", "audit", "1 = 1", "full"));
        assertThat(console.post("/deliveries/retry", "reason", "refused").statusCode())
                .isEqualTo(500);
        assertThat(states()).containsExactly("failed");
    }

    private List<String> states() {
        return console.select("SELECT state FROM delivery");
    }

    @Test
    void aRetryNeedsAReason() throws Exception {
        assertThat(console.post("/deliveries/retry").statusCode()).isEqualTo(400);
        assertThat(console.post("/deliveries/retry", "reason", "").statusCode()).isEqualTo(400);
        assertThat(console.select("SELECT action FROM audit")).doesNotContain("deliveries_retried");
    }
}
