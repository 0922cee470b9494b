package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.app.OperatorPages.DigestState;
import digestbot.app.OperatorPages.Numbers;
import digestbot.browser.Browser;
import digestbot.clientview.ClientRow;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;

/// A digest's life as an operator sees it in a browser: it arrives with a warning, is held, released,
/// delivered to 200 chats of which five no longer exist, corrected and withdrawn.
@Tag("full")
class OperatorStoryTest {

    private static final int CHATS = 200;
    private static final int UNKNOWN = 5;
    private static final long FIRST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int SENT = CHATS - UNKNOWN;
    private static final String RELEASED = "Digest released: Topic energy, 2026-02-05";
    private static final String WITHDRAWN = "Digest withdrawn: Topic energy, 2026-02-05";

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
        port = FreePort.find();
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
    void eachNumberIsRightOnEachPageAtEachStep() throws Exception {
        var pages = new OperatorPages(browser, console(), CHATS);
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
        String digest = URI.create(Objects.requireNonNull(browser.driver().getCurrentUrl()))
                .getPath();
        pages.show(digest, new Numbers(DigestState.HELD, 0, 0, 0, 0, List.of()));

        open(digest);
        click(By.xpath("//button[normalize-space()='Release now']"));
        browser.awaitText("[role=status]", "Released.");
        browser.awaitText("#results", "Telegram 195 0 5 0 0");
        pages.show(digest, new Numbers(DigestState.PUBLISHED, SENT, UNKNOWN, 0, SENT, List.of(RELEASED)));

        press(FIRST + UNKNOWN, "China");
        press(FIRST + UNKNOWN, "United States");
        press(FIRST + UNKNOWN + 1, "China");
        press(FIRST + UNKNOWN + 2, "Sources");
        int pressed = 3;
        int edits = 4;
        pages.show(digest, new Numbers(DigestState.PUBLISHED, SENT, UNKNOWN, pressed, SENT + edits, List.of(RELEASED)));

        fixture.drop("energy.md", complete);
        open(digest);
        browser.awaitText("#revisions", "China");
        awaitSent("correction");
        pages.show(
                digest,
                new Numbers(DigestState.PUBLISHED, SENT, UNKNOWN, pressed, 2 * SENT + edits, List.of(RELEASED)));

        open(digest);
        click(By.linkText("Withdraw…"));
        browser.awaitText("main", "195 deliveries are deleted");
        click(By.xpath("//main//button[normalize-space()='Withdraw']"));
        browser.awaitText("[role=status]", "Withdrawn.");
        awaitSent("withdrawal");
        pages.show(
                digest,
                new Numbers(
                        DigestState.WITHDRAWN, SENT, UNKNOWN, pressed, 3 * SENT + edits, List.of(WITHDRAWN, RELEASED)));
        assertThat(browser.complaints()).isEmpty();
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

    /// Waits until all who received the digest have received what was done to it, too.
    private void awaitSent(String cause) {
        try (Database database = TestDatabase.open(fixture.database())) {
            await().atMost(PATIENCE)
                    .until(() -> database.<Long>read(tx -> tx.select(
                                            "SELECT count(*) FROM delivery WHERE cause = ? AND state = 'sent'", cause)
                                    .mapTo(Long.class)
                                    .one())
                            == SENT);
        }
    }

    private String console() {
        return "http://127.0.0.1:" + bot.consolePort().orElseThrow();
    }

    private void open(String path) {
        browser.open(console() + path);
    }

    /// A part of the page may be replaced between being found and clicked.
    private void click(By what) {
        await().ignoreException(StaleElementReferenceException.class)
                .untilAsserted(() -> browser.driver().findElement(what).click());
    }
}
