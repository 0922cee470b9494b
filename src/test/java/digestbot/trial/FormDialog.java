package digestbot.trial;

import digestbot.browser.Browser;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The form of Discord that is open on the page of `try`.
record FormDialog(Browser browser) {

    private static final String OPEN = "#form[open] ";

    /// Waits for the form.
    static FormDialog await(Browser browser, String title) {
        browser.awaitText(OPEN + "h2", title);
        return new FormDialog(browser);
    }

    /// The fields from top to bottom, each with its text or the chosen options.
    List<String> fields() {
        return all(OPEN + "#fields > .field").stream()
                .map(field -> name(field) + ": " + value(field))
                .toList();
    }

    private static String value(WebElement field) {
        List<WebElement> options = field.findElements(By.cssSelector(".field-option"));
        return options.isEmpty()
                ? String.valueOf(text(field).getDomProperty("value"))
                : String.join(
                        ", ",
                        options.stream()
                                .filter(option ->
                                        option.findElement(By.tagName("input")).isSelected())
                                .map(WebElement::getText)
                                .toList());
    }

    private static WebElement text(WebElement field) {
        return field.findElement(By.cssSelector("input, textarea"));
    }

    /// Replaces the text of a field by typing.
    void write(String field, String text) {
        text(field(field)).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    /// Sends the form, and waits until it is closed.
    void submit() {
        browser.find(OPEN + "button[type=submit]").click();
        awaitClosed();
    }

    /// Closes the form without sending it.
    void cancel() {
        browser.find(OPEN + "#form-cancel").click();
        awaitClosed();
    }

    private void awaitClosed() {
        browser.awaitThat("!document.getElementById('form').open");
    }

    private WebElement field(String name) {
        return all(OPEN + "#fields > .field").stream()
                .filter(field -> name(field).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no field " + name + " in " + fields()));
    }

    /// The name of a field, without the mark of those that must be filled.
    private static String name(WebElement field) {
        String name = field.findElement(By.className("field-name")).getText();
        return name.endsWith(" *") ? name.substring(0, name.length() - 2) : name;
    }

    private List<WebElement> all(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }
}
