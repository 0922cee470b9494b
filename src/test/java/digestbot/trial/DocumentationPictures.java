package digestbot.trial;

import digestbot.browser.Browser;
import digestbot.browser.Browser.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/// Makes the pictures of the documentation: `docs/make-pictures`. They show `try` with the digests
/// of the folder `digests` and the shipped configuration, and one more digest that is held, on the ports that it
/// usually has, so that the same digests give the same pictures on machines with the same fonts.
final class DocumentationPictures {

    private static final Path DOCS = Path.of("docs");
    private static final String TELEGRAM = ".panel.telegram ";
    private static final String DISCORD = ".panel.discord ";
    private static final String NEWEST = "A new cargo route opens";
    private static final String TITLE = "US vs China, Wednesday 11 February";
    private static final String HELD = """
            ---
            title: "World Energy, the evening of 11 February"
            date: 2026-02-11T05:40:00Z
            topic: energy
            topicName: "World Energy"
            edition: evening
            perspectives:
              - {id: eu, name: "European Union", count: 1}
              - {id: us, name: "United States", count: 1}
            ---

            ## Overall Highlights

            - **The first port** switches its cranes to shore power.

            <!--more-->

            ## European Union Perspective

            - The port names the price of a kilowatt hour for the first time.
            - Neighbouring ports want to copy the contract.
            """;

    private static final Size BROADCAST_PAGE = new Size(1440, 860);

    private static final Size SITE_PAGE = new Size(1280, 1380);

    private static final Size TRY_PAGE = new Size(1440, 1180);

    private final Browser browser;

    private DocumentationPictures(Browser browser) {
        this.browser = browser;
    }

    static void main() throws Exception {
        try (Browser browser = Browser.openOrSkip()) {
            var pictures = new DocumentationPictures(browser);
            pictures.ofTry();
        }
    }

    private void ofTry() throws IOException, InterruptedException {
        Path digests = Files.createTempDirectory("digestbot-pictures");
        try (TryRun trial = SampleTrial.start(
                digests, SampleTrial.holding(), SandboxTrial.TrialPorts.free(SandboxTrial.TrialPorts.DEFAULT_PORT))) {
            browser.open(trial.servePage().toString());
            if (!trial.deliverAll()) {
                throw new IllegalStateException("not all digests were delivered");
            }
            tryPage();
            card();
            site(trial.site().orElseThrow().toString());
            trial.addSampleAudience();
            Files.writeString(digests.resolve("2026-02-11-energy.evening.md"), HELD);
            String console = trial.console().orElseThrow().toString();
            overviewInConsole(console);
            digestInConsole(console);
            broadcastInConsole(console);
        }
    }

    private void tryPage() throws IOException {
        for (String panel : List.of(TELEGRAM, DISCORD)) {
            browser.awaitText(panel + ".log", NEWEST);
            browser.awaitText(panel + ".log", "The route takes sixteen days, not sixty.");
        }
        browser.see(TRY_PAGE, false);
        browser.driver()
                .executeScript(
                        "document.querySelectorAll('.message:last-child').forEach(each => each.scrollIntoView())");
        shoot("try-page", TRY_PAGE);
    }

    private void card() throws IOException {
        browser.find(TELEGRAM + ".composer textarea").sendKeys("/card us-china", Keys.ENTER);
        browser.awaitThat("document.querySelector('.telegram .picture')?.naturalWidth > 500");
        Object picture = browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                fetch(document.querySelector('.telegram .picture').src)
                    .then(answer => answer.blob())
                    .then(blob => {
                        const reader = new FileReader();
                        reader.onload = () => done(reader.result);
                        reader.readAsDataURL(blob);
                    });
                """);
        String encoded = String.valueOf(picture);
        write("card", Base64.getDecoder().decode(encoded.substring(encoded.indexOf(',') + 1)));
    }

    private void site(String site) throws IOException {
        browser.open(site + "us-china/2026-02-11/");
        browser.awaitText("h1", NEWEST);
        shoot("site", SITE_PAGE);
    }

    private void overviewInConsole(String console) throws IOException {
        browser.open(console + "?range=7d");
        browser.awaitText("#attention", "World Energy");
        browser.awaitThat("document.querySelectorAll('canvas').length > 1");
        shoot("console-overview", Browser.DESKTOP);
    }

    private void digestInConsole(String console) throws IOException {
        browser.open(console + "digests");
        browser.find("main");
        browser.driver().findElement(By.linkText(TITLE)).click();
        browser.awaitText(".chat.discord", NEWEST);
        shoot("console-digest", Browser.DESKTOP);
    }

    private void broadcastInConsole(String console) throws IOException {
        browser.open(console + "broadcasts");
        browser.find("textarea[name=text]")
                .sendKeys("**From Monday** digests come an hour earlier.\n\n[What changes](https://example.org/plan)");
        browser.find("main form button").click();
        browser.awaitText("h1", "Broadcast 1");
        shoot("console-broadcast", BROADCAST_PAGE);
    }

    private void shoot(String name, Size size) throws IOException {
        browser.see(size, false);
        browser.awaitThat("document.fonts.status === 'loaded'");
        write(name, browser.driver().getScreenshotAs(OutputType.BYTES));
    }

    private static void write(String name, byte[] png) throws IOException {
        byte[] small = small(png);
        Files.write(DOCS.resolve(name + ".png"), small);
        System.out.printf("docs/%s.png: %,d bytes%n", name, small.length);
    }

    /// In fewer bytes: without transparency, and with the strongest compression.
    private static byte[] small(byte[] png) throws IOException {
        BufferedImage all = ImageIO.read(new ByteArrayInputStream(png));
        var opaque = new BufferedImage(all.getWidth(), all.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.getGraphics().drawImage(all, 0, 0, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0);
        var bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), param);
        } finally {
            writer.dispose();
        }
        byte[] small = bytes.toByteArray();
        return small.length < png.length ? small : png;
    }
}
