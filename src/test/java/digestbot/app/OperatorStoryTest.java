package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.browser.Browser;
import digestbot.sandbox.SandboxPerson;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// A digest's life as an operator sees it in a browser: it arrives with a warning, is held,
/// released, delivered to 200 chats of which five no longer exist, corrected and withdrawn.
@Tag("full")
class OperatorStoryTest extends BotStory {

    private static final int CHATS = 200;
    private static final int UNKNOWN = 5;
    private static final int SENT = CHATS - UNKNOWN;
    private static final long FIRST = 10_000;

    private final Browser browser = Browser.openOrSkip();

    @BeforeEach
    void startBot() throws Exception {
        fixture.subscribeReaders(FIRST, CHATS, UNKNOWN);
        start("owners: {discord: [900]}\ndelivery: {hold: on-warning}\nconsole: {port: -1}");
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void theNumbersAreRightAtEachStep() throws Exception {
        String complete = digest(YESTERDAY, "Grids hold.");
        open("/");
        browser.awaitText("#attention", "Nothing needs attention.");
        fixture.drop("held.md", complete.replace("- The second side says its part about it, at some length.", ""));
        browser.awaitText("#attention", "Held");
        browser.awaitThat("document.title.startsWith('(1) Overview')");
        browser.awaitText("#digests", "held for review");
        browser.click(By.linkText("Preview"));
        browser.awaitText("main", "Grids hold.");
        String page = URI.create(Objects.requireNonNull(browser.driver().getCurrentUrl()))
                .getPath();

        open(page);
        browser.click(By.xpath("//button[normalize-space()='Release now']"));
        browser.awaitText("[role=status]", "Released.");
        browser.awaitText("#results", "Telegram 195 0 5 0 0");
        var reader = new SandboxPerson(FIRST + UNKNOWN, "Reader", "en");
        ChatDriver.onTelegram(fixture, fixture.privateChat(reader), reader).tap("China", "The first side");
        browser.awaitText("#results", "Telegram 195 0 5 0 1");
        open("/");
        browser.awaitText("#attention", "5 of 200 deliveries failed in the last hour (2.5%).");
        browser.awaitText("#digests", "195 of 200 due · 5 failed");
        open("/deliveries");
        browser.awaitText("#reasons", "chat-not-found");
        open("/subscribers");
        browser.awaitText("#counts", "Telegram, active 195");

        fixture.drop("held.md", complete);
        open(page);
        browser.awaitText("#revisions", "China");
        awaitSent("correction");
        browser.click(By.linkText("Withdraw…"));
        browser.awaitText("main", "This deletes 195 messages");
        browser.click(By.xpath("//main//button[normalize-space()='Withdraw']"));
        browser.awaitText("[role=status]", "Withdrawn.");
        awaitSent("withdrawal");
        open("/audit");
        browser.awaitText("#acts", "Digest withdrawn: Topic trade, " + YESTERDAY);
        browser.awaitText("#acts", "Digest released: Topic trade, " + YESTERDAY);
        await().untilAsserted(() -> assertThat(console("/metrics").body())
                .contains(
                        "digestbot_digests 0.0",
                        "digestbot_deliveries_settled_total{outcome=\"unreachable\",platform=\"telegram\"} 5.0",
                        "digestbot_subscribers{platform=\"telegram\",state=\"reachable\"} 195.0"));
        assertThat(browser.complaints()).as("errors of the pages' script").isEmpty();
    }

    /// Waits until all receivers of the digest have received its change, too.
    private void awaitSent(String cause) {
        String sent = "SELECT count(*) FROM delivery WHERE cause = '%s' AND state = 'sent'".formatted(cause);
        Waiting.count(cause, SENT, () -> Long.parseLong(column(sent).getFirst()));
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + bot().consolePort().orElseThrow() + path);
    }
}
