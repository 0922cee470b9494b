package digestbot.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The installed Chromium, without a window, with a profile of its own. It requests only the pages
/// that a test opens, and downloads nothing.
public final class Browser implements AutoCloseable {

    /// Shows a page's columns side by side.
    public static final Size DESKTOP = new Size(1440, 900);
    public static final Size PHONE = new Size(390, 844);

    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of(
            "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    private static final List<String> QUIET = List.of("""
            --headless=new; --no-sandbox; --disable-gpu; --disable-quic; --disable-dev-shm-usage; --no-first-run;
            --disable-background-networking; --disable-component-update; --disable-default-apps; --disable-sync;
            --hide-scrollbars; --host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost\
            """.split(";\\s"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Path profile;
    private final ChromeDriver driver;

    /// In CSS pixels.
    public record Size(int width, int height) {}

    private Browser(Path browser, Path driverFile) {
        try {
            profile = Files.createTempDirectory("digestbot-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var options = new ChromeOptions().setBinary(browser.toFile()).addArguments(QUIET);
        options.addArguments("--user-data-dir=" + profile);
        var heard = new LoggingPreferences();
        heard.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, heard);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(driverFile.toString()))
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
        see(DESKTOP, false);
    }

    /// Skips the test, with a message, if no browser is installed.
    public static Browser openOrSkip() {
        return new Browser(installed("browser", BROWSERS), installed("driver", DRIVERS));
    }

    private static Path installed(String what, List<String> paths) {
        return paths.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("There is no " + what + " at any of " + paths
                        + ": install chromium and chromium-driver to test what pages do."));
    }

    /// For actions that have no method here.
    public ChromeDriver driver() {
        return driver;
    }

    public void open(String url) {
        driver.get(url);
    }

    /// Sets the size of pages, and the preferred color scheme.
    public void see(Size size, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width(), "height", size.height(), "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /// Writes `target/screenshots/NAME.png`, and leaves the browser in that size and color scheme.
    public void screenshot(String name, Size size, boolean dark) {
        see(size, dark);
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In light and dark on a desktop and on a phone, each checked with [#axe]. The last one is a
    /// phone.
    public void screenshots(String name) {
        screenshot(name + "-light", DESKTOP, false);
        axe();
        screenshot(name + "-dark", DESKTOP, true);
        axe();
        screenshot(name + "-phone-dark", PHONE, true);
        axe();
        screenshot(name + "-phone", PHONE, false);
        axe();
    }

    /// Waits for an element that is shown.
    public WebElement find(String selector) {
        patiently(selector)
                .until(() ->
                        driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed));
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    /// A part of a page may be replaced between being found and clicked.
    public void click(By what) {
        patiently("a click of " + what)
                .untilAsserted(() -> driver.findElement(what).click());
    }

    /// All elements that the selector finds contain the text together.
    public void awaitText(String selector, String text) {
        patiently("“%s” in %s".formatted(text, selector))
                .untilAsserted(() -> assertThat(text(selector)).contains(text));
    }

    /// As it is shown.
    public String text(String selector) {
        return String.join(
                "\n",
                driver.findElements(By.cssSelector(selector)).stream()
                        .map(WebElement::getText)
                        .toList());
    }

    private static ConditionFactory patiently(String what) {
        return Awaitility.await(what)
                .ignoreException(StaleElementReferenceException.class)
                .pollInSameThread();
    }

    /// The expression runs in the page's own script.
    public void awaitThat(String expression) {
        patiently(expression)
                .ignoreException(JavascriptException.class)
                .until(() -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + expression + ")")));
    }

    /// Checks with axe-core that the page has no serious obstacle to accessibility.
    public void axe() {
        driver.executeScript(script());
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(result => done(result.violations
                    .filter(each => each.impact === 'serious' || each.impact === 'critical')
                    .map(each => each.id + ': ' + each.help + ' at '
                        + each.nodes.slice(0, 5).map(node => node.target + ' (' + node.failureSummary + ')').join('; '))))
                  .catch(error => done(['axe failed: ' + error]));
                """);
        assertThat(found).asInstanceOf(LIST).isEmpty();
    }

    private static String script() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe-core is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A correct page has none.
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    public void forgetComplaints() {
        driver.manage().logs().get("browser");
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } catch (WebDriverException _) {
            // The browser is gone already.
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException _) {
            // A file of the profile was still being written: the system's temporary folder is
            // cleaned in time.
        }
    }
}
