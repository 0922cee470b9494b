package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastsPageTest {

    private static final Pattern SHOWN = Pattern.compile("name=\"shown\"[^>]* value=\"([^\"]+)\"");
    /// The button of a broadcast that is scheduled.
    private static final String SCHEDULED = ">Unschedule<";

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    @TempDir
    Path folder;

    private ConsoleFixture console;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, Optional.empty(), Optional.empty(), InstantSource.fixed(NOW));
        console.database.writeWithoutResult(tx -> {
            tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade'), ('energy', 'Energy')");
            tx.handle().execute("""
                    INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                    SELECT id, '2026-02-05', 'en', '', id || '.md', 'published', 1, 'News', 0, 1 FROM topic""");
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                    VALUES ('telegram', 1, 'private', 'en', 'UTC', 0), ('telegram', 2, 'private', 'zh', 'UTC', 0),
                           ('telegram', 3, 'private', 'en', 'UTC', 0)""");
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    VALUES (1, 'trade', '', 0), (2, 'trade', '', 0), (3, 'energy', '', 0)""");
        });
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void asksOnceMoreBeforeItSendsToVeryMany() throws Exception {
        console.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                    WITH RECURSIVE n (i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                    SELECT 'telegram', i, 'private', 'en', 'UTC', 0 FROM n""");
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    SELECT number, 'trade', '', 0 FROM subscriber WHERE chat_id > 1000""");
        });
        String page = drafted("News");
        HttpResponse<String> asked = act(page, "/send", Map.of());
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Send broadcast 1?", "1,003 recipients get the broadcast now.", ">Send to 1,003<")
                .containsPattern(SHOWN);
        assertThat(console.browser.get(page).body()).contains(">Discard…<");
        assertThat(act(page, "/schedule", Map.of("at", "2999-01-01T10:00")).body())
                .contains("Schedule broadcast 1?", "1,003 recipients get the broadcast at 2999-01-01 10:00 (UTC).")
                .contains(">Schedule for 1,003<", "action=\"/broadcasts/1/schedule\"");
        assertThat(after(act(page, "/schedule", Map.of("at", "soon")))).contains("Enter a date and time.");
        assertThat(after(act(page, "/schedule", Map.of("at", "2020-01-01T08:00"))))
                .as("a time that has passed needs no second question")
                .contains("That time has passed.");
        assertThat(state()).isEqualTo("draft");
        HttpResponse<String> sent = act(page, "/send", Map.of("confirmed", "yes"));
        assertThat(sent.headers().firstValue("Location").orElseThrow()).contains("started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/send", "/schedule", "/edit"})
    void whoReloadsAPageThatAnswersAFormComesToTheBroadcast(String form) throws Exception {
        String page = drafted("News");
        HttpResponse<String> reloaded = console.browser.get(page + form);
        assertThat(reloaded.statusCode()).isEqualTo(303);
        assertThat(reloaded.headers().firstValue("Location")).hasValue(page);
        assertThat(console.browser.get("/broadcasts/99" + form).statusCode()).isEqualTo(404);
    }

    @Test
    void theTextOfADraftCanBeChanged() throws Exception {
        String page = drafted("Helo");
        assertThat(console.browser.get(page).body()).contains(">Save<", ">Helo</textarea>");
        HttpResponse<String> changed = post(page + "/edit", Map.of("text", "Hello"));
        assertThat(changed.headers().firstValue("Location").orElseThrow())
                .startsWith(page)
                .contains("edited");
        assertThat(console.browser.get(page).body())
                .contains(">Hello</textarea>")
                .doesNotContain("Helo<");
    }

    @Test
    void aTextIsPreviewedWhileItIsWritten() throws Exception {
        HttpResponse<String> shown = post("/broadcasts/preview", Map.of("text", "**Hello** <b>"));
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("Preview on Telegram").doesNotContain("<html", "Preview on Discord");
        assertThat(post("/broadcasts/preview", Map.of("text", " ")).body()).contains("The broadcast is empty");
        assertThat(console.browser.get("/broadcasts").body()).contains("No broadcasts yet.");
    }

    @Test
    void recipientsAreCountedWhileTheyAreChosen() throws Exception {
        String page = drafted("Hello");
        assertThat(post(page + "/count", Map.of("platform", "", "language", "zh"))
                        .body())
                .isEqualTo("1 recipient (Telegram 1) · in Chinese");
        assertThat(post(page + "/count", Map.of("platform", "pigeon")).body()).contains("Unknown recipients.");
        assertThat(console.browser.get(page).body())
                .as("nothing is stored")
                .contains("3 recipients (Telegram 3) · everyone");
    }

    @Test
    void aBroadcastCanBeDuplicated() throws Exception {
        String page = drafted("Hello");
        post(page + "/recipients", Map.of("platform", "", "language", "zh"));
        act(page, "/send", Map.of());
        HttpResponse<String> copied = post(page + "/duplicate", Map.of());
        assertThat(copied.headers().firstValue("Location").orElseThrow()).startsWith("/broadcasts/2?");
        assertThat(after(copied))
                .contains("This is a new draft", ">Hello</textarea>", "1 recipient (Telegram 1) · in Chinese");
    }

    @Test
    void aTestGoesToAChatWhoseIdIsKnown() throws Exception {
        String page = drafted("Hello");
        assertThat(after(post(page + "/test", Map.of("chat", " 2 ")))).contains("Test sent.");
        assertThat(after(post(page + "/test", Map.of("chat", "99")))).contains("No chat with this ID is known.");
        assertThat(after(post(page + "/test", Map.of("chat", "me")))).contains("No chat with this ID is known.");
        assertThat(after(post(page + "/test", Map.of("owner", "")))).contains("No owner can get a test.");
        List<String> queued = console.database.read(tx -> tx.handle()
                .createQuery("SELECT subscriber, cause FROM delivery")
                .map((row, _) -> row.getInt("subscriber") + " " + row.getString("cause"))
                .list());
        assertThat(queued).containsExactly("2 notice");
        List<String> recorded = console.database.read(tx -> tx.handle()
                .createQuery("SELECT by || ' ' || action || ' ' || subject FROM audit")
                .mapTo(String.class)
                .list());
        assertThat(recorded).as("one test was sent").containsExactly("console broadcast_tested 1");
    }

    @Test
    void theReportSaysWhatBecameOfItOnEachPlatform() throws Exception {
        String page = drafted("Hello");
        act(page, "/send", Map.of());
        console.database.writeWithoutResult(tx -> tx.handle()
                .execute("INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at,"
                        + " state, failure, unreachable, reason, shared_content) VALUES"
                        + " (1, 'telegram', 'broadcast', 1, 0, 0, 0, 'sent', NULL, 0, NULL, 1),"
                        + " (2, 'telegram', 'broadcast', 1, 0, 0, 0, 'failed', 'refused', 0, 'chat 1234567 refused', 1),"
                        + " (3, 'discord', 'broadcast', 1, 0, 0, 0, 'queued', NULL, 0, NULL, 1)"));
        assertThat(console.browser.get(page).body())
                .contains("<progress max=\"3\" value=\"2\"", "chat … refused", ">Duplicate<")
                .contains("<td><span>Telegram</span></td><td class=\"n\"><span>2</span></td>"
                        + "<td class=\"n\"><span>1</span></td><td class=\"n\"><span>0</span></td>"
                        + "<td class=\"n\"><span>1</span></td><td class=\"n\"><span>0</span></td>")
                .contains("<td><span>All</span></td><td class=\"n\"><span>3</span></td>");
        assertThat(console.browser.get("/broadcasts").body())
                .contains(
                        ">running</span></td><td><progress max=\"3\" value=\"2\" aria-label=\"Progress\"></progress></td>"
                                + "<td class=\"n\"><span>3</span></td>"
                                + "<td class=\"n\"><span>1</span></td><td class=\"n\"><span>1</span></td>");
    }

    @Test
    void aTextThatIsRefusedStaysInItsForm() throws Exception {
        String page = drafted("Hello");
        HttpResponse<String> refused = post(page + "/edit", Map.of("text", "<!-- nothing -->"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The broadcast is empty: write a message.", "&lt;!-- nothing --&gt;");
        assertThat(console.browser.get(page).body()).contains(">Hello</textarea>");
    }

    @Test
    void aScheduledBroadcastWhoseTextChangesIsADraftAgain() throws Exception {
        String page = drafted("Hello");
        act(page, "/schedule", Map.of("at", "2026-02-07T08:00"));
        assertThat(console.browser.get(page).body()).contains(SCHEDULED);
        HttpResponse<String> changed = post(page + "/edit", Map.of("text", "Hello again"));
        assertThat(changed.headers().firstValue("Location").orElseThrow()).contains("edited_anew");
        assertThat(console.browser.get(page).body()).doesNotContain(SCHEDULED);
    }

    private String drafted(String text) throws Exception {
        HttpResponse<String> answer = post("/broadcasts", Map.of("text", text));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /// Posts the action with the fingerprint of the present page, as its form does.
    private HttpResponse<String> act(String page, String act, Map<String, String> fields) throws Exception {
        Map<String, String> form = new HashMap<>(fields);
        form.put("shown", shown(console.browser.get(page).body()));
        return post(page + act, form);
    }

    private static String shown(String page) {
        Matcher found = SHOWN.matcher(page);
        return found.find() ? found.group(1) : "";
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        Map<String, String> form = new HashMap<>(fields);
        form.put("csrf", HttpBrowser.csrf(console.browser.get("/broadcasts")));
        return console.browser.post(path, form);
    }

    private String after(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(303);
        return console.browser
                .get(answer.headers().firstValue("Location").orElseThrow())
                .body();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "platform=telegram           | 3 recipients (Telegram 3) · everyone on Telegram",
                "language=zh                 | 1 recipient (Telegram 1) · in Chinese",
                "reads=1                     | 2 recipients (Telegram 2) · subscribers to Trade",
                "reads=2&language=en         | 1 recipient (Telegram 1) · subscribers to Energy, in English",
                "important=on                | 3 recipients (Telegram 3) · everyone, important (overrides mute)",
                "active-days=1               | No recipients match.",
                "reads=99                    | Unknown recipients.",
                "reads=1/nowhere             | Unknown recipients.",
                "platform=pigeon             | Unknown recipients.",
                "language=xx                 | Unknown recipients.",
                "active-days=0               | Enter the number of days as a whole number"
            })
    void recipientsAreChosenByWhatTheyAreAndCounted(String fields, String said) throws Exception {
        String page = drafted("Hello");
        Map<String, String> form = new HashMap<>();
        for (String field : fields.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], parts[1]);
        }
        assertThat(after(post(page + "/recipients", form))).contains(said);
    }

    @Test
    void whatCannotBeSentIsSaidAndNotLost() throws Exception {
        HttpResponse<String> empty = post("/broadcasts", Map.of("text", "  \n"));
        assertThat(empty.statusCode()).isEqualTo(422);
        String many = "Hello </textarea><script>\n\n" + "[[a]](https://example.org/)\n".repeat(11);
        HttpResponse<String> refused = post("/broadcasts", Map.of("text", many));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Too many buttons: 11, maximum 10.", "Hello &lt;/textarea&gt;&lt;script&gt;");
    }

    @Test
    void whatIsWrittenIsNeverMarkup() throws Exception {
        String page = drafted("<script>alert(1)</script> & <b>");
        assertThat(console.browser.get(page).body()
                        + console.browser.get("/broadcasts").body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void goesOutAtATimeThatCanBeTakenBack() throws Exception {
        String page = drafted("Hello");
        String tomorrow = NOW.plusSeconds(86_400)
                .atZone(ZoneId.systemDefault())
                .toLocalDateTime()
                .toString();
        assertThat(after(act(page, "/schedule", Map.of("at", tomorrow))))
                .contains("Scheduled. The bot must be running then.", SCHEDULED, "Unschedule");
        assertThat(console.browser.get("/broadcasts").body()).contains("scheduled");
        assertThat(after(post(page + "/unschedule", Map.of()))).doesNotContain(SCHEDULED);
        assertThat(console.browser.get("/audit").body())
                .contains("Broadcast scheduled: #1", "Broadcast unscheduled: #1");
        assertThat(after(act(page, "/schedule", Map.of("at", "2020-01-01T08:00"))))
                .contains("That time has passed.");
        assertThat(after(act(page, "/schedule", Map.of("at", "soon")))).contains("Enter a date and time.");
    }

    @Test
    void anErrorLooksLikeNoSuccessAndMarksItsField() throws Exception {
        String page = drafted("Hello");
        assertThat(after(act(page, "/schedule", Map.of("at", "soon"))))
                .containsPattern("class=\"alert error\" role=\"alert\"[^>]*id=\"alert\"")
                .containsPattern("<input name=\"at\"[^>]* aria-invalid=\"true\" aria-describedby=\"alert\" autofocus")
                .doesNotContain("role=\"status\"");
        assertThat(after(post(page + "/recipients", Map.of("active-days", "0"))))
                .containsPattern("<input name=\"active-days\"[^>]* aria-invalid=\"true\"");
        assertThat(after(post(page + "/test", Map.of())))
                .as("an error that is about no field is where the page begins")
                .containsPattern("class=\"alert error\" role=\"alert\" tabindex=\"-1\" autofocus")
                .doesNotContain("aria-invalid");
        assertThat(after(act(page, "/schedule", Map.of("at", "2999-01-01T10:00"))))
                .containsPattern("class=\"alert done\" role=\"status\"")
                .doesNotContain("role=\"alert\"", "aria-invalid");
        assertThat(after(post(page + "/pause", Map.of()))).containsPattern("class=\"alert warning\" role=\"alert\"");
        assertThat(post("/broadcasts", Map.of("text", " ")).body())
                .containsPattern("<textarea[^>]* aria-invalid=\"true\" aria-describedby=\"alert how\"");
    }

    @Test
    void anAddressShowsNoTextOfItsOwn() throws Exception {
        String page = drafted("Hello");
        assertThat(console.browser
                        .get(page + "?flash=%3Cb%3Eowned&flash=started.7&flash=nonsense")
                        .body())
                .contains("Sending started.")
                .doesNotContain("owned", "nonsense");
    }

    @Test
    void whatDestroysAsksFirstAndSaysHowManyItReaches() throws Exception {
        String page = drafted("Hello");
        assertThat(console.browser.get(page).body())
                .containsPattern("<a href=\"/broadcasts/1/discard\" class=\"button danger\">Discard…</a>");
        assertThat(console.browser.get(page + "/discard").body())
                .contains("Discard broadcast 1?")
                .containsPattern("action=\"/broadcasts/1/discard\".*class=\"danger\">Discard<");
        assertThat(state()).as("asking does nothing").isEqualTo("draft");
        assertThat(after(console.browser.get(page + "/withdraw"))).contains("Too late:");
        after(act(page, "/send", Map.of()));
        assertThat(console.browser.get(page + "/stop").body())
                .contains("3 recipients will not get the broadcast", ">Stop before 3 recipients<");
        assertThat(after(console.browser.get(page + "/discard"))).contains("Too late:");
        console.database.writeWithoutResult(tx -> tx.handle().execute("UPDATE broadcast SET state = 'done'"));
        assertThat(console.browser.get(page).body()).contains("Withdraw from 0 chats…");
        assertThat(console.browser.get(page + "/withdraw").body()).contains(">Withdraw from 0 chats<");
        assertThat(console.browser.get("/broadcasts/99/withdraw").statusCode()).isEqualTo(404);
    }

    @Test
    void discardingTellsWhetherItWasTooLate() throws Exception {
        String page = drafted("Hello");
        assertThat(after(post(page + "/discard", Map.of()))).contains("Discarded. The broadcast was not sent.");
        assertThat(after(post(page + "/discard", Map.of()))).contains("Too late:");
    }

    @Test
    void theMessageComesBeforeItsRecipientsAndSending() throws Exception {
        assertThat(console.browser.get(drafted("Hello")).body())
                .containsSubsequence("<h2>Message</h2>", "<h2>Recipients</h2>", "<h2>Send</h2>", ">Send to 3<")
                .containsPattern("<button[^>]* class=\"primary\"[^>]*>Send to 3<");
    }

    @Test
    void isSentOnceAndSteered() throws Exception {
        String page = drafted("Hello");
        assertThat(after(act(page, "/send", Map.of()))).contains("Sending started.", ">Pause<");
        assertThat(after(act(page, "/send", Map.of()))).contains("Already sent or discarded.");
        assertThat(after(post(page + "/pause", Map.of()))).contains("Paused.", "Resume sending to 3");
        assertThat(after(post(page + "/pause", Map.of()))).contains("Too late:");
        assertThat(after(post(page + "/resume", Map.of()))).contains("Resumed.", ">Pause<");
        assertThat(after(post(page + "/stop", Map.of()))).contains("Stopped.", "Withdraw from 0 chats…");
        assertThat(console.browser.get("/audit").body())
                .contains(
                        "Broadcast sent: #1", "Broadcast paused: #1", "Broadcast resumed: #1", "Broadcast stopped: #1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/send", "/schedule"})
    void nothingGoesToOthersThanThoseWhoseNumberWasSeen(String act) throws Exception {
        String page = drafted("Hello");
        Map<String, String> chosen =
                Map.of("platform", "", "reads", "1", "language", "", "active-days", "", "at", "2999-01-01T10:00");
        assertThat(after(act(page, act, chosen)))
                .contains("Not sent: the recipients changed.", "2 recipients (Telegram 2) · subscribers to Trade")
                .contains("Send to 2<")
                .doesNotContain(SCHEDULED);
        assertThat(after(act(page, act, chosen))).contains(act.equals("/send") ? ">Pause<" : SCHEDULED);
        Map<String, String> nonsense = new HashMap<>(chosen);
        nonsense.put("platform", "pigeon");
        assertThat(after(act(drafted("Hello"), act, nonsense))).contains("Unknown recipients.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/send", "/schedule"})
    void nothingGoesOutWhenAnotherAdminHasChosenOthersSinceThePageWasDrawn(String act) throws Exception {
        String page = drafted("Hello");
        Map<String, String> chosen = new HashMap<>(
                Map.of("platform", "", "reads", "1", "language", "", "active-days", "", "at", "2999-01-01T10:00"));
        assertThat(after(post(page + "/recipients", chosen))).contains("2 recipients");
        chosen.put("shown", shown(console.browser.get(page).body()));
        assertThat(after(post(page + "/recipients", Map.of("reads", "2")))).contains("1 recipient (");
        assertThat(after(post(page + act, chosen)))
                .contains(
                        "Not sent: the broadcast has changed since you saw it.",
                        "The choice of recipients has changed.",
                        "1 recipient (Telegram 1) · subscribers to Energy")
                .doesNotContain("The number of recipients");
        assertThat(state()).isEqualTo("draft");
        chosen.put("reads", "2");
        assertThat(after(act(page, act, chosen))).contains(act.equals("/send") ? ">Pause<" : SCHEDULED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/send", "/schedule"})
    void nothingGoesToFarMoreThanThePageShowed(String act) throws Exception {
        String page = drafted("Hello");
        Map<String, String> form = new HashMap<>(Map.of("at", "2999-01-01T10:00"));
        form.put("shown", shown(console.browser.get(page).body()));
        console.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1099)
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at)
                    SELECT 'telegram', i, 'private', 'en', 'UTC', 0 FROM n""");
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    SELECT number, 'trade', '', 0 FROM subscriber WHERE chat_id >= 100""");
        });
        assertThat(after(post(page + act, form)))
                .contains("Not sent:", "The number of recipients has changed from 3 to 1,003.")
                .contains("Send to 1,003<");
        assertThat(state()).isEqualTo("draft");
        form.put("confirmed", "yes");
        assertThat(after(act(page, act, form))).contains(act.equals("/send") ? ">Pause<" : SCHEDULED);
    }

    @Test
    void aRequestThatDoesNotSayWhatWasShownSendsNothing() throws Exception {
        String page = drafted("Hello");
        assertThat(after(post(page + "/send", Map.of()))).contains("Not sent:", "Send to 3<");
        assertThat(after(post(page + "/send", Map.of("shown", "<script>")))).contains("Not sent:");
        assertThat(state()).isEqualTo("draft");
    }

    @Test
    void otherRecipientsMakeADraftOfOneThatIsScheduled() throws Exception {
        String page = drafted("Hello");
        assertThat(after(act(page, "/schedule", Map.of("at", "2999-01-01T10:00"))))
                .contains(SCHEDULED);
        assertThat(after(post(page + "/recipients", Map.of("reads", "1"))))
                .contains("The broadcast is a draft again: schedule it for these recipients.")
                .doesNotContain(SCHEDULED);
        assertThat(state()).isEqualTo("draft");
        assertThat(console.browser.get("/audit").body()).contains("Broadcast unscheduled: #1");
    }

    private String state() {
        return console.database.read(tx -> tx.handle()
                .createQuery("SELECT state FROM broadcast")
                .mapTo(String.class)
                .one());
    }

    @Test
    void recipientsThatNoDigestHasAtTheMomentStayAsTheyAre() throws Exception {
        String page = drafted("Hello");
        console.database.writeWithoutResult(tx -> tx.handle()
                .execute("UPDATE broadcast SET to_topic = 'trade', to_perspective = 'gone', active_days = 20000"));
        assertThat(console.browser.get(page).body())
                .containsPattern("<option value=\"as-it-is\" selected[^>]*>Trade: gone</option>");
        Map<String, String> unchanged = Map.of(
                "platform", "", "reads", "as-it-is", "language", "", "active-days", "20000", "at", "2999-01-01T10:00");
        assertThat(after(act(page, "/schedule", unchanged)))
                .contains("Scheduled. The bot", "selected>Trade: gone</option>", "value=\"20000\"");
    }

    @Test
    void theFormOfTheRecipientsIsSentWithWhatSends() throws Exception {
        assertThat(console.browser.get(drafted("Hello")).body())
                .contains("<form id=\"recipients\"")
                .containsPattern("<button[^>]*form=\"recipients\"[^>]*formaction=\"/broadcasts/1/send\"")
                .containsPattern("<button[^>]*form=\"recipients\"[^>]*formaction=\"/broadcasts/1/schedule\"");
    }

    @Test
    void aTestGoesToAllOwnersOrToOneOfThem() throws Exception {
        console.database.writeWithoutResult(tx -> {
            tx.handle().execute("""
                    INSERT INTO person (platform, user_id, language, direct_chat, seen_at)
                    VALUES ('discord', 71, 'en', 9071, 0), ('discord', 72, 'en', 9072, 0)""");
            tx.handle().execute("""
                    INSERT INTO operator_name (platform, user_id, name) VALUES ('discord', 71, 'Ada')""");
        });
        String page = drafted("Hello");
        assertThat(console.browser.get(page).body())
                .contains(">All owners</option>", ">Ada (Discord)</option>", ">Owner 2 (Discord)</option>");
        assertThat(after(post(page + "/test", Map.of("owner", "0", "chat", ""))))
                .contains("Test sent.");
        assertThat(tested()).containsExactly(9_071L);
        assertThat(after(post(page + "/test", Map.of("owner", "", "chat", "")))).contains("Test sent.");
        assertThat(tested()).containsExactly(9_071L, 9_071L, 9_072L);
    }

    private List<Long> tested() {
        return console.database.read(tx -> tx.handle()
                .createQuery("SELECT u.chat_id FROM delivery d JOIN subscriber u ON u.number = d.subscriber"
                        + " WHERE d.cause = 'notice' ORDER BY u.chat_id")
                .mapTo(Long.class)
                .list());
    }

    @Test
    void anOwnerWhoCannotBeWrittenToSeesNothingFirst() throws Exception {
        assertThat(after(post(drafted("Hello") + "/test", Map.of()))).contains("No owner can get a test.");
    }

    @Test
    void nothingIsDoneWithoutTheFormsOwnToken() throws Exception {
        String page = drafted("Hello");
        assertThat(console.browser.post(page + "/send", Map.of()).statusCode()).isEqualTo(403);
        assertThat(console.browser.post("/broadcasts", Map.of("text", "x")).statusCode())
                .isEqualTo(403);
        assertThat(console.browser.get(page).body()).contains("Send to 3<");
        assertThat(post("/broadcasts/99/send", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void theListGoesBackPageByPage() throws Exception {
        for (int i = 0; i < 22; i++) {
            drafted("Hello " + i);
        }
        String first = console.browser.get("/broadcasts").body();
        assertThat(first).contains("Hello 21", "Hello 2<", "?below=3").doesNotContain("Hello 1<");
        assertThat(console.browser.get("/broadcasts?below=3").body()).contains("Hello 1<", "Hello 0<");
    }
}
