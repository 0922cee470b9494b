package digestbot.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.vote.TestVotes;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.archive.FileStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a digest with two revisions, of whose deliveries one failed.
@Tag("database")
class DigestPageTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-06T12:00:00Z"));

    @AutoClose
    private final ConsoleFixture console;

    DigestPageTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, CLOCK);
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
        for (int digest = 1; digest <= 2; digest++) {
            console.sql("""
                    INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,
                                        published_at)
                    VALUES ('trade', ?, 'en', '', ?, 'published', 2, 'News', 1770372000000, 1770372060000)""", "2026-02-0" + (digest + 4), "2026/" + digest + ".md");
            for (int revision = 1; revision <= 2; revision++) {
                byte[] content = """
                        ---
                        topic: trade
                        date: 2026-02-0%d
                        ---
                        ## Highlights

                        - Steel <tariffs> %s.
                        - Ships wait.
                        """.formatted(digest + 4, revision == 1 ? "rise" : "fall")
                        .getBytes(UTF_8);
                console.sql(
                        "INSERT INTO revision (digest, number, content, hash, received_at, changed)"
                                + " VALUES (?, ?, ?, ?, 1770372000000, ?)",
                        digest,
                        revision,
                        content,
                        content,
                        revision == 1 ? null : "highlights:\nsection:China");
            }
        }
        console.sql("""
                INSERT INTO subscriber (platform, chat_id, kind, created_at) VALUES ('telegram', 7, 'private', 0)""");
        console.sql("INSERT INTO subscription (subscriber, topic, created_at) VALUES (1, 'trade', 0)");
    }

    private String section(String id) throws Exception {
        return console.section("/digests/1", id);
    }

    private List<String> states() {
        return console.select("SELECT state FROM delivery ORDER BY number");
    }

    @Test
    void theListNamesTheFilesThatAreNoDigests() throws Exception {
        assertThat(console.page("/digests")).doesNotContain("skipped");
        var readme = new FileRecord(
                "README.md",
                FileStamp.NONE,
                Optional.of(new FileContent(new byte[1]).hash()),
                OptionalLong.empty(),
                Optional.empty(),
                false);
        console.database.writeWithoutResult(tx -> new FileStore().put(tx, readme));
        assertThat(console.page("/digests")).contains("1 other file skipped", "README.md");
    }

    @Test
    void aHeldDigestShowsItsTextFirstAndWhyItWaits() throws Exception {
        console.hold("trade", "2026-02-07", CLOCK.instant(), CLOCK.instant().plusSeconds(7_200));
        assertThat(console.page("/digests/3"))
                .containsSubsequence(
                        "Held for review",
                        "The configuration holds every digest. It is published automatically at ",
                        "Release now",
                        "Don&#x27;t publish…",
                        "aria-label=\"Views\"",
                        "class=\"chat telegram\"",
                        "<code>trade.md</code>",
                        "Audit log")
                .doesNotContain("No deliveries.", "Not enough votes.", "Was this balanced?");
        console.sql("INSERT INTO warning (digest, revision, ordinal, line, message) VALUES (3, 1, 0, 2, 'no title')");
        console.sql("UPDATE digest SET held_until = ? WHERE number = 3", DigestReview.UNTIL_DECIDED.toEpochMilli());
        assertThat(console.page("/digests/3"))
                .containsSubsequence(
                        "It has 1 warning. It waits until somebody decides, as a model&#x27;s do until seven",
                        "aria-label=\"Views\"",
                        "no title");
        assertThat(console.submit("/digests/3/release")).contains("Released. The digest is published.");
        assertThat(console.page("/audit")).contains("Digest released: trade, Sat 7 Feb");
    }

    @Test
    void theListSaysHowEachDigestIs() throws Exception {
        console.sql("INSERT INTO warning (digest, revision, ordinal, line, message) VALUES (1, 2, 0, 2, 'no title')");
        console.sql("INSERT INTO digest_total (digest, platform, outcome, deliveries)"
                + " VALUES (1, 'telegram', 'planned', 9), (1, 'telegram', 'sent', 9)");
        String words = ">9 of 9 due<";
        await().untilAsserted(() -> assertThat(console.page("/digests"))
                .contains("published</span>", "data-heading=\"Warnings\" class=\"n\"><span>1</span>", words));
        assertThat(section("results")).as("both pages agree").contains(words);
    }

    @Test
    void namesItsFileAndItsDatesAndWhatReadersOpenedUnlessTheNumbersAreSmall() throws Exception {
        String china = "perspective:china";
        views("overview", "view", "telegram", 1_234);
        views(china, "view", "telegram", 7);
        views(china, "view", "discord", 5);
        views(china, "page", "discord", 4);
        views("sources", "command", "telegram", 4);
        String page = console.page("/digests/1");
        assertThat(page)
                .contains(
                        "<code>2026/1.md</code>",
                        "datetime=\"2026-02-06T10:00:00Z\"",
                        "datetime=\"2026-02-06T10:01:00Z\"")
                .contains("<td><span>Overview</span></td><td><span>View button</span></td>"
                        + "<td><span>Telegram</span></td><td class=\"n\"><span>1,234</span></td>")
                .contains("<td><span>china</span></td><td><span>View button</span></td>"
                        + "<td><span>Discord</span></td><td class=\"n\"><span>5</span></td>")
                .doesNotContain("Page button", "Command or menu");
    }

    @Test
    void showsThePerspectivesSharesAsABarWithNumbers() throws Exception {
        assertThat(console.page("/digests/2")).doesNotContain("class=\"shares\"");
        byte[] content = """
                ---
                topic: trade
                date: 2026-02-06
                perspectives:
                  - {id: us, name: United <States>, count: 12}
                  - {id: china, name: China, count: 4}
                ---
                ## United <States>

                - Steel falls.
                """.getBytes(UTF_8);
        console.sql(
                "UPDATE revision SET content = ?, hash = ?, colour_numbers = '4,2' WHERE digest = 2 AND number = 2",
                content,
                content);
        String page = console.page("/digests/2");
        String bar = page.substring(page.indexOf("<figure class=\"shares\">"), page.indexOf("</figure>"));
        assertThat(bar)
                .contains("<figcaption>Articles by perspective</figcaption>", "</svg>United &lt;States&gt; 12</li>")
                .contains("<rect width=\"750\" height=\"100%\" fill=\"#7d5ba6\" x=\"0\">"
                        + "<title>United &lt;States&gt; 12</title></rect>")
                .contains(
                        "<rect width=\"250\" height=\"100%\" fill=\"#4b8f5b\" x=\"750\"><title>China 4</title></rect>")
                .doesNotContain("style=");
    }

    @Test
    void showsWhatReadersVotedUnlessTheNumbersAreSmall() throws Exception {
        TestVotes.cast(console.database, 1, 1, 3, 1, Instant.EPOCH);
        assertThat(section("votes")).contains("Was this balanced?", "Not enough votes.");
        TestVotes.cast(console.database, 1, 100, 13, 8, Instant.EPOCH);
        assertThat(section("votes"))
                .contains("👍 64% of 25 (16 balanced, 9 one-sided)")
                .doesNotContain("Not enough");
    }

    private void views(String view, String button, String platform, int views) {
        console.sql(
                "INSERT INTO view_count (day, digest, view, button, platform, views)"
                        + " VALUES ('2026-02-06', 1, ?, ?, ?, ?)",
                view,
                button,
                platform,
                views);
    }

    /// Fails the only delivery of each digest.
    private void fail() {
        for (int digest = 1; digest <= 2; digest++) {
            console.sql("INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at,"
                    + " state, failure, settled_at)"
                    + " VALUES (1, 'telegram', 'digest', 1, 0, 0, 0, 'failed', 'refused', 0)");
            console.sql(
                    "INSERT INTO delivery_item (delivery, ordinal, digest, subscription) VALUES (?, 0, ?, 1)",
                    digest,
                    digest);
        }
        for (int digest = 1; digest <= 2; digest++) {
            total(digest, "refused", 1);
            total(digest, "planned", 1);
        }
    }

    private void total(long digest, String outcome, long deliveries) {
        console.sql(
                "INSERT INTO digest_total (digest, platform, outcome, deliveries) VALUES (?, 'telegram', ?, ?)",
                digest,
                outcome,
                deliveries);
    }

    @Test
    void saysWhatBecameOfItOnEachPlatform() throws Exception {
        assertThat(section("results")).contains("No deliveries.");
        total(1, "planned", 20);
        total(1, "sent", 9);
        total(1, "cancelled", 1);
        total(1, "blocked", 2);
        total(1, "refused", 1);
        total(1, "interacted", 4);
        assertThat(section("results").replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
                .contains("Telegram 9 7 3 1 4")
                .contains("blocked The person blocked the bot. The chats are paused and resume by themselves. 2")
                .contains("refused The platform rejected the message. 1")
                .doesNotContain("Send again");
    }

    @Test
    void offersToSendAgainWhatARetryWouldSend() throws Exception {
        fail();
        assertThat(section("results")).contains("Send again to the 1 chat where it failed");
        console.sql("UPDATE subscriber SET paused_reason = 'blocked'");
        assertThat(section("results")).as("it would wait").doesNotContain("Send again");
        console.sql("UPDATE subscriber SET paused_reason = NULL");
        console.sql("UPDATE digest SET state = 'draft', withdrawn_at = 0 WHERE number = 1");
        assertThat(section("results")).doesNotContain("Send again");
    }

    @Test
    void previewsTheLinkToThePageThatTheDigestWillHave() throws Exception {
        assertThat(console.page("/digests/1")).contains("href=\"https://news.example.org/2026-02-05/\"");
    }

    @Test
    void sendsAgainWhereThisDigestFailedAlone() throws Exception {
        fail();
        assertThat(console.submit("/digests/1/retry")).contains("1 delivery queued for retry.");
        assertThat(states()).containsExactly("queued", "failed");
        assertThat(section("results")).doesNotContain("Send again");
        assertThat(section("history")).contains("Failed deliveries retried: trade, Thu 5 Feb");
    }

    /// The button and its action go by the same condition.
    @Test
    void sendsAgainExactlyWhatTheButtonCounted() throws Exception {
        fail();
        console.sql("INSERT INTO subscriber (platform, chat_id, kind, created_at, paused_reason)"
                + " VALUES ('telegram', 78, 'private', 0, 'blocked')");
        console.sql("INSERT INTO subscription (subscriber, topic, created_at)"
                + " SELECT number, 'trade', 0 FROM subscriber WHERE chat_id = 78");
        console.sql("INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at,"
                + " state, failure, settled_at) SELECT number, platform, 'digest', 1, 0, 0, 0, 'failed', 'blocked', 0"
                + " FROM subscriber WHERE chat_id = 78");
        console.sql("INSERT INTO delivery_item (delivery, ordinal, digest, subscription)"
                + " SELECT 3, 0, 1, s.number FROM subscription s JOIN subscriber u ON u.number = s.subscriber"
                + " WHERE u.chat_id = 78");
        assertThat(section("results")).contains("Send again to the 1 chat where it failed");
        assertThat(console.submit("/digests/1/retry"))
                .contains("1 delivery queued for retry.")
                .doesNotContain("paused chat");
        assertThat(states()).containsExactly("queued", "failed", "failed");
    }

    @Test
    void withdrawsItAfterAQuestionThatSaysHowManyMessagesAreDeleted() throws Exception {
        total(1, "planned", 1_234);
        total(1, "sent", 1_234);
        assertThat(console.page("/digests/1")).contains("Withdraw…");
        assertThat(console.page("/digests/1/withdraw"))
                .contains("Withdraw this digest?", "This deletes 1,234 messages");
        assertThat(console.submit("/digests/1/withdraw"))
                .contains("Withdrawn. Its messages are being deleted.", "not published", " · withdrawn ")
                .doesNotContain("Withdraw…");
        assertThat(section("history")).contains("Digest withdrawn: trade, Thu 5 Feb");
        assertThat(console.submit("/digests/1/withdraw"))
                .contains("Too late: the digest is not published.", "alert warning");
    }

    @Test
    void showsEachRevisionWithItsTextAndItsChanges() throws Exception {
        assertThat(section("revisions"))
                .contains("highlights, China", "/digests/1/source/1", "/digests/1/changes/2")
                .doesNotContain("/digests/1/changes/1");
        assertThat(console.page("/digests/1/source/2"))
                .contains("topic: trade", "- Steel &lt;tariffs&gt; fall.\n- Ships wait.");
        assertThat(console.page("/digests/1/changes/2"))
                .contains("<del>-- Steel &lt;tariffs&gt; rise.\n</del><ins>+- Steel &lt;tariffs&gt; fall.\n</ins>");
        for (String path : List.of("source/3", "changes/1", "source/99999999999")) {
            assertThat(console.browser.get("/digests/1/" + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}
