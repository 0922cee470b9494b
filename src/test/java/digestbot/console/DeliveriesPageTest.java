package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.RefusingTrigger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DeliveriesPageTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));

    @TempDir
    Path folder;

    private ConsoleFixture console;
    private Database database;
    private HttpBrowser browser;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, Optional.empty(), Optional.empty(), CLOCK);
        database = console.database;
        browser = console.browser;
        database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, language, created_at)
                    VALUES ('telegram', 70012345, 'private', 'en', 0)""");
            tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
            tx.handle().execute("""
                    INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                    VALUES ('trade', '2026-02-06', 'en', '', 'a.md', 'published', 1, 'News', 0, 0)""");
            tx.handle().execute("INSERT INTO subscription (subscriber, topic, created_at) VALUES (1, 'trade', 0)");
        });
    }

    @AfterEach
    void close() {
        console.close();
    }

    private void fail(String why) {
        database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, failure,
                                          reason, settled_at)
                    VALUES (1, 'telegram', 'digest', 1, 0, 0, 0, 'failed', 'refused', ?, 0)""", why);
            tx.handle()
                    .execute("INSERT INTO delivery_item (delivery, ordinal, digest, subscription) VALUES (1, 0, 1, 1)");
        });
    }

    @Test
    void saysWhatFailedOfWhatAndNotToWhom() throws Exception {
        fail("Bad Request: <b>chat 70012345</b> does not take it");
        assertThat(browser.get("/deliveries").body())
                .contains(
                        "refused",
                        "The platform rejected the message.",
                        "trade 2026-02-06",
                        "Bad Request: &lt;b&gt;chat …&lt;/b&gt; does not take it")
                .doesNotContain("70012345");
    }

    @Test
    void saysHowFastAtPresentAPlatformMayBeWrittenTo() throws Exception {
        assertThat(browser.get("/deliveries").body()).contains("Limit (/s)", "<td class=\"n\"><span>24</span></td>");
    }

    @Test
    void sendsAgainWhatFailed() throws Exception {
        fail("no");
        HttpResponse<String> page = browser.get("/deliveries");
        HttpResponse<String> answer =
                browser.post("/deliveries/retry", Map.of("csrf", HttpBrowser.csrf(page), "reason", "refused"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(browser.get(answer.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("1 delivery queued for retry.", "No failures.");
        assertThat(states()).containsExactly("queued");
        assertThat(browser.get("/audit").body()).contains(">console<", "Failed deliveries retried: refused");
    }

    @Test
    void offersNoRetryWhereOnlyTheChatCanHelp() throws Exception {
        fail("no");
        assertThat(browser.get("/deliveries").body()).contains(">Retry 1<", "value=\"refused\"");
        database.writeWithoutResult(tx -> tx.handle().execute("UPDATE delivery SET failure = 'blocked'"));
        assertThat(browser.get("/deliveries").body())
                .contains("These chats are paused. They resume by themselves.")
                .doesNotContain(">Retry 1<", "value=\"blocked\"");
    }

    @Test
    void countsNoFurtherThanTenThousandFailuresOfAReason() throws Exception {
        fail("no");
        database.writeWithoutResult(tx -> tx.handle().execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, failure, reason,
                                      settled_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
                SELECT 1, 'telegram', 'digest', 1, 0, 0, 0, 'failed', 'expired', 'late', i FROM n"""));
        assertThat(browser.get("/deliveries").body())
                .contains("<span>10,000 or more</span>", ">Retry 10,000 or more<", ">Retry 1<");
    }

    @Test
    void saysWhatBecameOfARetry() throws Exception {
        fail("no");
        database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE subscriber SET paused_reason = 'blocked', paused_at = 0"));
        String csrf = HttpBrowser.csrf(browser.get("/deliveries"));
        Map<String, String> form = Map.of("csrf", csrf, "reason", "refused");
        assertThat(after(browser.post("/deliveries/retry", form)))
                .contains("1 delivery waits for a paused chat.", "alert warning");
        assertThat(after(browser.post("/deliveries/retry", form))).contains("Nothing to retry.", "alert warning");
    }

    private String after(HttpResponse<String> answer) throws Exception {
        return browser.get(answer.headers().firstValue("Location").orElseThrow())
                .body();
    }

    @Test
    void sendsNothingAgainOfWhichThereWouldBeNoNote() throws Exception {
        fail("no");
        HttpResponse<String> page = browser.get("/deliveries");
        database.writeWithoutResult(tx -> RefusingTrigger.create(tx, "INSERT", "audit", "1 = 1", "full"));
        HttpResponse<String> answer =
                browser.post("/deliveries/retry", Map.of("csrf", HttpBrowser.csrf(page), "reason", "refused"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(states()).containsExactly("failed");
    }

    @Test
    void aForgedFormSendsNothingAgain() throws Exception {
        fail("no");
        browser.get("/deliveries");
        assertThat(browser.post("/deliveries/retry", Map.of("reason", "refused"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(states()).containsExactly("failed");
    }

    private List<String> states() {
        return database.read(tx -> tx.handle()
                .createQuery("SELECT state FROM delivery")
                .mapTo(String.class)
                .list());
    }
}
