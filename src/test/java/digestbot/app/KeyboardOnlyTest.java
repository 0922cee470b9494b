package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import digestbot.browser.Keyboard;
import digestbot.console.signin.Passwords;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators do most, in a browser, with nothing but the keyboard.
@Tag("full")
class KeyboardOnlyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "the right words";
    private static final int READERS = 5;
    private static final int CHATS = 1_005;
    private static final long FIRST = 10_000;

    @TempDir
    Path folder;

    private Browser browser;
    private Keyboard keyboard;
    private BotFixture fixture;
    private Bot bot;

    /// Starts a bot with more than a thousand subscribers, of whom few exist.
    @BeforeEach
    void start() throws Exception {
        browser = Browser.openOrSkip();
        keyboard = new Keyboard(browser);
        fixture = new BotFixture(folder);
        for (long reader = FIRST; reader < FIRST + READERS; reader++) {
            fixture.telegram.join(person(reader), chat(reader));
        }
        try (Database database = TestDatabase.open(fixture.database())) {
            database.writeWithoutResult(tx -> {
                tx.handle()
                        .execute(
                                "INSERT INTO topic (id, name) VALUES ('energy', 'Topic energy'), ('trade', 'Topic trade')");
                tx.handle().execute("""
                        INSERT INTO subscriber (platform, chat_id, kind, created_at)
                        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                        SELECT 'telegram', ? + i, 'private', 0 FROM n
                        """, CHATS - 1, FIRST);
                tx.handle().execute("""
                        INSERT INTO subscription (subscriber, topic, created_at)
                        SELECT number, CASE WHEN chat_id < ? THEN 'energy' ELSE 'trade' END, 0 FROM subscriber
                        """, FIRST + READERS);
            });
        }
        int port;
        port = FreePort.find();
        bot = Bot.start(
                fixture.config("delivery: {hold: on-warning}\nconsole: {port: %d, password-hash: \"%s\"}"
                        .formatted(port, Passwords.hash(PASSWORD))),
                InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        browser.open("http://127.0.0.1:" + port + "/");
        keyboard.fill("Password", PASSWORD);
        keyboard.space("Sign in");
        browser.awaitText("header", "Sign out");
    }

    @AfterEach
    void stop() {
        browser.close();
        bot.close();
        fixture.close();
    }

    @Test
    void aWrongPasswordIsTypedAgain() {
        keyboard.enter("Sign out");
        keyboard.fill("Password", "wrong");
        keyboard.enter("Sign in");
        browser.awaitText("[role=alert]", "Wrong password.");
        keyboard.fill("Password", PASSWORD);
        keyboard.enter("Sign in");
        browser.awaitText("header", "Sign out");
        assertThat(number("SELECT count(*) FROM audit WHERE action = 'signed_in'"))
                .isEqualTo(2);
    }

    @Test
    void aBroadcastToMoreThanAThousandIsSentReportedAndWithdrawn() {
        keyboard.enter("Broadcasts");
        browser.awaitText("#history", "No broadcasts yet.");
        keyboard.fill("Message", "Written without a mouse.");
        keyboard.enter("Choose recipients");
        browser.awaitText("#recipient-count", "1,005 recipients (Telegram 1,005)");
        keyboard.fill("Language", "E");
        keyboard.enter("Apply");
        browser.awaitText("[role=status]", "Recipients updated.");
        browser.awaitText("#recipient-count", "1,005 recipients (Telegram 1,005) · in English");
        keyboard.space("Send to 1,005");
        browser.awaitText("h1", "Send broadcast 1?");
        assertThat(number("SELECT count(*) FROM broadcast WHERE state = 'draft'"))
                .as("nothing is sent before the question is answered")
                .isEqualTo(1);
        keyboard.enter("Send to 1,005");
        browser.awaitText("[role=status]", "Sending started.");
        browser.awaitText("#progress", "Telegram 1,005 5 0 1,000 1,000 0");
        browser.awaitText("#progress", "Withdraw from 5 chats…");
        assertThat(screen(FIRST)).contains("Written without a mouse.");
        keyboard.enter("Withdraw from 5 chats…");
        browser.awaitText("h1", "Withdraw broadcast 1?");
        keyboard.enter("Cancel");
        browser.awaitText("#progress", "Withdraw from 5 chats…");
        keyboard.enter("Withdraw from 5 chats…");
        browser.awaitText("h1", "Withdraw broadcast 1?");
        keyboard.space("Withdraw from 5 chats");
        browser.awaitText("[role=status]", "Withdrawal started.");
        assertThat(number("SELECT count(*) FROM broadcast WHERE state = 'withdrawn'"))
                .isEqualTo(1);
        awaitGone("Written without a mouse.");
    }

    @Test
    void aHeldDigestIsReleasedSentAgainAndWithdrawn() throws Exception {
        fixture.telegram.fault(chat(FIRST), new SandboxFault.Declined(1));
        hold("energy", "Grids hold.");
        keyboard.space("Release now");
        browser.awaitText("[role=status]", "Released. The digest is published.");
        browser.awaitText("#results", "Telegram 4 0 1 0 0");
        assertThat(number("SELECT count(*) FROM digest WHERE state = 'published'"))
                .isEqualTo(1);
        assertThat(screen(FIRST + 1)).contains("Grids hold.");
        keyboard.space("Send again to the 1 chat where it failed");
        browser.awaitText("[role=status]", "1 delivery queued for retry.");
        browser.awaitText("#results", "Telegram 5 0 0 0 0");
        assertThat(screen(FIRST)).contains("Grids hold.");
        keyboard.enter("Withdraw…");
        browser.awaitText("h1", "Withdraw this digest?");
        keyboard.enter("Withdraw");
        browser.awaitText("[role=status]", "Withdrawn.");
        assertThat(number("SELECT count(*) FROM digest WHERE withdrawn_at IS NOT NULL"))
                .isEqualTo(1);
        awaitGone("Grids hold.");
    }

    @Test
    void aHeldDigestIsNotPublished() throws Exception {
        hold("energy", "Grids fail.");
        keyboard.enter("Don't publish…");
        browser.awaitText("h1", "Don't publish this digest?");
        keyboard.enter("Cancel");
        browser.awaitText("main", "Publishes automatically");
        keyboard.enter("Don't publish…");
        browser.awaitText("h1", "Don't publish this digest?");
        keyboard.space("Don't publish");
        browser.awaitText("[role=status]", "Not published.");
        assertThat(number("SELECT count(*) FROM digest WHERE state = 'draft' AND held_until IS NULL"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM delivery WHERE cause = 'digest'"))
                .isZero();
    }

    /// Opens the page of a digest that is held, from the overview.
    private void hold(String topic, String highlight) throws Exception {
        String complete = BotFixture.digest(topic, "2026-02-05", highlight);
        fixture.drop(topic + ".md", complete.replace("- The second side says its part about it, at some length.", ""));
        browser.awaitText("#attention", "Held");
        keyboard.enter("Preview");
        browser.awaitText("main", "Publishes automatically");
    }

    private void awaitGone(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (long reader = FIRST; reader < FIRST + READERS; reader++) {
                assertThat(screen(reader)).doesNotContain(text);
            }
        });
    }

    private String screen(long reader) {
        return BotFixture.text(fixture.telegram.screen(chat(reader)));
    }

    private long number(String sql) {
        return bot.database().read(tx -> tx.select(sql).mapTo(Long.class).one());
    }

    private static SandboxPerson person(long reader) {
        return new SandboxPerson(reader, "Reader " + reader, "en");
    }

    private SandboxPlace chat(long reader) {
        return fixture.privateChat(person(reader));
    }
}
