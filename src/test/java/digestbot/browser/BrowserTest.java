package digestbot.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class BrowserTest {

    @Test
    void findsWhatKeepsPeopleOut() {
        try (Browser browser = Browser.openOrSkip()) {
            browser.open("data:text/html,<html lang=en><title>t</title><main><h1>t</h1><p>fine</p></main>");
            browser.axe();
            browser.open("data:text/html,<html lang=en><title>t</title><main><h1>t</h1><button></button></main>");
            assertThatThrownBy(browser::axe).hasMessageContaining("button-name");
        }
    }

    @Test
    void looksAtAPageInEverySizeAndLook() {
        try (Browser browser = Browser.openOrSkip()) {
            browser.see(Browser.PHONE, true);
            assertThat(browser.driver().executeScript("return innerWidth")).isEqualTo(390L);
            browser.awaitThat("matchMedia('(prefers-color-scheme: dark)').matches");
        }
    }
}
