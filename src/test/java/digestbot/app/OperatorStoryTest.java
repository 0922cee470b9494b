package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import digestbot.clientview.ClientRow;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;

/// A digest's life as an operator sees it in a browser: it arrives with a warning, is held, released,
/// delivered to 200 chats of which five no longer exist, corrected and withdrawn.
@Timeout(240)
class OperatorStoryTest {

    private static final int CHATS = 200;
    private static final int UNKNOWN = 5;
    private static final long FIRST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A function for the texts of a column of a table, the first row first.
    private static final String CELLS = """
            const cells = (section, column) => [...document.querySelectorAll(section + ' tbody tr')]
                .map(row => row.cells[column].textContent);
            """;

    @TempDir
    Path folder;

    private Browser browser;
    private BotFixture fixture;
    private Bot bot;

    @BeforeEach
    void start() throws Exception {
        browser = Browser.openOrSkip();
        fixture = new BotFixture(folder);
        for (long chat = FIRST + UNKNOWN; chat < FIRST + CHATS; chat++) {
            var person = new SandboxPerson(chat, "Reader " + chat, "en");
            fixture.telegram.join(person, fixture.privateChat(person));
        }
        try (Database database = TestDatabase.open(fixture.database())) {
            database.writeWithoutResult(tx -> {
                tx.handle().execute("INSERT INTO topic (id, name) VALUES ('energy', 'Topic energy')");
                tx.handle().execute("""
                        INSERT INTO subscriber (platform, chat_id, kind, created_at)
                        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                        SELECT 'telegram', ? + i, 'private', 0 FROM n
                        """, CHATS - 1, FIRST);
                tx.handle()
                        .execute("INSERT INTO subscription (subscriber, topic, created_at)"
                                + " SELECT number, 'energy', 0 FROM subscriber");
            });
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        bot = Bot.start(
                fixture.config("delivery: {hold: on-warning}\nconsole: {port: %d}".formatted(port)),
                InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        browser.close();
        bot.close();
        fixture.close();
    }

    @Test
    void eachNumberIsRightAtEachStep() throws Exception {
        String complete = BotFixture.digest("energy", "2026-02-05", "Grids hold.");
        String doubtful = complete.replace("- The second side says its part about it, at some length.", "");

        open("/");
        browser.awaitText("#attention", "Nothing needs attention.");
        fixture.drop("energy.md", doubtful);
        browser.awaitText("#attention", "Held");
        browser.awaitThat("document.title.startsWith('(1) Overview')");
        browser.awaitText("#digests", "held for review");
        click(By.linkText("Preview"));
        browser.awaitText("main", "Grids hold.");
        assertThat(browser.text("#results")).contains("No deliveries.");

        click(By.xpath("//button[normalize-space()='Release now']"));
        browser.awaitText("[role=status]", "Released.");
        browser.awaitText("#results", "Telegram 195 0 5 0 0");
        assertThat(browser.text("#results")).contains("chat-not-found", "Send again to the 5 chats where it failed");
        String digest = browser.driver().getCurrentUrl();

        open("/");
        browser.awaitText("#digests", "195 / 200");
        assertThat(browser.text("#digests")).contains("195 / 200 5 0 0 %");
        assertThat(browser.text("#figures")).contains("Delivered today\n195\n97.5 % success · 5 failed");
        assertThat(browser.text("#attention")).contains("5 of 200 deliveries failed in the last hour (2.5 %).");
        browser.awaitText("#figures", "Subscribers\n195\n");
        assertThat(browser.text("#figures")).contains("-5 this week · 5 paused");
        assertThat(sums("#deliveries")).as("sent, retried, failed").startsWith(195L, 0L, 5L);
        assertThat(sums("#growth").subList(1, 3)).as("joined, left").containsExactly(0L, 5L);
        assertThat(browser.driver().executeScript(CELLS + "return cells('#growth', 1)[0]"))
                .as("chats today")
                .isEqualTo("195");
        open("/deliveries");
        browser.awaitText("#reasons", "chat-not-found");
        browser.awaitText("#open", "Telegram 0 0 0 5");
        open("/subscribers");
        browser.awaitText("#counts", "By time zone");
        assertThat(browser.text("#counts"))
                .contains(
                        "Telegram 195 5 0",
                        "Topic energy Telegram 195",
                        "Topic energy all 195",
                        "English 195",
                        "UTC 195");

        press(FIRST + UNKNOWN, "China");
        press(FIRST + UNKNOWN, "United States");
        press(FIRST + UNKNOWN + 1, "China");
        press(FIRST + UNKNOWN + 2, "Sources");
        browser.open(digest);
        browser.awaitText("#results", "Telegram 195 0 5 0 3");
        open("/");
        browser.awaitText("#digests", "195 / 200 5 0 2 %");

        fixture.drop("energy.md", complete);
        browser.open(digest);
        browser.awaitText("#revisions", "China");
        assertThat(browser.text("#results")).contains("Telegram 195 0 5 0 3");
        awaitCorrected();
        open("/");
        browser.awaitText("#digests", "195 / 200");
        assertThat(browser.text("#figures")).contains("Delivered today\n195\n97.5 % success · 5 failed");

        browser.open(digest);
        click(By.linkText("Withdraw…"));
        browser.awaitText("main", "195 deliveries are deleted");
        click(By.xpath("//main//button[normalize-space()='Withdraw']"));
        browser.awaitText("[role=status]", "Withdrawn.");
        browser.awaitText("#history", "Digest withdrawn: Topic energy, 2026-02-05");
        assertThat(browser.text("#results")).contains("Telegram 195 0 5 0 3");
        open("/");
        browser.awaitText("#digests", "withdrawn");
        assertThat(browser.text("#figures")).contains("Delivered today\n195\n97.5 % success · 5 failed");
        assertThat(sums("#deliveries"))
                .as("corrections and withdrawals do not count")
                .startsWith(195L, 0L, 5L);
        assertThat(browser.text("#activity"))
                .contains("Digest withdrawn: Topic energy, 2026-02-05", "Digest released: Topic energy, 2026-02-05");
        assertThat(browser.complaints()).isEmpty();
    }

    /// The sums of the columns of numbers of a chart's table, which nobody has unfolded.
    private List<Long> sums(String chart) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(column -> browser.driver()
                        .executeScript(CELLS
                                + "return cells('%s', %d).reduce((sum, each) => sum + Number(each), 0)"
                                        .formatted(chart, column)))
                .map(Long.class::cast)
                .toList();
    }

    /// Presses a button of the newest message in a reader's chat, and waits until it changes.
    private void press(long reader, String label) {
        var person = new SandboxPerson(reader, "Reader " + reader, "en");
        SandboxPlace place = fixture.privateChat(person);
        ShownMessage message = fixture.telegram.screen(place).getLast();
        int number = message.rows().stream()
                .filter(ClientRow.ButtonRow.class::isInstance)
                .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream())
                .filter(button -> button.label().contains(label))
                .findFirst()
                .orElseThrow()
                .number();
        fixture.telegram.press(person, place, message.id(), number, 0);
        await().atMost(PATIENCE)
                .until(() -> !fixture.telegram.screen(place).getLast().rows().equals(message.rows()));
    }

    private void awaitCorrected() {
        try (Database database = TestDatabase.open(fixture.database())) {
            await().atMost(PATIENCE)
                    .until(() -> database.<Long>read(tx -> tx.select(
                                            "SELECT count(*) FROM delivery WHERE cause = 'correction' AND state = 'sent'")
                                    .mapTo(Long.class)
                                    .one())
                            == CHATS - UNKNOWN);
        }
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + bot.consolePort().orElseThrow() + path);
    }

    /// A part of the page may be replaced between being found and clicked.
    private void click(By what) {
        await().ignoreException(StaleElementReferenceException.class)
                .untilAsserted(() -> browser.driver().findElement(what).click());
    }
}
