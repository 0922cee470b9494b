package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/// The way of a newcomer on the page of `try`, in a real browser of the size of a phone: from the first
/// message to a digest at a local time.
@Execution(ExecutionMode.SAME_THREAD)
class NewcomerPathTest {

    private static final int MOST_TAPS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        try (Stream<Path> samples = Files.list(Path.of("digests"))) {
            for (Path digest : samples.toList()) {
                Files.copy(digest, digests.resolve(digest.getFileName()));
            }
        }
        trial = TryRun.start(new SilentScreen(), SilentScreen.config(""), digests, TrialPorts.FREE);
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
        String panel = ".panel." + platform + " ";
        choose(panel, "Reader");
        choose(panel, platform.equals("telegram") ? "Private chat" : "Direct messages");
        browser.see(Browser.PHONE, false);
        browser.find(".switch [data-show=" + platform + "]").click();
        browser.find(panel + ".start").click();
        tap(panel, "US vs China");
        browser.awaitText(panel + ".message:last-child", "Subscribed to US vs China.");
        List<Integer> before = places(panel);
        tap(panel, "Choose a time");
        browser.awaitText(panel + ".message:last-child", "What time is it where you are?");
        tap(panel, "Berlin");
        browser.awaitText(panel + ".message:last-child", "Europe/Berlin");
        List<Integer> untouched = places(panel);
        tap(panel, "08:00");
        browser.awaitText(panel + ".message:last-child", "Every day 08:00");
        assertThat(places(panel))
                .as("the places of the buttons")
                .isEqualTo(untouched)
                .isNotEqualTo(before);
        tap(panel, "−15 min");
        browser.awaitText(panel + ".message:last-child", "Every day 07:45");
        assertThat(browser.text(panel + ".message:last-child")).contains("Time zone: Europe/Berlin");
        assertThat(taps).isLessThanOrEqualTo(MOST_TAPS);
        Path file = Files.writeString(elsewhere.resolve("next.md"), """
                ---
                title: The next day
                date: 2026-02-12T06:00:00Z
                topic: us-china
                topicName: US vs China
                ---

                - The next morning has come.
                """);
        browser.driver()
                .findElement(By.id("file"))
                .sendKeys(file.toAbsolutePath().toString());
        browser.awaitText("#said", "“The next day” was added.");
        await("the digest at a quarter to eight")
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .pollInSameThread()
                .until(() -> {
                    browser.driver().executeScript("document.getElementById('due').click()");
                    return browser.text(panel + ".message:last-child").contains("The next morning has come.");
                });
    }

    private void choose(String panel, String option) {
        browser.driver().findElements(By.cssSelector(panel + "select option")).stream()
                .filter(each -> each.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /// Taps the button of the last message whose label contains the text, once it is there.
    private void tap(String panel, String label) {
        await("a button " + label)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .pollInSameThread()
                .until(() -> button(panel, label).isPresent());
        assertNothingIsCut(panel);
        button(panel, label).orElseThrow().click();
        taps++;
    }

    private Optional<WebElement> button(String panel, String label) {
        return browser.driver().findElements(By.cssSelector(panel + ".message:last-child .key")).stream()
                .filter(key -> key.getText().contains(label))
                .findFirst();
    }

    private void assertNothingIsCut(String panel) {
        assertThat(browser.driver()
                        .executeScript(
                                "return [...document.querySelectorAll(arguments[0])]"
                                        + ".filter(key => key.scrollWidth > key.clientWidth).map(key => key.textContent)",
                                panel + ".message:last-child .key"))
                .as("labels that are cut off")
                .isEqualTo(List.of());
    }

    /// The places of the buttons from the end of the last message, in pixels, in reading order.
    private List<Integer> places(String panel) {
        Object found = browser.driver()
                .executeScript(
                        "const all = [...document.querySelectorAll(arguments[0])];"
                                + "const end = all.at(-1).getBoundingClientRect().bottom;"
                                + "return all.map(key => Math.round(end - key.getBoundingClientRect().bottom))",
                        panel + ".message:last-child .key");
        assertThat(found).isInstanceOf(List.class);
        return found instanceof List<?> numbers
                ? numbers.stream().map(Number.class::cast).map(Number::intValue).toList()
                : List.of();
    }
}
