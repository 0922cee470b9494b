package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.sandbox.SandboxPerson;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
        assertThat(browser.text("#figures")).contains("Delivered today\n195\n97.5 % success · 5 failed");
        assertThat(browser.text("#attention")).contains("5 of 200 deliveries failed in the last hour (2.5 %).");
        browser.awaitText("#figures", "Subscribers\n195\n");
        assertThat(browser.text("#figures")).contains("5 paused");
        open("/deliveries");
        browser.awaitText("#reasons", "chat-not-found");
        browser.awaitText("#open", "Telegram 0 0 0 5");

        fixture.drop("energy.md", complete);
        browser.open(digest);
        browser.awaitText("#revisions", "China");
        assertThat(browser.text("#results")).contains("Telegram 195 0 5 0 0");
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
        assertThat(browser.text("#results")).contains("Telegram 195 0 5 0 0");
        open("/");
        browser.awaitText("#digests", "withdrawn");
        assertThat(browser.text("#figures")).contains("Delivered today\n195\n97.5 % success · 5 failed");
        assertThat(browser.text("#activity"))
                .contains("Digest withdrawn: Topic energy, 2026-02-05", "Digest released: Topic energy, 2026-02-05");
        assertThat(browser.complaints()).isEmpty();
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
