package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.vote.TestVotes;
import digestbot.delivery.sending.SendCounters.SendTrouble;
import digestbot.i18n.Texts;
import digestbot.library.archive.DigestReview;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.Heartbeat.HealthState;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The overview with a topic whose digest is received at six in the morning, UTC, every day.
@Tag("database")
class OverviewPageTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-02-06");
    private static final String NOTHING = "Nothing needs attention.";

    private Instant now = Instant.EPOCH;

    @AutoClose
    private final ConsoleFixture console;

    OverviewPageTest(@TempDir Path folder) {
        console = new ConsoleFixture(folder, () -> now);
        console.sql("INSERT INTO topic (id, name) VALUES ('trade', 'Steel & trade')");
        TODAY.minusDays(30).datesUntil(TODAY).forEach(this::comes);
    }

    @Test
    void announcesItAndSaysThatItIsLateForAWeek() throws Exception {
        assertThat(at("2026-02-06T05:30:00Z"))
                .contains(NOTHING, "Steel &amp; trade is usually received", "datetime=\"2026-02-06T06:00:00Z\"");
        assertThat(at("2026-02-06T08:00:00Z")).contains(NOTHING);
        for (String late : List.of("2026-02-06T09:12:00Z", "2026-02-08T08:00:01Z", "2026-02-13T05:59:59Z")) {
            assertThat(at(late)).as(late).contains("Steel &amp; trade, Fri 6 Feb", "Usually received at");
        }
        assertThat(at("2026-02-13T06:00:00Z")).contains(NOTHING);
    }

    @Test
    void isDoneWithItOnceItIsThere() throws Exception {
        comes(TODAY);
        assertThat(at("2026-02-06T23:00:00Z")).contains(NOTHING);
        assertThat(at("2026-02-07T00:00:00Z")).contains(NOTHING, "datetime=\"2026-02-07T06:00:00Z\"");
    }

    @Test
    void saysUntilWhenADigestIsHeldBack() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        console.hold("trade", "2026-02-06", now.minusSeconds(300), Instant.parse("2026-02-06T09:00:00Z"));

        assertThat(console.page("/"))
                .containsPattern("<span>held until <time datetime=\"2026-02-06T09:00:00Z\"")
                .contains("Publishes at", "Release now", "/dont-publish", "Preview")
                .contains("is published unless an operator decides otherwise")
                .contains(">Held<");
    }

    @Test
    void saysThatItsAuthorWantsADigestLater() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        Instant later = Instant.parse("2026-02-06T09:00:00Z");
        console.hold("trade", "2026-02-06\npublishDate: " + later, now.minusSeconds(300), later);
        assertThat(console.page("/")).contains(">Embargo<").doesNotContain(">Held<");
    }

    @Test
    void showsTheShareOfReadersWhoFoundADigestBalancedIfEnoughVoted() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        long newest = newest();
        TestVotes.cast(console.database, newest, 1, 3, 1, now);
        assertThat(console.page("/")).doesNotContain("Balanced</th>", "👍");
        TestVotes.cast(console.database, newest, 100, 13, 8, now);
        assertThat(console.page("/")).contains("Balanced</th>").containsOnlyOnce("👍 64% of 25");
    }

    @Test
    void listsTheFirstInvalidFilesWithCodeAsCode() throws Exception {
        console.sql("""
                INSERT INTO invalid_file (path, errors)
                WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1049)
                SELECT 'bad-' || substr(CAST(10000 + i AS TEXT), 2) || '.md', ? FROM n""", "3\tno title\n4\tno <day>");
        assertThat(console.page("/"))
                .contains(
                        "<span class=\"badge\">1,050</span>",
                        "bad-0000.md",
                        "line 3: <span>no title</span>",
                        "line 4: <span>no &lt;day&gt;</span>")
                .contains(
                        "1,047 more: 1,047 invalid files",
                        "bad-0019.md",
                        "and 1,030 more. <code>digestbot check</code>")
                .doesNotContain("bad-0020.md");
        console.sql("UPDATE invalid_file SET errors = ?", "1\tadd a line such as `topic: <us>`\n2\tan odd ` stays");
        assertThat(console.page("/"))
                .contains("add a line such as <code>topic: &lt;us&gt;</code>", "an odd ` stays")
                .doesNotContain("`topic");
    }

    @Test
    void aJobThatHangsIsSeenOnThePageInReadinessAndInTheFigures() throws Exception {
        assertThat(console.browser.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(console.page("/metrics")).contains("digestbot_job_well{name=\"digests\"} 1.0");
        console.nanos.addAndGet(Duration.ofSeconds(121).toNanos());
        assertThat(console.browser.get("/readyz"))
                .returns(503, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("has not worked for 121 s: it hangs");
        assertThat(console.page("/"))
                .contains("chip bad", "has not worked for 121 s")
                .doesNotContain(NOTHING);
        assertThat(console.page("/metrics"))
                .contains("digestbot_job_well{name=\"digests\"} 0.0")
                .contains("digestbot_job_last_success_timestamp_seconds{name=\"digests\"} "
                        + (double) now.minusSeconds(121).getEpochSecond());
    }

    @Test
    void whateverIsRedNeedsAttentionOnce() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        comes(TODAY);
        console.discord = new HealthState(false, Heartbeat.CONNECTING);
        assertThat(console.page("/")).contains("connecting…", NOTHING).doesNotContain("chip bad");
        console.discord = new HealthState(false, "not connected");
        assertThat(console.page("/")).contains("chip bad").doesNotContain(NOTHING);
        assertThat(entry(console.section("/", "attention"), "Discord: not connected"))
                .contains("<code>digestbot doctor</code>");
        assertThat(console.page("/audit")).contains("class=\"badge\">1<");
        console.sql("INSERT INTO alarm (name, since, detail) VALUES ('platform:discord', 2, '')");
        assertThat(console.section("/", "attention")).doesNotContain("Discord: not connected");
        assertThat(console.page("/audit")).contains("class=\"badge\">1<");
    }

    @Test
    void aPlatformThatTakesNoMessagesIsShownAmberUntilItsAlarmBegins() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        comes(TODAY);
        var trouble = new SendTrouble(3, now.minusSeconds(61), now, "refuses messages (502)");
        console.discord = new HealthState(true, "connected", Optional.of(trouble));
        String words = "refuses messages (502) since 06:08; retrying";
        assertThat(console.page("/")).contains("chip warning", words).doesNotContain("chip bad", NOTHING);
        assertThat(entry(console.section("/", "attention"), ">Retrying<"))
                .contains("Discord " + words, "href=\"/deliveries\"");
        assertThat(console.browser.get("/readyz"))
                .as("a restart would not help")
                .returns(200, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("refuses messages (502)");
        console.sql("INSERT INTO alarm (name, since, detail) VALUES ('stuck:discord', 2, '')");
        assertThat(console.section("/", "attention")).contains(">Alarm<").doesNotContain(">Retrying<");
    }

    @Test
    void settingsThatAreMissingNeedAttention() throws Exception {
        console.missingSettings.add(CheckFinding.warning("No owners configured", "add your user IDs"));
        assertThat(entry(console.section("/", "attention"), "No owners configured"))
                .contains("add your user IDs");
    }

    @Test
    void saysWhatWasDeliveredTodayAndHowFast() throws Exception {
        now = Instant.parse("2026-02-06T12:30:00Z");
        settled("2026-02-05T23:00:00Z", "digest", "sent", 250, 1_000);
        settled("2026-02-06T00:00:00Z", "digest", "sent", 250, 90);
        settled("2026-02-06T11:00:00Z", "broadcast", "sent", 60_000, 9);
        settled("2026-02-06T11:00:00Z", "digest", "blocked", 0, 1);
        settled("2026-02-06T11:00:00Z", "digest", "server-error", 0, 7);
        settled("2026-02-06T11:00:00Z", "reply", "sent", 250, 5_000);
        settled("2026-02-06T11:00:00Z", "notice", "refused", 0, 5_000);
        settled("2026-02-06T11:00:00Z", "correction", "sent", 250, 5_000);
        awaitFigures(
                "Delivered today</dt><dd class=\"value\">0</dd>",
                "digests · 9 broadcast messages",
                "median · 95% within 0.2 s");
        assertThat(console.page("/?range=24h")).contains("10.0%", "1 of 10 deliveries failed in the last hour");
    }

    @Test
    void showsTheHistoryOfTheChosenTime() throws Exception {
        now = Instant.parse("2026-02-06T12:30:00Z");
        settled("2026-02-01T10:00:00Z", "digest", "sent", 250, 123);
        String week = "/?range=7d";
        assertThat(chart(week)).contains("123.0").contains("&quot;step&quot;:&quot;hour&quot;");
        assertThat(console.page(week)).contains("href=\"/?range=7d\" aria-current=\"true\"");
        assertThat(chart("/?range=30d")).contains("123.0").contains("&quot;step&quot;:&quot;day&quot;");
        assertThat(chart("/")).doesNotContain("123.0");
    }

    @Test
    void countsInTheNavigationAndTheTitleWhatNeedsAttention() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        comes(TODAY);
        assertThat(console.page("/audit"))
                .contains("<title>Audit log · digestbot</title>")
                .doesNotContain("badge");
        console.sql("INSERT INTO invalid_file (path, errors) VALUES ('bad.md', '1\tno title')");
        console.sql("INSERT INTO alarm (name, since, detail) VALUES ('backup', 0, 'disk full')");
        console.sql("INSERT INTO alarm (name, since, detail) VALUES ('late:trade', 0, '')");
        console.sql("INSERT INTO broadcast (text, state, created_at, started_at) VALUES ('Hi', 'paused', 0, 1)");
        assertThat(console.page("/audit"))
                .contains("<title>(3) Audit log · digestbot</title>", "<span class=\"badge\">3</span>");
        assertThat(console.page("/none"))
                .as("a page about a failed request")
                .contains("<h1>Page not found")
                .doesNotContain("badge");
        assertThat(console.page("/")).contains("disk full", "Broadcast 1", "line 1: <span>no title</span>");
    }

    @Test
    void offersTheActionsBesideWhatNeedsAttention() throws Exception {
        now = Instant.parse("2026-02-06T12:30:00Z");
        settled("2026-02-06T12:00:00Z", "digest", "sent", 250, 9);
        settled("2026-02-06T12:00:00Z", "digest", "refused", 0, 1);
        console.sql("INSERT INTO invalid_file (path, errors) VALUES"
                + " ('new.md', '1\tno title'), ('2026-02-05.md', '7\tno day')");
        console.sql("""
                INSERT INTO alarm (name, since, detail) VALUES ('stuck:telegram', 1, ''), ('platform:discord', 2, ''),
                    ('backup', 3, 'disk full'), ('storage', 4, 'read-only'), ('job:digests', 5, 'hangs')""");
        console.sql("INSERT INTO broadcast (text, state, created_at, started_at) VALUES ('Hi', 'paused', 0, 1)");
        String attention = console.section("/", "attention");
        assertThat(entry(attention, "new.md")).contains("Not delivered.").doesNotContain("<a ");
        assertThat(entry(attention, "2026-02-05.md"))
                .containsPattern("The digest stays as it was.*href=\"/digests/30\"[^>]*>Last valid version<");
        assertThat(entry(attention, ">Late<")).contains("href=\"/digests?topic=trade\"", "no valid file for this day");
        assertThat(entry(attention, "to Telegram are stuck")).contains("href=\"/deliveries\"");
        assertThat(entry(attention, "Discord has"))
                .contains("<code>digestbot doctor</code>", "href=\"/configuration\"");
        assertThat(entry(attention, "disk full")).contains("<code>digestbot backup</code>", "href=\"/configuration\"");
        assertThat(entry(attention, "read-only")).contains("<code>digestbot doctor</code>");
        assertThat(entry(attention, "hangs")).contains("href=\"#checks\"");
        assertThat(entry(attention, "Broadcast 1"))
                .containsPattern("<form method=\"post\" action=\"/broadcasts/1/resume\">.*>Resume<")
                .contains("href=\"/broadcasts/1/stop\"", "name=\"csrf\"");
        assertThat(entry(attention, ">Failures<")).contains("href=\"/deliveries#reasons\"");
    }

    private static String entry(String list, String text) {
        return Stream.of(list.split("<li><span class=\"tag", -1))
                .filter(entry -> entry.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry with " + text));
    }

    @Test
    void announcesScheduledDeliveriesByQuarterOfAnHourBroadcastsAndWhatRunsAtNight() throws Exception {

        now = Instant.parse("2026-02-06T12:00:00Z");
        List.of("12:20", "12:29", "12:30", "11:59").forEach(time -> due("2026-02-06T" + time + ":00Z"));
        due("2026-02-07T00:00:00Z");
        for (String time : List.of("2026-02-06T18:00:00Z", "2026-02-07T18:00:00Z")) {
            console.sql(
                    "INSERT INTO broadcast (text, state, created_at, send_at) VALUES ('Hi', 'scheduled', 0, ?)",
                    Instant.parse(time).toEpochMilli());
        }
        String upcoming = console.section("/", "upcoming");
        assertThat(upcoming)
                .containsSubsequence(
                        "datetime=\"2026-02-06T12:20:00Z\"",
                        "2 scheduled deliveries",
                        "datetime=\"2026-02-06T12:30:00Z\"",
                        "1 scheduled delivery",
                        "datetime=\"2026-02-06T18:00:00Z\"",
                        "href=\"/broadcasts/1\"")
                .doesNotContain("2026-02-06T11:59", "2026-02-07T00:00", "/broadcasts/2");

        now = Instant.parse("2026-02-06T15:29:00Z");
        assertThat(console.section("/", "upcoming"))
                .as("more than twelve hours before")
                .doesNotContain("Nightly");
        now = Instant.parse("2026-02-06T15:31:00Z");
        assertThat(console.section("/", "upcoming"))
                .contains("Nightly backup", "Nightly upkeep", "datetime=\"2026-02-07T03:30:00Z\"");
    }

    @Test
    void saysWhatIsDueAndHowFastThePlatformMayBeWrittenTo() throws Exception {
        now = Instant.parse("2026-02-06T12:00:00Z");
        awaitFigures("nothing is due · up to 24/s");
        due("2026-02-06T12:10:00Z");
        now = Instant.parse("2026-02-06T12:07:00Z");
        awaitFigures("Next due</dt><dd class=\"value\">12:10</dd>", "1 delivery, in 3 min");
        due("2026-02-06T11:55:00Z");
        now = Instant.parse("2026-02-06T12:07:02Z");
        awaitFigures("<dd class=\"value\">1</dd>", "oldest 12 min · 0\u00a0of\u00a024/s");
    }

    @Test
    void saysInOneLineHowTheBotIs() throws Exception {
        now = Instant.EPOCH.plus(Duration.ofDays(12));
        console.lastBackup = Optional.of(now.minus(Duration.ofHours(3)));
        settled("1970-01-12T12:00:00Z", "digest", "sent", 250, 1);
        String zone = Texts.zone(ZoneId.systemDefault());
        assertThat(console.page("/"))
                .as("the time zone stands once, and at each column of moments")
                .contains("Published (" + zone + ")</th>", "From (" + zone + ")</th>")
                .contains(
                        "1970-01-13",
                        zone + " · version 1.0 · up 12 days · last backup ",
                        "(3 h ago)",
                        "readable and writable");
    }

    @Test
    void saysWhatBecameOfEachDigest() throws Exception {
        now = Instant.parse("2026-02-06T12:30:00Z");
        comes(TODAY);
        long digest = newest();
        total(digest, "planned 12", "sent 6", "cancelled 2", "blocked 1", "refused 1", "interacted 3");
        awaitDigests(">6 of 10 due · 2 failed<", "<span>50%</span>");
        assertThat(console.page("/digests")).as("the other pages say the same").contains(">6 of 10 due · 2 failed<");
    }

    @Test
    void whatIsScheduledForLaterIsNotMissing() throws Exception {
        now = Instant.parse("2026-02-06T12:30:00Z");
        comes(TODAY);
        long digest = newest();
        total(digest, "planned 5", "sent 2");
        List.of("12:00", "18:00", "20:00").forEach(time -> {
            due("2026-02-06T" + time + ":00Z");
            console.sql(
                    "INSERT INTO delivery_item (delivery, ordinal, digest) SELECT max(number), 0, ? FROM delivery",
                    digest);
        });
        awaitDigests(">2 of 3 due · 2 later<", "class=\"later\" x=\"400\" width=\"400\"");
    }

    /// Deliveries of other days' digests and of broadcasts, whenever they were sent, are not among
    /// them.
    @Test
    void theFiguresOfTodaysDigestsAreTheSumOfTheirRows() throws Exception {
        now = Instant.parse("2026-02-06T12:30:00Z");
        long yesterday = newest();
        comes(TODAY);
        total(yesterday, "planned 7", "sent 7");
        total(newest(), "planned 100", "sent 97", "blocked 3");
        comes(TODAY.minusDays(40));
        long old = newest();
        console.sql("UPDATE digest SET published_at = ? WHERE number = ?", now.toEpochMilli(), old);
        total(old, "planned 100", "sent 95", "refused 5");
        settled("2026-02-06T11:00:00Z", "broadcast", "sent", 250, 1_000);
        settled("2026-02-06T11:00:00Z", "digest", "sent", 250, 199);
        awaitDigests(">97 of 100 due · 3 failed<", ">95 of 100 due · 5 failed<");
        assertThat(console.section("/", "digests")).doesNotContain("7 of 7");
        assertThat(console.section("/", "earlier")).contains(">7 of 7 due<");
        assertThat(console.section("/", "figures"))
                .contains("Delivered today</dt><dd class=\"value\">192</dd>", "digests · 1,000 broadcast messages");
    }

    @Test
    void aNewBotShowsTheNextStepsInsteadOfEmptyCharts() throws Exception {
        console.sql("DELETE FROM digest");
        assertThat(console.section("/", "deliveries"))
                .contains("No deliveries yet.", "<code>digestbot check</code>", "<code>/start</code>")
                .doesNotContain("data-chart");
        now = Instant.parse("2026-02-06T12:30:00Z");
        settled("2026-02-06T11:00:00Z", "digest", "sent", 250, 3);
        assertThat(chart("/")).contains("data-chart").doesNotContain("No deliveries yet.");
    }

    @Test
    void whatWaitsForAPersonSaysSo() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        console.hold("trade", "2026-02-06", now.minusSeconds(300), DigestReview.UNTIL_DECIDED);
        assertThat(console.page("/"))
                .contains("Waits for a decision.", "held until decided")
                .doesNotContain("9999");
    }

    /// Scheduled deliveries are counted in the background.
    private void awaitDigests(String... texts) {
        await().untilAsserted(() -> assertThat(console.section("/", "digests")).contains(texts));
    }

    private void total(long digest, String... outcomes) {
        for (String outcome : outcomes) {
            String[] parts = outcome.split(" ", -1);
            console.sql(
                    "INSERT INTO digest_total (digest, platform, outcome, deliveries) VALUES (?, 'telegram', ?, ?)",
                    digest,
                    parts[0],
                    Long.parseLong(parts[1]));
        }
    }

    private long newest() {
        return Long.parseLong(console.select("SELECT max(number) FROM digest").getFirst());
    }

    private void due(String moment) {
        long due = Instant.parse(moment).toEpochMilli();
        console.sql("INSERT INTO subscriber (platform, chat_id, kind, created_at)"
                + " VALUES ('telegram', 77, 'private', 0) ON CONFLICT DO NOTHING");
        console.sql("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state)
                SELECT number, platform, 'digest', 1, %1$d, %1$d, 0, 'queued' FROM subscriber WHERE chat_id = 77
                """.formatted(due));
    }

    private void settled(String hour, String cause, String outcome, long within, long deliveries) {
        console.sql(
                "INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries)"
                        + " VALUES (?, 'telegram', ?, ?, ?, ?)",
                Instant.parse(hour).toEpochMilli(),
                cause,
                outcome,
                within,
                deliveries);
    }

    /// The figures are counted in the background.
    private void awaitFigures(String... texts) {
        await().untilAsserted(() -> assertThat(console.section("/", "figures")).contains(texts));
    }

    private String chart(String path) throws Exception {
        return console.section(path, "deliveries");
    }

    private String at(String moment) throws Exception {
        now = Instant.parse(moment);
        return console.page("/");
    }

    private void comes(LocalDate day) {
        console.sql(
                "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                        + " published_at) VALUES ('trade', ?, 'en', '', ?, 'published', 1, 'News', ?, ?)",
                day.toString(),
                day + ".md",
                millis(day),
                millis(day));
    }

    private static long millis(LocalDate day) {
        return Instant.parse(day + "T06:00:00Z").toEpochMilli();
    }
}
