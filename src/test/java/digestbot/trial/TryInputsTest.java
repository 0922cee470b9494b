package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.browser.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// What people type, choose and tick on the page of `try`, in a real browser of the size of a phone,
/// reaches the bot.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("full")
class TryInputsTest {

    private static final String TELEGRAM = ".panel.telegram ";
    private static final String OFFERS = TELEGRAM + ".offers ";
    private static final String LAST = TELEGRAM + ".message:last-child";

    private Browser browser;
    private TryRun trial;

    @BeforeAll
    void open(@TempDir Path digests) throws IOException, InterruptedException {
        browser = Browser.openOrSkip();
        trial = SampleTrial.start(digests);
        browser.open(trial.servePage().toString());
        assertThat(trial.deliverAll()).isTrue();
    }

    @AfterAll
    void close() {
        Optional.ofNullable(trial).ifPresent(TryRun::close);
        Optional.ofNullable(browser).ifPresent(Browser::close);
    }

    @BeforeEach
    void beginAnew() {
        browser.driver().navigate().refresh();
        browser.forgetComplaints();
    }

    @AfterEach
    void thePagesScriptComplainsOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theBotsNameAndAWordListDigestsAndAClickSendsOne() {
        PhonePanel panel = PhonePanel.show(browser, "telegram", "Reader");
        panel.write("/topics");
        panel.awaitText("Choose your topics.");
        int before = messages();
        WebElement line = browser.find(TELEGRAM + ".composer textarea");
        line.sendKeys("@digest_try_bot satellite");
        browser.awaitText(OFFERS, "US vs China · 9 Feb · Overview");
        assertThat(browser.text(OFFERS)).as("no other digest has the word").doesNotContain("11 Feb", "World Energy");
        browser.axe();
        browser.find(OFFERS + "li").click();
        panel.awaitText("A shared weather satellite stays in service");
        assertWasSentByThePerson(before);
        assertThat(line.getDomProperty("value")).isEmpty();
        assertThat(browser.driver().findElements(By.cssSelector(OFFERS + "li"))).noneMatch(WebElement::isDisplayed);
    }

    @Test
    void theKeyboardAloneChoosesAmongTheDigestsOfABotsName() {
        PhonePanel panel = PhonePanel.show(browser, "telegram", "Reader");
        panel.write("/topics");
        panel.awaitText("Choose your topics.");
        int before = messages();
        WebElement line = browser.find(TELEGRAM + ".composer textarea");
        line.sendKeys("@digest_try_bot standard");
        browser.awaitText(OFFERS, "World Energy · 11 Feb");
        line.sendKeys(Keys.ARROW_UP, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        String chosen = browser.text(OFFERS + "[aria-selected=true] .offer-what");
        assertThat(chosen)
                .as("the second choice")
                .isEqualTo(browser.text(OFFERS + "li:nth-child(2) .offer-what"))
                .isNotEqualTo(browser.text(OFFERS + "li:nth-child(1) .offer-what"));
        line.sendKeys(Keys.ENTER);
        panel.awaitText(chosen);
        assertWasSentByThePerson(before);
    }

    private void assertWasSentByThePerson(int before) {
        assertThat(messages()).isEqualTo(before + 1);
        assertThat(browser.driver().findElements(By.cssSelector(LAST + ".is-mine")))
                .as("a message of the person")
                .hasSize(1);
    }

    private int messages() {
        return browser.driver()
                .findElements(By.cssSelector(TELEGRAM + ".message"))
                .size();
    }
}
