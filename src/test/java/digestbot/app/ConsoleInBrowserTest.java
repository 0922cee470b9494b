package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.browser.Browser;
import digestbot.console.signin.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

@Tag("full")
class ConsoleInBrowserTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Tables that may be scrolled, the parts of a date, and the page itself.
    private static final int OTHER_STOPS = 24;

    private static final String PASSWORD = "the right words";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static BotFixture fixture;
    private static Bot bot;

    /// The address of a digest with two revisions.
    private static String corrected;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.openOrSkip();
        fixture = new BotFixture(folder);
        fixture.drop(
                "1.md", BotFixture.digest("trade", "2026-02-04", "Ports reopen <script>document.title='hit'</script>"));
        fixture.drop("2.md", BotFixture.digest("trade", "2026-02-05", "Talks go on."));
        fixture.drop("3.md", "no digest");
        fixture.drop("us-china.md", Files.readString(Path.of("digests/2026-02-11-us-china.md")));
        bot = Bot.start(
                fixture.config("delivery: {hold: on-warning}\nconsole: {port: -1, password-hash: \"%s\"}"
                        .formatted(Passwords.hash(PASSWORD))),
                GivenTime.CLOCK);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        corrected = correct();
        for (ChatDriver asker : ChatDriver.onBoth(fixture, 622)) {
            asker.ask("/subscribe trade");
        }
    }

    private static String correct() throws IOException {
        fixture.drop(
                "2.md",
                BotFixture.digest("trade", "2026-02-05", "Talks go on <b>tomorrow</b>.")
                        .replace("- The first side", "- A new point.\n- The first side"));
        return await().until(
                        () -> bot.database()
                                .read(tx -> tx.select("SELECT number FROM digest WHERE revision = 2")
                                        .mapTo(Long.class)
                                        .findOne()),
                        Optional::isPresent)
                .map(number -> "/digests/" + number)
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        if (bot != null) {
            browser.close();
            bot.close();
            fixture.close();
        }
    }

    @BeforeEach
    void signOut() {
        open("/sign-in");
        browser.driver().manage().deleteAllCookies();
        browser.see(Browser.DESKTOP, false);
        browser.forgetComplaints();
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + bot.consolePort().orElseThrow() + path);
    }

    private void signIn(String password) {
        browser.find("input[name=password]").sendKeys(password + Keys.ENTER);
    }

    /// Waits for the console, because navigating earlier would fail.
    private void signIn() {
        signIn(PASSWORD);
        browser.awaitText("header", "Sign out");
    }

    @Test
    void eachPageShowsItselfAndKeepsNobodyOut() throws Exception {
        open("/");
        look("sign-in");
        signIn();
        Map<String, String> pages = new LinkedHashMap<>();
        browser.driver().findElements(By.cssSelector("#pages a")).forEach(link -> {
            String path = Objects.requireNonNull(link.getDomAttribute("href"));
            pages.put(path.equals("/") ? "overview" : path.substring(1), path);
        });
        pages.put("digest", browser.find("#digests a").getDomAttribute("href"));
        pages.put("compare", pages.get("digest") + "?view=compare");
        pages.put("digest-withdraw", pages.get("digest") + "/withdraw");
        pages.put("source", corrected + "/source/2");
        pages.put("changes", corrected + "/changes/2");
        assertThat(pages).hasSizeGreaterThan(5);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            open(page.getValue());
            if (page.getKey().equals("subscribers")) {
                browser.awaitText("#counts", "Perspectives, languages and time zones");
            }
            look("console-" + page.getKey());
        }
        assertThat(browser.driver().getTitle()).doesNotContain("hit");
        assertThat(browser.complaints()).isEmpty();
    }

    /// In every size and color scheme, nothing is wider than the screen.
    private void look(String name) {
        browser.screenshots(name);
        browser.awaitThat("document.documentElement.scrollWidth <= innerWidth");
    }

    @Test
    void theKeyboardAloneReachesEverythingThatCanBeUsed() {
        open("/");
        signIn();
        open("/broadcasts");
        browser.find("textarea").sendKeys("With the keyboard.");
        String broadcast = "/broadcasts/" + drafted();
        for (String path : List.of(
                "/",
                "/digests",
                corrected,
                corrected + "/withdraw",
                corrected + "/source/2",
                corrected + "/changes/2",
                "/broadcasts",
                broadcast,
                broadcast + "/discard",
                "/deliveries",
                "/subscribers",
                "/audit",
                "/configuration")) {
            open(path);
            // A replaced part would lose its numbers.
            Object wanted = browser.driver().executeScript("""
                    window.fetch = () => new Promise(() => {});
                    [...document.querySelectorAll('a[href], button:enabled, input:not([type=hidden]), select, textarea, summary')]
                        .filter(each => each.checkVisibility())
                        .forEach((each, i) => each.dataset.stop = i);
                    return [...document.querySelectorAll('[data-stop]')].map(each => each.dataset.stop);
                    """);
            List<?> stops = (List<?>) Objects.requireNonNull(wanted);
            List<Object> reached = new ArrayList<>();
            for (int i = 0; i < stops.size() + OTHER_STOPS && !reached.containsAll(stops); i++) {
                new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
                reached.add(browser.driver().executeScript("return document.activeElement.dataset.stop || ''"));
            }
            assertThat(reached).as(path).containsAll(stops);
        }
    }

    private static String drafted() {
        browser.find(".write button").click();
        browser.awaitText("h1", "Broadcast ");
        return browser.text("h1").substring("Broadcast ".length());
    }

    @Test
    void aBroadcastIsWrittenSentReportedAndWithdrawn() {
        open("/broadcasts");
        signIn();
        browser.find("textarea")
                .sendKeys("**From Monday** digests come an hour earlier.\n\n[[What changes]](https://example.org/)");
        browser.awaitText("#previews .chat.telegram", "From Monday digests come");
        look("console-broadcast-new");
        browser.see(Browser.DESKTOP, false);
        String broadcast = drafted();
        browser.awaitText(".chat.telegram", "From Monday digests come");
        browser.awaitText(".chat.discord", "What changes ↗");
        browser.awaitText("section", "2 recipients (Telegram 1, Discord 1) · everyone");
        browser.awaitThat("document.cookie.includes('zone=' + Intl.DateTimeFormat().resolvedOptions().timeZone)");
        look("console-broadcast-draft");
        browser.see(Browser.DESKTOP, false);
        browser.find("textarea").sendKeys("x");
        browser.awaitText("#send", "The message has changes that are not saved.");
        browser.awaitThat("[...document.querySelectorAll('#send button')].every(button => button.disabled)");
        browser.find("textarea").sendKeys(Keys.BACK_SPACE);
        browser.awaitThat("![...document.querySelectorAll('#send button')].some(button => button.disabled)");
        press("Schedule for 2…");
        browser.awaitText("[role=alert]", "Enter a date and time.");
        browser.awaitThat(
                "document.activeElement.name === 'at' && document.activeElement.matches('[aria-invalid=true]')");
        look("console-broadcast-error");
        browser.see(Browser.DESKTOP, false);
        browser.click(By.cssSelector("option[value=telegram]"));
        browser.awaitText("#recipient-count", "1 recipient (Telegram 1)");
        press("Apply");
        browser.awaitText("[role=status]", "Recipients updated.");
        press("Send to 1");
        // What is said then leaves with the page's next look, which may be first.
        browser.awaitThat("document.querySelector('#progress') && location.search === ''");
        browser.driver().navigate().refresh();
        browser.awaitText("#progress", "Withdraw from 1 chat…");
        assertThat(browser.driver().findElements(By.cssSelector(".alert")))
                .as("what was said before")
                .isEmpty();
        look("console-broadcast-report");
        browser.see(Browser.DESKTOP, false);
        browser.click(By.partialLinkText("Withdraw from 1 chat"));
        browser.awaitText("h1", "Withdraw broadcast " + broadcast + "?");
        look("console-broadcast-withdraw");
        browser.see(Browser.DESKTOP, false);
        press("Withdraw from 1 chat");
        browser.awaitThat("!document.querySelector('h1').textContent.startsWith('Withdraw')");
        open("/broadcasts");
        browser.awaitText("#history", "withdrawn");
    }

    @Test
    void whatIsUnfoldedStaysSoWhileThePageLooksAgain() {
        open("/subscribers");
        signIn();
        browser.awaitText("#counts", "Perspectives, languages and time zones");
        browser.find("summary").click();
        stays("details[open]");
    }

    @Test
    void aTableIsAStopOfTheKeyboardOnlyWhereItScrolls() {
        open("/");
        signIn();
        browser.awaitText("#digests", "Thu 5 Feb");
        browser.awaitThat(
                "document.querySelectorAll('.scroll').length > 0 && !document.querySelector('.scroll[tabindex]')");
        browser.see(Browser.PHONE, false);
        open(corrected);
        browser.awaitThat(
                "document.querySelector('#revisions .scroll[tabindex]')?.getAttribute('aria-label') === 'Revisions'");
        browser.awaitThat("[...document.querySelectorAll('.scroll')]"
                + ".every(each => each.scrollWidth > each.clientWidth === each.hasAttribute('tabindex'))");
    }

    /// The page polls every two seconds, at least twice by the time that another page of its kind
    /// has noticed a change.
    private void stays(String selector) {
        browser.driver().executeScript("""
                window.looks = 0;
                const plain = window.fetch;
                window.fetch = async (...asked) => {
                  const answer = await plain(...asked);
                  window.looks++;
                  return answer;
                };
                """);
        browser.awaitThat("window.looks > 1");
        assertThat(browser.driver().findElements(By.cssSelector(selector))).isNotEmpty();
    }

    private void press(String label) {
        browser.click(By.xpath("//button[normalize-space()='" + label + "']"));
    }

    @Test
    void theHistoryIsDrawnAndIsATableToo() {
        open("/");
        signIn();
        browser.awaitThat("document.querySelectorAll('#deliveries canvas').length === 2");
        browser.click(By.cssSelector("#deliveries summary"));
        browser.awaitText("#deliveries table", "Median");
        browser.click(By.linkText("30 d"));
        browser.awaitText("#deliveries h2", "per day");
        browser.awaitThat("document.querySelectorAll('#deliveries canvas').length === 2");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPageThatIsLookedAtShowsWhatComes() throws Exception {
        open("/");
        signIn();
        browser.awaitText("#digests", "Thu 5 Feb");
        browser.driver().executeScript("document.querySelector('#digests a').focus()");
        fixture.drop("4.md", BotFixture.digest("trade", "2026-02-06", "More of it."));
        browser.awaitText("#digests", "Fri 6 Feb");
        assertThat(browser.driver().executeScript("return document.activeElement.closest('#digests a') !== null"))
                .as("who is at a link is at one afterwards")
                .isEqualTo(true);
    }
}
