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

/// The Chromium that is installed, without a window, with a profile of its own. It requests nothing
/// but the pages that a test opens, and downloads nothing.
public final class Browser implements AutoCloseable {

    /// A screen that shows a page's columns side by side.
    public static final Size DESKTOP = new Size(1440, 900);

    /// A phone held upright.
    public static final Size PHONE = new Size(390, 844);

    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<String> DRIVERS = List.of(
            "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    private static final List<String> QUIET = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-sync",
            "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Path profile;
    private final ChromeDriver driver;

    /// The size of the window, in CSS pixels.
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

    /// Starts the browser; where none is installed, the test that asked is skipped and says so.
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

    /// The driver itself, for anything that has no method here.
    public ChromeDriver driver() {
        return driver;
    }

    /// Goes to the address.
    public void open(String url) {
        driver.get(url);
    }

    /// From now on pages have this size, and the browser prefers dark or light.
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

    /// Saves a screenshot as `target/screenshots/NAME.png`, and leaves the browser in that size and
    /// color scheme.
    public void screenshot(String name, Size size, boolean dark) {
        see(size, dark);
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Saves screenshots of the page in light and dark on a desktop and on a phone, and checks each
    /// with [#axe]. The last one is a phone.
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

    /// The one element that the CSS selector finds, once there is one that is shown.
    public WebElement find(String selector) {
        patiently(selector)
                .until(() ->
                        driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed));
        return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    /// Clicks the first element, once it is there: a part of a page may be replaced between being found and clicked.
    public void click(By what) {
        patiently("a click of " + what)
                .untilAsserted(() -> driver.findElement(what).click());
    }

    /// Waits until the elements that the CSS selector finds contain this text, together.
    public void awaitText(String selector, String text) {
        patiently("“%s” in %s".formatted(text, selector))
                .until(() -> text(selector).contains(text));
    }

    /// The text of all elements that the CSS selector finds, as it is shown.
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

    /// Waits until the expression, in the page's own script, is true.
    public void awaitThat(String expression) {
        patiently(expression)
                .ignoreException(JavascriptException.class)
                .until(() -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + expression + ")")));
    }

    /// Checks with axe-core that nothing on the page is a serious obstacle to accessibility, or
    /// worse.
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

    /// The errors of the page's script so far; a correct page has none.
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /// From now on only new errors are reported.
    public void forgetComplaints() {
        driver.manage().logs().get("browser");
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } catch (WebDriverException _) {
            // It is gone already.
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException _) {
            // A file of the profile was still being written: the system's temporary folder is cleaned in time.
        }
    }
}
