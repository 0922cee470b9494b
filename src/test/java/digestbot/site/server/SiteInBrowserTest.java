package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.browser.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/// The pages of the site in a real browser: on a desktop and a phone, in light and dark, without
/// script, and accessible to everybody.
@Tag("full")
@TestInstance(Lifecycle.PER_CLASS)
class SiteInBrowserTest {

    private static final Browser.Size NARROW = new Browser.Size(320, 700);

    @AutoClose
    private final Browser browser = Browser.openOrSkip();

    @AutoClose
    private final SiteFixture site;

    SiteInBrowserTest(@TempDir Path folder) throws IOException {
        site = new SiteFixture(folder);
        site.copy(Path.of("digests"));
        site.copy(Path.of("src/test/resources/digests"));
        site.write("2026-02-12-climate.ar.md", SampleTexts.ARABIC);
        String first = Files.readString(Path.of("digests/2026-02-11-us-china.md"));
        site.write("2026-02-11-us-china.md", first.replace("ask for longer", "ask again for longer"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            home, /
            topic, /us-china/
            earlier, /us-china/?before=2026-02-11
            day, /us-china/2026-02-11/
            day-chinese, /zh-cn/us-china/2026-02-11/
            day-three, /energy/2026-02-11/
            perspective, /us-china/2026-02-11/china/
            day-arabic, /climate/2026-02-12/
            search, /en/search/?q=route
            about, /en/about/
            missing, /nothing/
            """)
    void everyPageIsWhole(String name, String path) {
        browser.forgetComplaints();
        browser.open(site.url(path));
        assertThat(browser.driver().findElements(By.cssSelector(".nothing")).isEmpty())
                .isEqualTo(!name.equals("missing"));
        assertThat((Long) browser.driver()
                        .executeScript("return performance.getEntriesByType('navigation')[0].decodedBodySize"))
                .as("bytes of the page")
                .isBetween(1L, 25_000L);
        browser.screenshots("site-" + name);
        browser.see(NARROW, false);
        assertThat((Boolean)
                        browser.driver().executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than a small phone")
                .isTrue();
        assertThat(browser.complaints().stream().filter(each -> !each.contains("404")))
                .isEmpty();
    }

    @Test
    void manyTopicsAndLongAddressesLeaveThePageShort() throws IOException {
        String sources = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "%d. [A headline of article %d](https://wire.example/%s) - Wire %d (2/11/2026)\n"
                        .formatted(i, i, "a1B2".repeat(125), i))
                .collect(Collectors.joining());
        for (String topic : List.of("a-long-name", "b-long-name", "c-long-name")) {
            site.write(topic + ".md", """
                    ---
                    topic: %s
                    date: 2026-02-11
                    ---
                    - The news.

                    <!--more-->

                    ## China

                    - A point.

                    ## Sources

                    %s""".formatted(topic, sources));
        }
        browser.open(site.url("/c-long-name/2026-02-11/"));
        browser.see(Browser.PHONE, false);
        assertThat(number("document.querySelectorAll('.places li').length")).isGreaterThanOrEqualTo(7);
        assertThat(number("document.querySelector('header.site').offsetHeight")).isLessThanOrEqualTo(110);
        assertThat(number("performance.getEntriesByType('navigation')[0].decodedBodySize"))
                .isLessThanOrEqualTo(25_000);
        String sourcesShown = "Number(document.querySelector('#sources li').checkVisibility())";
        assertThat(number(sourcesShown)).isZero();
        browser.see(Browser.DESKTOP, false);
        assertThat(number(sourcesShown)).isOne();
    }

    private long number(String script) {
        return (Long) browser.driver().executeScript("return " + script);
    }

    @Test
    void arabicIsReadFromTheRight() {
        browser.open(site.url("/climate/2026-02-12/"));
        assertThat(browser.find("html").getDomAttribute("dir")).isEqualTo("rtl");
        assertThat(browser.find("h1").getCssValue("direction")).isEqualTo("rtl");
        assertThat(List.of(
                        browser.find(".perspective").getCssValue("text-align"),
                        browser.find("footer.site").getCssValue("direction")))
                .containsExactly("start", "ltr");
    }

    /// Nothing that a digest contains runs, and nothing is a link to a script.
    @Test
    void hostileDigestsAreOnlyText() throws IOException {
        site.write(
                "2026-02-08-us-china.md", Files.readString(Path.of("src/test/resources/digests/bad/hostile-text.md")));
        site.write("2026-02-07-us-china.md", SampleTexts.HOSTILE);
        for (String path :
                List.of("/us-china/2026-02-08/", "/us-china/2026-02-07/", "/us-china/2026-02-07/us/", "/us-china/")) {
            browser.forgetComplaints();
            browser.open(site.url(path));
            assertThat(browser.driver()
                            .executeScript("return document.querySelectorAll("
                                    + "'script:not([type=\"application/ld+json\"]), img, iframe, style, form, [onerror], [onclick],"
                                    + " a[href^=\"javascript\" i], a[href^=\"data\" i]').length"))
                    .as(path)
                    .isEqualTo(0L);
            assertThat(browser.driver()
                            .executeScript("return JSON.parse(document.querySelector("
                                    + "'script[type=\"application/ld+json\"]')?.textContent ?? '{}') !== null"))
                    .isEqualTo(true);
            assertThat(browser.complaints()).as(path).isEmpty();
            browser.axe();
        }
    }
}
