package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.browser.Browser;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/// The conversation of one platform on the page of `try`, on a phone. The panel is a CSS selector.
record PhonePanel(Browser browser, String panel) {

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
                                "return [...document.querySelectorAll(arguments[0])]"
                                        + ".filter(key => key.scrollWidth > key.clientWidth).map(key => key.textContent)",
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
                ? numbers.stream().map(Number.class::cast).map(Number::intValue).toList()
                : List.of();
    }
}
