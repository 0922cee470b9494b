package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.browser.Browser;
import digestbot.i18n.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// A newcomer's path over the page of `try`, in a real browser, one step after the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("full")
class TryPageTest {

    private static final String TELEGRAM = ".panel.telegram ";
    private static final String DISCORD = ".panel.discord ";
    private static final String LAST = TELEGRAM + ".message:last-child";

    private Path folder;
    private Path elsewhere;
    private Browser browser;
    private TryRun trial;

    @BeforeAll
    void open(@TempDir Path digests, @TempDir Path other) throws IOException, InterruptedException {
        folder = digests;
        elsewhere = other;
        browser = Browser.openOrSkip();
        trial = SampleTrial.start(folder);
        browser.open(trial.servePage().toString());
        assertThat(trial.deliverAll()).isTrue();
    }

    @AfterAll
    void close() {
        Optional.ofNullable(trial).ifPresent(TryRun::close);
        Optional.ofNullable(browser).ifPresent(Browser::close);
    }

    @Test
    @Order(1)
    void theDigestsArriveOnBoth() {
        for (String panel : List.of(TELEGRAM, DISCORD)) {
            browser.awaitText(panel + ".log", "US vs China · A new cargo route opens");
            assertThat(browser.text(panel + ".log")).contains("Film festivals exchange their opening nights");
            browser.awaitText(panel + ".log", "The route takes sixteen days, not sixty.");
        }
        assertThat(browser.text(".intro")).contains("News digests from several perspectives.");
        browser.screenshot("try-light", Browser.DESKTOP, false);
        browser.axe();
        browser.screenshot("try-dark", Browser.DESKTOP, true);
        browser.axe();
        browser.see(Browser.DESKTOP, false);
    }

    @Test
    @Order(1)
    void theOperatorsConsoleAndThePublicSiteAreLinked() {
        opens("#console", () -> {
            browser.awaitText("h1", "Overview");
            browser.awaitText("#digests", "US vs China");
            browser.see(new Browser.Size(1280, 800), false);
            browser.awaitThat(
                    "[...document.querySelectorAll('#digests tr')].at(-1).getBoundingClientRect().bottom <= 800");
            browser.see(Browser.DESKTOP, false);
        });
        opens("#site", () -> {
            browser.awaitText("h1", "Daily digests");
            browser.awaitText("main", "A new cargo route");
        });
    }

    /// The link opens a window of its own.
    private void opens(String link, Runnable check) {
        String page = browser.driver().getCurrentUrl();
        browser.find(link).click();
        browser.driver()
                .switchTo()
                .window(browser.driver().getWindowHandles().stream()
                        .filter(handle -> !handle.equals(browser.driver().getWindowHandle()))
                        .findFirst()
                        .orElseThrow());
        check.run();
        browser.driver().close();
        browser.driver()
                .switchTo()
                .window(browser.driver().getWindowHandles().iterator().next());
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(page);
    }

    @Test
    @Order(2)
    void aPressShowsOnePerspectiveInPlace() {
        int before = messages(TELEGRAM);
        String digest = TELEGRAM + ".message:last-child";
        browser.find(digest + " .key[data-number='2']").click();
        browser.awaitText(digest, "‹ Overview");
        assertThat(messages(TELEGRAM)).isEqualTo(before);
    }

    @Test
    @Order(3)
    void aSlashListsTheCommandsAndTheKeyboardAloneGivesOne() {
        WebElement line = browser.find(DISCORD + ".composer textarea");
        line.sendKeys("/");
        browser.awaitText(DISCORD + ".offers", "/today");
        line.sendKeys("sett");
        browser.awaitThat("document.querySelectorAll('.discord .offers li').length === 1");
        browser.axe();
        line.sendKeys(Keys.ENTER);
        browser.awaitText(DISCORD + ".offers", "mention");
        line.sendKeys(Keys.ENTER);
        browser.awaitText(DISCORD + ".message:last-child", "Only you can see this");
        assertThat(browser.text(DISCORD + ".message:last-child"))
                .contains("World Energy: all perspectives · immediately");
    }

    @Test
    @Order(4)
    void anOptionSuggestsValues() {
        WebElement line = browser.find(DISCORD + ".composer textarea");
        line.sendKeys("/today ");
        browser.awaitText(DISCORD + ".offers", "topic");
        line.sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
        browser.awaitText(DISCORD + ".offers", "World Energy");
        line.sendKeys("energ");
        browser.awaitThat("document.querySelectorAll('.discord .offers li').length === 1");
        line.sendKeys(Keys.ARROW_DOWN, Keys.ENTER, Keys.ENTER);
        browser.awaitText(DISCORD + ".message:last-child", "World Energy · All three regions agree");
    }

    @Test
    @Order(5)
    void aPictureIsSeen() {
        browser.find(TELEGRAM + ".composer textarea").sendKeys("/card", Keys.ENTER);
        browser.awaitThat("document.querySelector('.telegram .picture')?.naturalWidth > 500");
    }

    @Test
    @Order(6)
    void aFormIsFilledAndSent() {
        browser.find(DISCORD + ".composer textarea").sendKeys("/broadcast", Keys.ENTER);
        WebElement text = browser.find("#form textarea");
        browser.axe();
        text.sendKeys("Tea at five");
        browser.find("#form button[type=submit]").click();
        browser.awaitText(DISCORD + ".log", "Tea at five");
        browser.awaitThat("!document.getElementById('form').open");
    }

    @Test
    @Order(7)
    void aDroppedDigestArrivesAndWhatItSaysIsTextOnly() throws IOException {
        drop("hostile.md", """
            ---
            title: "<script>hacked = 1</script>"
            date: 2026-02-11T06:00:00Z
            topic: hostile
            topicName: "<img src=x onerror='hacked = 1'>"
            ---

            - A point <b>with</b> <script>hacked = 1</script> tags.
            """);
        for (String panel : List.of(TELEGRAM, DISCORD)) {
            browser.awaitText(panel + ".log", "<img src=x onerror='hacked =");
        }
        assertThat(browser.driver().executeScript("return typeof hacked")).isEqualTo("undefined");
        assertThat(folder.resolve("hostile.md")).as("the user's own folder").doesNotExist();
    }

    @Test
    @Order(7)
    void aDigestIsWrittenFromFeedsAndArrives() {
        browser.find("#ideas li:last-child button").click();
        browser.awaitText("#said", "was written from two feeds");
        for (String panel : List.of(TELEGRAM, DISCORD)) {
            browser.awaitText(panel + ".log", "Harbour News");
            browser.awaitText(panel + ".log", "harbour bridge");
            browser.awaitText(panel + ".log", "headlines only");
        }
    }

    private void drop(String name, String text) throws IOException {
        Path file = Files.writeString(elsewhere.resolve(name), text);
        browser.find("label[for=file]");
        browser.driver()
                .findElement(By.id("file"))
                .sendKeys(file.toAbsolutePath().toString());
    }

    @Test
    @Order(8)
    void theClockMovesAndWhatIsDueThenComes() {
        browser.find("button[data-hours='24']").click();
        browser.awaitText("#now", "Thu 12 Feb 2026");
        browser.find("#due").click();
        browser.awaitText("#said", "Nothing is scheduled.");
    }

    @Test
    @Order(9)
    void tooManyRequestsHoldAnAnswerBackUntilItIsSwitchedOff() {
        browser.find(TELEGRAM + "[data-fault=LIMITED]").click();
        browser.awaitThat(
                "document.querySelector('.telegram [data-fault=LIMITED]').getAttribute('aria-pressed') === 'true'");
        browser.awaitText(TELEGRAM + ".why", "429 Too Many Requests, retry after 5 seconds");
        browser.find(TELEGRAM + ".composer textarea").sendKeys("/help", Keys.ENTER);
        browser.awaitText(TELEGRAM + ".message:last-child", "/help");
        browser.find(TELEGRAM + "[data-fault=LIMITED]").click();
        browser.awaitText(TELEGRAM + ".message:last-child", "/settings");
    }

    @Test
    @Order(10)
    void anotherPersonHasAnotherChatInTheirLanguage() {
        browser.find(TELEGRAM + "select option:last-child").click();
        browser.find(TELEGRAM + ".start").click();
        browser.awaitText(TELEGRAM + ".message:last-child", "新闻摘要");
        assertThat(browser.text(TELEGRAM + ".log")).doesNotContain("/help");
    }

    private int messages(String panel) {
        return browser.driver().findElements(By.cssSelector(panel + ".message")).size();
    }

    @Test
    @Order(12)
    void whatComesInAConversationThatIsNotOpenIsCountedAndOneClickAway() throws IOException {
        drop("late.md", """
            ---
            title: "迟到的消息"
            date: 2026-02-12T06:00:00Z
            topic: late
            topicName: Late news
            ---

            - 今天港口恢复运营。
            """);
        browser.awaitText(TELEGRAM + ".elsewhere", "1 new · Olga, Private chat");
        browser.screenshot("try-elsewhere", Browser.DESKTOP, false);
        browser.axe();
        browser.find(TELEGRAM + ".elsewhere").click();
        browser.awaitText(TELEGRAM + ".message:last-child", "今天港口恢复运营。");
        assertThat(browser.driver()
                        .findElement(By.cssSelector(TELEGRAM + ".elsewhere"))
                        .isDisplayed())
                .isFalse();
        browser.awaitThat("[...document.fonts].some(font => font.family.includes('SC') && font.status === 'loaded')");
    }

    @Test
    @Order(14)
    void aPhoneShowsOneConversationAtATime() {
        browser.see(Browser.PHONE, false);
        assertThat(browser.find(".panel.telegram").isDisplayed()).isTrue();
        assertThat(browser.driver()
                        .executeScript("return document.querySelector('.telegram .log').getBoundingClientRect().top"))
                .as("one row stands above the conversation")
                .matches(top -> ((Number) top).intValue() < 60);
        browser.find("#simulate").click();
        assertThat(browser.find("#now").isDisplayed()).isTrue();
        browser.screenshot("try-phone-drawer", Browser.PHONE, false);
        browser.axe();
        browser.find(".switch [data-show=discord]").click();
        browser.find(".panel.discord");
        assertThat(browser.driver()
                        .findElement(By.cssSelector(".panel.telegram"))
                        .isDisplayed())
                .isFalse();
        assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(390L);
        browser.awaitThat("document.getElementById('said').childElementCount === 0");
        browser.screenshot("try-phone", Browser.PHONE, false);
        browser.axe();
    }

    @Test
    @Order(15)
    void everyLabelIsReadWholeOnAPhoneInEachLanguage() {
        browser.see(Browser.PHONE, false);
        browser.find(".switch [data-show=telegram]").click();
        Texts before = Texts.of("en");
        for (String language : Texts.languages()) {
            Texts texts = Texts.of(language);
            browser.find(TELEGRAM + ".composer textarea").sendKeys("/settings", Keys.ENTER);
            press(before.format("language-button"));
            press(texts.format("language-name"));
            before = texts;
        }
    }

    private void press(String label) {
        browser.awaitText(LAST + " .key", label);
        assertNothingIsCut();
        browser.driver().findElements(By.cssSelector(LAST + " .key")).stream()
                .filter(key -> key.getText().contains(label))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private void assertNothingIsCut() {
        assertThat(browser.driver()
                        .executeScript(
                                "return [...document.querySelectorAll(arguments[0])].filter(key => key.scrollWidth"
                                        + " > key.clientWidth).map(key => key.textContent)",
                                LAST + " .key"))
                .as("labels that are cut off")
                .isEqualTo(List.of());
    }

    @Test
    @Order(16)
    void thePagesScriptComplainsOfNothing() {
        assertThat(browser.complaints())
                .as("but of what it was refused, with a sentence")
                .allMatch(each -> each.contains("the server responded with a status of 400"));
    }
}
