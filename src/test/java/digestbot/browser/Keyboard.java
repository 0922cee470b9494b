package digestbot.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// The keyboard of somebody who has nothing else: no pointer, and no script in the page.
public final class Keyboard {

    /// More stops than a page has.
    private static final int MOST_STOPS = 250;

    private final Browser browser;

    public Keyboard(Browser browser) {
        this.browser = browser;
    }

    /// Presses the Tab key until the control with that name has the focus.
    ///
    /// @param name as a screen reader says it
    public void goTo(String name) {
        List<String> reached = new ArrayList<>();
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            String focused = focused();
            if (focused.equals(name)) {
                return;
            }
            reached.add(focused);
            type(Keys.TAB);
        }
        throw new AssertionError("“" + name + "” is not among " + reached);
    }

    /// Goes to the link or button with that name and presses Enter.
    public void enter(String name) {
        goTo(name);
        type(Keys.ENTER);
    }

    /// Goes to the button with that name and presses the space bar.
    public void space(String name) {
        goTo(name);
        type(Keys.SPACE);
    }

    /// Goes to the field with that name and types.
    public void fill(String name, String text) {
        goTo(name);
        type(text);
    }

    private void type(CharSequence keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /// The name of what has the focus; empty if it was just replaced, or is the page.
    private String focused() {
        try {
            WebElement focused = browser.driver().switchTo().activeElement();
            return focused.getTagName().equals("body")
                    ? ""
                    : Objects.requireNonNullElse(focused.getAccessibleName(), "")
                            .strip();
        } catch (StaleElementReferenceException _) {
            return "";
        }
    }
}
