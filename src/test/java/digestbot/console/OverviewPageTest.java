package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.i18n.Texts;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first page's text about a digest that comes at six in the morning, UTC, every day.
class OverviewPageTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-02-06");
    private static final String NOTHING = "No digests overdue.";

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;
    private ConsoleFixture console;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, Optional.empty(), Optional.empty(), () -> now);
        console.database.writeWithoutResult(
                tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Steel & trade')"));
        TODAY.minusDays(30).datesUntil(TODAY).forEach(this::comes);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void namesItBeforeItHasCome() throws Exception {
        assertThat(missingAt("2026-02-06T05:30:00Z"))
                .contains("Steel &amp; trade", TODAY.toString(), "datetime=\"2026-02-06T06:00:00Z\"", "in 30 min")
                .doesNotContain("late", NOTHING);
    }

    @Test
    void saysThatItIsLate() throws Exception {
        assertThat(missingAt("2026-02-06T08:00:00Z")).contains(TODAY.toString()).doesNotContain("late");
        assertThat(missingAt("2026-02-06T08:00:01Z")).contains(TODAY.toString(), "late");
        assertThat(missingAt("2026-02-08T08:00:01Z"))
                .as("the first that is missing")
                .contains(TODAY.toString(), "late");
    }

    @Test
    void isDoneWithItAfterAWeek() throws Exception {
        assertThat(missingAt("2026-02-13T05:59:59Z")).contains(TODAY.toString());
        assertThat(missingAt("2026-02-13T06:00:00Z")).contains(NOTHING);
    }

    @Test
    void isDoneWithItOnceItIsThere() throws Exception {
        comes(TODAY);
        assertThat(missingAt("2026-02-06T23:00:00Z")).contains(NOTHING).doesNotContain("Steel");
        assertThat(missingAt("2026-02-07T00:00:00Z")).contains("2026-02-07").doesNotContain(NOTHING);
    }

    @Test
    void saysUntilWhenADigestIsHeldBack() throws Exception {
        now = Instant.parse("2026-02-06T06:10:00Z");
        console.database.writeWithoutResult(tx -> tx.handle()
                .execute("INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                        + " held_until) VALUES ('trade', '2026-02-06', 'en', '', 'held.md', 'draft', 1, 'News',"
                        + " unixepoch('2026-02-06 06:05') * 1000, unixepoch('2026-02-06 09:00') * 1000)"));
        assertThat(console.browser.get("/").body())
                .containsPattern("<span>held until <time datetime=\"2026-02-06T09:00:00Z\"")
                .contains("datetime=\"2026-02-06T06:05:00Z\"");
    }

    @Test
    void listsEveryInvalidFilePageByPage() throws Exception {
        console.database.writeWithoutResult(tx -> {
            for (int i = 0; i < 1_050; i++) {
                tx.handle()
                        .execute(
                                "INSERT INTO invalid_file (path, errors) VALUES (?, ?)",
                                "bad-%04d.md".formatted(i),
                                "3\tno title\n4\tno <day>");
            }
        });
        String first = console.browser.get("/").body();
        assertThat(first)
                .contains(
                        "Invalid files (1,050)",
                        "bad-0000.md",
                        "line 3: <span>no title</span>",
                        "line 4: <span>no &lt;day&gt;</span>")
                .contains("bad-0019.md", "href=\"/?files=1\"")
                .doesNotContain("bad-0020.md");
        assertThat(console.browser.get("/?files=52").body())
                .contains("bad-1049.md", "href=\"/?files=51\"")
                .doesNotContain("bad-1039.md", "files=53");
        assertThat(console.browser.get("/?files=999999").statusCode()).isEqualTo(200);
    }

    @Test
    void showsCodeAsCodeAndNoBackticks() throws Exception {
        console.database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO invalid_file (path, errors) VALUES ('bad.md', ?)",
                        "1\tno topic: add a line such as `topic: <us>`\n2\tan odd ` stays"));
        assertThat(console.browser.get("/").body())
                .contains("add a line such as <code>topic: &lt;us&gt;</code>", "an odd ` stays")
                .doesNotContain("`topic");
    }

    @Test
    void namesTheTimeZoneOfEachColumnOfMoments() throws Exception {
        now = Instant.parse("2026-02-06T05:30:00Z");
        String zone = Texts.zone(ZoneId.systemDefault());
        assertThat(console.browser.get("/").body())
                .contains("Received (" + zone + ")</th>", "Usually received (" + zone + ")</th>");
    }

    @Test
    void aJobThatHangsIsSeenOnThePageInReadinessAndInTheFigures() throws Exception {
        assertThat(console.browser.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(console.browser.get("/metrics").body()).contains("digestbot_job_well{job=\"digests\"} 1.0");
        console.nanos.addAndGet(Duration.ofSeconds(121).toNanos());
        assertThat(console.browser.get("/readyz"))
                .returns(503, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("has not worked for 121 s: it hangs");
        assertThat(console.browser.get("/").body()).contains("Degraded", "has not worked for 121 s");
        assertThat(console.browser.get("/metrics").body())
                .contains("digestbot_job_well{job=\"digests\"} 0.0")
                .contains("digestbot_job_last_success_timestamp_seconds{job=\"digests\"} "
                        + (double) now.minusSeconds(121).getEpochSecond());
    }

    private String missingAt(String moment) throws Exception {
        now = Instant.parse(moment);
        String page = console.browser.get("/").body();
        int from = page.indexOf("<section id=\"expected\"");
        assertThat(from).isPositive();
        return page.substring(from, page.indexOf("</section>", from));
    }

    private void comes(LocalDate day) {
        console.database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                                + " published_at) VALUES ('trade', ?, 'en', '', ?, 'published', 1, 'News', ?, ?)",
                        day.toString(),
                        day + ".md",
                        millis(day),
                        millis(day)));
    }

    private static long millis(LocalDate day) {
        return Instant.parse(day + "T06:00:00Z").toEpochMilli();
    }
}
