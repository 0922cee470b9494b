package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import digestbot.i18n.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/// A newcomer's path on the page of `try`, in a real browser of the size of a phone: from the first
/// message to a digest at a local time, and to each language, in which every label can be read
/// whole.
@Tag("full")
class NewcomerPathTest {

    private static final int MOST_TAPS = 5;

    @TempDir
    Path digests;

    @TempDir
    Path elsewhere;

    private Browser browser;
    private TryRun trial;
    private int taps;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        browser = Browser.openOrSkip();
        trial = SampleTrial.start(digests);
        browser.open(trial.servePage().toString());
        assertThat(trial.deliverAll()).isTrue();
    }

    @AfterEach
    void close() {
        Optional.ofNullable(trial).ifPresent(TryRun::close);
        Optional.ofNullable(browser).ifPresent(Browser::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "discord"})
    void aDigestAtAQuarterToEightInBerlinIsFiveTapsAway(String platform) throws IOException {
        PhonePanel panel = PhonePanel.show(browser, platform, "Ben");
        panel.start();
        tap(panel, "US vs China");
        panel.awaitText("Subscribed to US vs China.");
        List<Integer> before = panel.places();
        tap(panel, "Choose a time");
        panel.awaitText("What time is it where you are?");
        tap(panel, "Berlin");
        panel.awaitText("Time zone: Berlin");
        List<Integer> untouched = panel.places();
        tap(panel, "08:00");
        panel.awaitText("Every day 08:00");
        assertThat(panel.places())
                .as("the places of the buttons")
                .isEqualTo(untouched)
                .isNotEqualTo(before);
        tap(panel, "−15 min");
        panel.awaitText("Every day 07:45");
        assertThat(panel.text()).contains("Time zone: Berlin");
        assertThat(taps).isLessThanOrEqualTo(MOST_TAPS);
        Path file = Files.writeString(elsewhere.resolve("next.md"), """
            ---
            title: The next day
            date: 2026-02-12T06:00:00Z
            topic: us-china
            topicName: US vs China
            perspectives:
              - {id: us, name: US}
              - {id: china, name: China}
              - {id: eu, name: EU}
            ---

            - The next morning has come.

            ## US

            - The first side says its part.

            ## China

            - The second side says its part.

            ## EU

            - The third side says its part.
            """);
        browser.driver()
                .findElement(By.id("file"))
                .sendKeys(file.toAbsolutePath().toString());
        browser.awaitText("#said", "“The next day” was put into the folder.");
        await("the digest at a quarter to eight")
                .until(
                        trial.bot::nextDue,
                        due -> due.map(at -> LocalTime.ofInstant(at, ZoneId.of("Europe/Berlin")))
                                .equals(Optional.of(LocalTime.of(7, 45))));
        browser.driver().executeScript("document.getElementById('due').click()");
        panel.awaitText("The next morning has come.");
        looksAtEachLanguage(panel);
    }

    private void looksAtEachLanguage(PhonePanel panel) {
        Texts before = Texts.of("en");
        for (String language : Texts.languages()) {
            Texts texts = Texts.of(language);
            panel.write("/settings");
            panel.tap(before.format("language-button"));
            panel.tap(texts.format("language-name"));
            panel.write("/today us-china");
            panel.awaitText(texts.day(LocalDate.parse("2026-02-12")));
            panel.assertNothingIsCut();
            before = texts;
        }
    }

    private void tap(PhonePanel panel, String label) {
        panel.tap(label);
        taps++;
    }

    /// The conversation of one platform on the page of `try`, on a phone. The panel is a CSS selector.
    private record PhonePanel(Browser browser, String panel) {

        private static final String LAST = ".message:last-child";

        /// The person's own chat on the platform.
        static PhonePanel show(Browser browser, String platform, String person) {
            var shown = new PhonePanel(browser, ".panel." + platform + " ");
            browser.see(Browser.DESKTOP, false);
            shown.choose(person);
            shown.choose(platform.equals("telegram") ? "Private chat" : "Direct messages");
            browser.see(Browser.PHONE, false);
            browser.find(".switch [data-show=" + platform + "]").click();
            return shown;
        }

        private void choose(String option) {
            tap("select option", option);
        }

        /// Waits for the element whose text contains this.
        private void tap(String selector, String text) {
            await("%s in %s".formatted(text, selector))
                    .ignoreException(StaleElementReferenceException.class)
                    .pollInSameThread()
                    .until(() -> {
                        Optional<WebElement> found =
                                browser.driver().findElements(By.cssSelector(panel + selector)).stream()
                                        .filter(each -> each.getText().contains(text))
                                        .findFirst();
                        found.ifPresent(WebElement::click);
                        return found.isPresent();
                    });
        }

        void start() {
            browser.find(panel + ".start").click();
        }

        void write(String line) {
            browser.find(panel + ".composer textarea").sendKeys(line, Keys.ENTER);
        }

        void awaitText(String text) {
            browser.awaitText(panel + LAST, text);
        }

        String text() {
            return browser.text(panel + LAST);
        }

        /// Waits for the button of the last message.
        void tap(String label) {
            browser.awaitText(panel + LAST + " .key", label);
            assertNothingIsCut();
            tap(LAST + " .key", label);
        }

        void assertNothingIsCut() {
            assertThat(browser.driver()
                            .executeScript(
                                    "return [...document.querySelectorAll(arguments[0])].filter(key => key.scrollWidth"
                                            + " > key.clientWidth).map(key => key.textContent)",
                                    panel + LAST + " .key"))
                    .as("labels that are cut off")
                    .isEqualTo(List.of());
        }

        /// From the end of the last message, in pixels, in reading order.
        List<Integer> places() {
            Object found = browser.driver()
                    .executeScript(
                            "const all = [...document.querySelectorAll(arguments[0])];"
                                    + "const end = all.at(-1).getBoundingClientRect().bottom;"
                                    + "return all.map(key => Math.round(end - key.getBoundingClientRect().bottom))",
                            panel + LAST + " .key");
            assertThat(found).isInstanceOf(List.class);
            return found instanceof List<?> numbers
                    ? numbers.stream()
                            .map(Number.class::cast)
                            .map(Number::intValue)
                            .toList()
                    : List.of();
        }
    }
}
