package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.database.TestDatabase;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class BroadcastsPageTest {

    private static final Pattern SHOWN = Pattern.compile("name=\"version\"[^>]* value=\"([^\"]+)\"");

    /// The button of a broadcast that is scheduled.
    private static final String SCHEDULED = ">Unschedule<";

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");
    private static final String FAR = "10:00";
    private static final String DAY = "2999-01-01";

    /// The two ways to send, each with a text of the broadcast's page afterwards.
    private static final Map<String, String> ACTS = Map.of("/send", ">Pause<", "/schedule", SCHEDULED);

    @AutoClose
    private final ConsoleFixture console;

    BroadcastsPageTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, InstantSource.fixed(NOW));
    }

    @BeforeEach
    void threeSubscribersOfTwoTopics() {
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Trade'), ('energy', 'Energy')");
        console.sql("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                SELECT id, '2026-02-05', 'en', '', id || '.md', 'published', 1, 'News', 0, 1 FROM topic""");
        console.sql("""
                INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                VALUES ('telegram', 1, 'private', 'en', 'UTC', 0), ('telegram', 2, 'private', 'zh', 'UTC', 0),
                       ('telegram', 3, 'private', 'en', 'UTC', 0)""");
        console.sql("""
                INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                VALUES (1, 'trade', '', 0), (2, 'trade', '', 0), (3, 'energy', '', 0)""");
    }

    private void thousandMoreSubscribers() {
        console.sql("""
                INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                WITH RECURSIVE n (i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                SELECT 'telegram', i, 'private', 'en', 'UTC', 0 FROM n""");
        console.sql("""
                INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                SELECT number, 'trade', '', 0 FROM subscriber WHERE chat_id > 1000""");
    }

    /// Writes a draft; returns the path of its page.
    private String drafted(String text) throws Exception {
        HttpResponse<String> answer = console.post("/broadcasts", "text", text);
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /// Posts the action with the version that the present page shows, as its form does.
    private HttpResponse<String> act(String page, String act, String... fields) throws Exception {
        return console.post(
                page + act,
                Stream.of(Stream.of("day", DAY), Stream.of(fields), Stream.of("version", shown(page)))
                        .flatMap(some -> some)
                        .toArray(String[]::new));
    }

    /// Like [#act], after its confirmation; returns the page to which the answer leads.
    private String acted(String page, String act, String... fields) throws Exception {
        return console.follow(act(
                page,
                act,
                Stream.concat(Stream.of("confirmed", "yes"), Stream.of(fields)).toArray(String[]::new)));
    }

    private String shown(String page) throws Exception {
        Matcher found = SHOWN.matcher(console.page(page));
        return found.find() ? found.group(1) : "";
    }

    private String state(String page) {
        return console.select("SELECT state FROM broadcast WHERE number = " + page.replaceAll("\\D", ""))
                .getFirst();
    }

    @Test
    void asksOnceMoreWithTheMessageBeforeItSendsToSeveral() throws Exception {
        thousandMoreSubscribers();
        String page = drafted("News");
        assertThat(console.page(page))
                .as("the order on the page")
                .containsSubsequence(">Send a test<", ">Schedule for 1,003…<", ">Send to 1,003…<", ">Discard…<");
        HttpResponse<String> asked = act(page, "/send");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Send broadcast 1?", "Send to 1,003 recipients now?", ">Send to 1,003<", "<p>News</p>")
                .containsPattern(SHOWN);
        assertThat(act(page, "/schedule", "at", FAR).body())
                .contains(
                        "Schedule broadcast 1?",
                        "Schedule for 1,003 recipients, to be sent on Tue 1 Jan 2999 at 10:00 (UTC)?")
                .contains(">Schedule for 1,003<", "action=\"/broadcasts/1/schedule\"");
        assertThat(acted(page, "/schedule", "at", "soon")).contains("Enter a date and time.");
        assertThat(acted(page, "/schedule", "day", "2020-01-01", "at", "08:00"))
                .as("a time that has passed needs no second question")
                .contains("That time has passed.");
        assertThat(state(page)).isEqualTo("draft");
        assertThat(acted(page, "/send", "confirmed", "yes")).contains("Sending started.");
    }

    @Test
    void aPictureThatCameInChatIsShownAsASignWhileTheTextIsEdited() throws Exception {
        String page = drafted("News");
        assertThat(console.page(page)).doesNotContain("🖼");
        console.sql("INSERT INTO broadcast_picture (broadcast, name, content)"
                + " SELECT number, 'picture.png', CAST('x' AS " + (TestDatabase.isPostgres() ? "BYTEA" : "BLOB")
                + ") FROM broadcast");
        assertThat(console.page(page)).contains("<p>🖼 Picture</p>");
        assertThat(console.post(page + "/preview", "text", "Other news").body()).contains("🖼 Picture", "Other news");
    }

    @Test
    void whoReloadsAPageThatAnswersAFormComesToTheBroadcast() throws Exception {
        String page = drafted("News");
        assertThat(console.post("/broadcasts/99/send").statusCode()).isEqualTo(404);
        for (String form : List.of("/send", "/schedule", "/edit")) {
            HttpResponse<String> reloaded = console.browser.get(page + form);
            assertThat(reloaded.statusCode()).as(form).isEqualTo(303);
            assertThat(reloaded.headers().firstValue("Location")).as(form).hasValue(page);
            assertThat(console.browser.get("/broadcasts/99" + form).statusCode())
                    .as(form)
                    .isEqualTo(404);
        }
    }

    @Test
    void theTextOfADraftCanBeChanged() throws Exception {
        String page = drafted("Helo");
        assertThat(console.page(page)).contains(">Save<", ">Helo</textarea>");
        HttpResponse<String> changed = console.post(page + "/edit", "text", "Hello");
        assertThat(console.follow(changed)).contains("Message changed. The preview shows the new text.");
        assertThat(console.page(page)).contains(">Hello</textarea>").doesNotContain("Helo<");
        HttpResponse<String> refused = console.post(page + "/edit", "text", "<!-- nothing -->");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The broadcast is empty.", "&lt;!-- nothing --&gt;");
        assertThat(console.page(page)).as("what was refused is not stored").contains(">Hello</textarea>");
    }

    @Test
    void aScheduledBroadcastThatChangesIsADraftAgain() throws Exception {
        String page = drafted("Hello");
        assertThat(acted(page, "/schedule", "at", FAR)).contains(SCHEDULED);
        HttpResponse<String> changed = console.post(page + "/edit", "text", "Hello again");
        assertThat(console.follow(changed))
                .contains("Message changed. The broadcast is a draft again:")
                .doesNotContain(SCHEDULED);
        assertThat(acted(page, "/schedule", "at", FAR)).contains(SCHEDULED);
        assertThat(console.submit(page + "/recipients", "topic", "trade"))
                .contains("The broadcast is a draft again: schedule it for these recipients.")
                .doesNotContain(SCHEDULED);
        assertThat(state(page)).isEqualTo("draft");
        assertThat(console.page("/audit")).contains("Broadcast unscheduled: #1");
    }

    @Test
    void aTextIsPreviewedWhileItIsWritten() throws Exception {
        HttpResponse<String> shown = console.post("/broadcasts/preview", "text", "**Hello** <b>");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("Preview on Telegram").doesNotContain("<html", "Preview on Discord");
        assertThat(console.post("/broadcasts/preview", "text", " ").body()).contains("The broadcast is empty");
        assertThat(console.page("/broadcasts")).contains("No broadcasts yet.");
    }

    @Test
    void recipientsAreChosenByWhatTheyAreAndCounted() throws Exception {
        String page = drafted("Hello");
        console.post(page + "/count", "platform", "discord");
        assertThat(console.page(page)).as("counting stores nothing").contains("3 recipients (Telegram 3) · everyone");
        var soft = new SoftAssertions();
        for (String choice : """
                platform=telegram              | 3 recipients (Telegram 3) · everyone on Telegram
                topic=trade                    | 2 recipients (Telegram 2) · subscribers to Trade
                platform=telegram&topic=energy | 1 recipient (Telegram 1) · everyone on Telegram, subscribers to Energy
                platform=discord               | No recipients match.
                topic=nothing                  | Unknown recipients.
                platform=pigeon                | Unknown recipients.
                """.lines().toList()) {
            String[] parts = choice.split(" +\\| ", -1);
            String[] fields = parts[0].split("[&=]", -1);
            soft.assertThat(console.post(page + "/count", fields).body())
                    .as("counted while %s is chosen", parts[0])
                    .contains(parts[1]);
            soft.assertThat(console.submit(page + "/recipients", fields))
                    .as(parts[0])
                    .contains(parts[1]);
        }
        soft.assertAll();
    }

    @Test
    void recipientsThatNoDigestHasAtTheMomentStayAsTheyAre() throws Exception {
        String page = drafted("Hello");
        console.sql("UPDATE broadcast SET to_topic = 'trade'");
        console.sql("UPDATE digest SET state = 'draft' WHERE topic = 'trade'");
        assertThat(console.page(page)).containsPattern("<option value=\"trade\" selected[^>]*>trade</option>");
        assertThat(acted(page, "/schedule", recipients("", "trade")))
                .contains("Scheduled. The bot", "selected>trade</option>");
    }

    @Test
    void aBroadcastCanBeDuplicated() throws Exception {
        String page = drafted("Hello");
        console.submit(page + "/recipients", "topic", "energy");
        act(page, "/send", "confirmed", "yes");
        HttpResponse<String> copied = console.post(page + "/duplicate");
        assertThat(copied.headers().firstValue("Location").orElseThrow()).isEqualTo("/broadcasts/2");
        assertThat(console.follow(copied))
                .contains(
                        "This is a new draft", ">Hello</textarea>", "1 recipient (Telegram 1) · subscribers to Energy");
    }

    @Test
    void aTestGoesToAChatWhoseIdIsKnown() throws Exception {
        String page = drafted("Hello");
        assertThat(console.submit(page + "/test", "chat", " 2 ")).contains("Test sent.");
        assertThat(console.submit(page + "/test", "chat", "99")).contains("No chat with this ID is known.");
        assertThat(console.submit(page + "/test", "chat", "me")).contains("No chat with this ID is known.");
        assertThat(console.submit(page + "/test")).contains("No owner can get a test.");
        assertThat(console.select("SELECT subscriber || ' ' || cause FROM delivery"))
                .containsExactly("2 notice");
        assertThat(console.select("SELECT by || ' ' || action || ' ' || subject FROM audit"))
                .as("one test was sent")
                .containsExactly("console broadcast-tested 1");
    }

    @Test
    void aTestGoesToAllOwners() throws Exception {
        console.sql("""
                INSERT INTO person (platform, user_id, language, direct_chat, seen_at)
                VALUES ('discord', 71, 'en', 9071, 0), ('discord', 72, 'en', 9072, 0)""");
        assertThat(console.submit(drafted("Hello") + "/test", "chat", "")).contains("Test sent.");
        assertThat(console.select("SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                        + " WHERE d.cause = 'notice' ORDER BY u.chat_id"))
                .containsExactly("9071", "9072");
    }

    @Test
    void theReportSaysWhatBecameOfItOnEachPlatform() throws Exception {
        String page = drafted("Hello");
        act(page, "/send", "confirmed", "yes");
        console.sql("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at,
                                      state, failure, unreachable, reason, shared_content) VALUES
                 (1, 'telegram', 'broadcast', 1, 0, 0, 0, 'sent', NULL, 0, NULL, 1),
                 (2, 'telegram', 'broadcast', 1, 0, 0, 0, 'failed', 'refused', 0, 'chat 1234567 refused', 1),
                 (3, 'discord', 'broadcast', 1, 0, 0, 0, 'queued', NULL, 0, NULL, 1)""");
        assertThat(console.page(page))
                .contains("<progress max=\"3\" value=\"2\"", "chat … refused", ">Duplicate<")
                .contains("<td><span>Telegram</span></td><td class=\"n\"><span>2</span></td>"
                        + "<td class=\"n\"><span>1</span></td><td class=\"n\"><span>0</span></td>"
                        + "<td class=\"n\"><span>1</span></td><td class=\"n\"><span>0</span></td>")
                .contains("<td><span>All</span></td><td class=\"n\"><span>3</span></td>");
        String listed = ">running</span></td><td><progress max=\"3\" value=\"2\" aria-label=\"Progress\"></progress>"
                + "<span> 1 of 3 sent, 1 failed</span></td>";
        // On a busy machine, counting takes longer than a page waits.
        await().untilAsserted(() -> assertThat(console.page("/broadcasts")).contains(listed));
    }

    @Test
    void whatCannotBeSentIsSaidAndNotLostAndWhatIsWrittenIsNeverMarkup() throws Exception {
        assertThat(console.post("/broadcasts", "text", "  \n").statusCode()).isEqualTo(422);
        String many = "Hello </textarea><script>\n\n" + "[[a]](https://example.org/)\n".repeat(11);
        HttpResponse<String> refused = console.post("/broadcasts", "text", many);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Too many buttons: 11, maximum 10.", "Hello &lt;/textarea&gt;&lt;script&gt;");
        String page = drafted("<script>alert(1)</script> & <b>");
        assertThat(console.page(page) + console.page("/broadcasts"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void anErrorLooksLikeNoSuccessAndMarksItsField() throws Exception {
        String page = drafted("Hello");
        assertThat(acted(page, "/schedule", "at", "soon"))
                .containsPattern("class=\"alert error\" role=\"alert\"[^>]*id=\"alert\"")
                .containsPattern("<input name=\"at\"[^>]* aria-invalid=\"true\" aria-describedby=\"alert\" autofocus")
                .doesNotContain("role=\"status\"");
        assertThat(console.submit(page + "/test"))
                .as("an error that is about no field is where the page begins")
                .containsPattern("class=\"alert error\" role=\"alert\" tabindex=\"-1\" autofocus")
                .doesNotContain("aria-invalid");
        assertThat(acted(page, "/schedule", "at", FAR))
                .containsPattern("class=\"alert done\" role=\"status\"")
                .doesNotContain("role=\"alert\"", "aria-invalid");
        assertThat(console.submit(page + "/pause")).containsPattern("class=\"alert warning\" role=\"alert\"");
        assertThat(console.post("/broadcasts", "text", " ").body())
                .containsPattern("<textarea[^>]* aria-invalid=\"true\" aria-describedby=\"alert how\"");
    }

    @Test
    void aMessageIsShownOnceAndNotUsedUpByAPageThatRefreshesItself() throws Exception {
        String page = drafted("Hello");
        assertThat(act(page, "/send", "confirmed", "yes").statusCode()).isEqualTo(303);
        assertThat(console.browser.get(page, "X-Refresh", "automatic").body()).doesNotContain("Sending started.");
        assertThat(console.browser.get(page).body()).contains("Sending started.");
        assertThat(console.browser.get(page).body()).doesNotContain("Sending started.");
    }

    @Test
    void whatDestroysAsksFirstAndSaysHowManyItReaches() throws Exception {
        assertThat(console.submit(drafted("Hi") + "/discard")).contains("Discarded. The broadcast was not sent.");
        String page = drafted("Hello");
        assertThat(console.page(page))
                .containsPattern("<a href=\"/broadcasts/2/discard\" class=\"button danger\">Discard…</a>");
        assertThat(console.page(page + "/discard"))
                .contains("Discard broadcast 2?")
                .containsPattern("action=\"/broadcasts/2/discard\".*class=\"danger\">Discard<");
        assertThat(state(page)).as("asking does nothing").isEqualTo("draft");
        assertThat(console.follow(console.browser.get(page + "/withdraw"))).contains("Too late:");
        acted(page, "/send");
        assertThat(console.page(page + "/stop"))
                .contains("3 recipients will not get the broadcast", ">Stop before 3 recipients<");
        assertThat(console.follow(console.browser.get(page + "/discard"))).contains("Too late:");
        console.sql("UPDATE broadcast SET state = 'done'");
        assertThat(console.page(page)).contains("Withdraw from 0 chats…");
        assertThat(console.page(page + "/withdraw")).contains(">Withdraw from 0 chats<");
        assertThat(console.browser.get("/broadcasts/99/withdraw").statusCode()).isEqualTo(404);
    }

    @Test
    void isScheduledInTheZoneOfTheBrowserWhichEachPlaceNames() throws Exception {
        String page = drafted("Hello");
        assertThat(console.page(page)).contains("Time (UTC)");
        var cookie = new HttpCookie("zone", "Asia/Tokyo");
        cookie.setPath("/");
        cookie.setVersion(0);
        console.browser.cookies.getCookieStore().add(console.browser.url("/"), cookie);
        assertThat(console.page(page)).contains("Time (Asia/Tokyo)");
        String[] time = {"at", FAR, "zone", "Asia/Tokyo"};
        assertThat(act(page, "/schedule", time).body()).contains("to be sent on Tue 1 Jan 2999 at 10:00 (Asia/Tokyo)?");
        assertThat(acted(page, "/schedule", time)).contains("Tue 1 Jan 10:00 Asia/Tokyo");
        assertThat(console.page("/broadcasts")).contains("Tue 1 Jan 10:00 Asia/Tokyo");
        assertThat(console.select("SELECT send_at FROM broadcast"))
                .containsExactly(
                        Long.toString(Instant.parse("2999-01-01T01:00:00Z").toEpochMilli()));
        cookie.setValue("Nowhere/Land");
        assertThat(console.page("/broadcasts")).contains("Tue 1 Jan 01:00 UTC");
    }

    @Test
    void isScheduledSentOnceAndSteered() throws Exception {
        String page = drafted("Hello");
        assertThat(acted(page, "/schedule", "at", FAR)).contains("Scheduled. The bot must be running then.", SCHEDULED);
        assertThat(console.page("/broadcasts")).contains("scheduled");
        assertThat(console.submit(page + "/unschedule")).doesNotContain(SCHEDULED);
        assertThat(acted(page, "/send")).contains("Sending started.", ">Pause<");
        assertThat(acted(page, "/send")).contains("Already sent or discarded.");
        assertThat(console.submit(page + "/pause")).contains("Paused.", "Resume sending to 3");
        assertThat(console.submit(page + "/pause")).contains("Too late:");
        assertThat(console.submit(page + "/resume")).contains("Resumed.", ">Pause<");
        assertThat(console.submit(page + "/stop")).contains("Stopped.", "Withdraw from 0 chats…");
        assertThat(console.page("/audit"))
                .contains("Broadcast scheduled: #1", "Broadcast unscheduled: #1", "Broadcast sent: #1")
                .contains("Broadcast paused: #1", "Broadcast resumed: #1", "Broadcast stopped: #1");
    }

    private static String[] recipients(String platform, String topic) {
        return new String[] {"platform", platform, "topic", topic, "day", DAY, "at", FAR};
    }

    @Test
    void nothingGoesToOthersThanThoseWhoseNumberWasSeen() throws Exception {
        for (String act : ACTS.keySet()) {
            String page = drafted("Hello");
            assertThat(acted(page, act, recipients("", "trade")))
                    .as(act)
                    .contains("Not sent: the recipients changed.", "2 recipients (Telegram 2) · subscribers to Trade")
                    .contains("Send to 2…<")
                    .doesNotContain(SCHEDULED);
            assertThat(acted(page, act, recipients("", "trade"))).as(act).contains(ACTS.get(act));
            assertThat(acted(drafted("Hello"), act, recipients("pigeon", "trade")))
                    .as(act)
                    .contains("Unknown recipients.");
        }
    }

    @Test
    void nothingGoesOutWhenAnotherAdminHasChosenOthersSinceThePageWasDrawn() throws Exception {
        for (String act : ACTS.keySet()) {
            String page = drafted("Hello");
            assertThat(console.submit(page + "/recipients", recipients("", "trade")))
                    .contains("2 recipients");
            String shown = shown(page);
            assertThat(console.submit(page + "/recipients", "topic", "energy")).contains("1 recipient (");
            String[] chosen = Stream.concat(Stream.of(recipients("", "trade")), Stream.of("version", shown))
                    .toArray(String[]::new);
            assertThat(console.submit(page + act, chosen))
                    .as(act)
                    .contains(
                            "Not sent: the broadcast has changed since you saw it.",
                            "1 recipient (Telegram 1) · subscribers to Energy");
            assertThat(state(page)).as(act).isEqualTo("draft");
            assertThat(acted(page, act, recipients("", "energy"))).as(act).contains(ACTS.get(act));
        }
    }

    @Test
    void theListGoesBackPageByPage() throws Exception {
        for (int i = 0; i < 22; i++) {
            drafted("Hello " + i);
        }
        assertThat(console.page("/broadcasts"))
                .contains("Hello 21", "Hello 2<", "?below=3")
                .doesNotContain("Hello 1<");
        assertThat(console.page("/broadcasts?below=3")).contains("Hello 1<", "Hello 0<");
    }

    /// A running broadcast to three, of which none is sent.
    private String running() throws Exception {
        String page = drafted("Hello");
        act(page, "/send", "confirmed", "yes");
        console.sql("UPDATE broadcast SET plan_cursor = NULL");
        console.sql("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, shared_content)
                SELECT number, platform, 'broadcast', 3, 0, 0, 0, 'queued', 1 FROM subscriber""");
        return page;
    }

    @Test
    void theCountsAreThoseOfTheStateThatIsShown() throws Exception {
        String page = running();
        assertThat(console.page(page)).contains("max=\"3\" value=\"0\"", ">Pause<", ">Stop…<");
        console.sql("UPDATE delivery SET state = 'in_flight' WHERE subscriber = 1");
        console.sql("UPDATE delivery SET state = 'sent' WHERE subscriber = 1");
        assertThat(console.page(page))
                .as("counted in the background, and not at once again")
                .contains("max=\"3\" value=\"0\"");
        console.post(page + "/pause");
        assertThat(console.page(page)).contains("max=\"3\" value=\"1\"", ">Resume sending to 2<");
    }

    @Test
    void whatNeedsNoNumberIsOfferedUntilTheCountsAreThere() throws Exception {
        String page = running();
        console.sql("DROP TABLE pruned");
        assertThat(uncounted(page)).contains(">Pause<", ">Stop…<").doesNotContain("<progress");
        console.sql("UPDATE broadcast SET state = 'paused'");
        assertThat(uncounted(page)).contains(">Resume sending<");
        console.sql("UPDATE broadcast SET state = 'done', ended_at = 1");
        assertThat(uncounted(page)).contains(">Withdraw…<").doesNotContain("Retry");
    }

    private String uncounted(String path) throws Exception {
        String page = console.browser.get(path).body();
        assertThat(page).contains("Counting…");
        return page;
    }
}
