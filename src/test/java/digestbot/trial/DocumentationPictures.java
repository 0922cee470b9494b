package digestbot.trial;

import digestbot.app.Bot;
import digestbot.app.BotFixture;
import digestbot.browser.Browser;
import digestbot.browser.Browser.Size;
import digestbot.config.ConfigReader;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/// Makes the pictures of the documentation: `docs/make-pictures`.
///
/// The bots deliver the digests of the folder `digests`, at a time of the newest one's day, so that
/// the same digests give the same pictures as far as the machine has the same fonts.
final class DocumentationPictures {

    private static final Path DOCS = Path.of("docs");
    private static final Path DIGESTS = Path.of("digests");
    private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");
    private static final String TELEGRAM = ".panel.telegram ";
    private static final String DISCORD = ".panel.discord ";
    private static final String NEWEST = "US vs China · Wed 11 February 2026";
    private static final String TITLE = "US vs China, Wednesday 11 February";
    private static final Size BROADCAST_PAGE = new Size(1440, 860);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long READER = 501;

    private final Browser browser;

    private DocumentationPictures(Browser browser) {
        this.browser = browser;
    }

    static void main() throws Exception {
        try (Browser browser = Browser.openOrSkip()) {
            var pictures = new DocumentationPictures(browser);
            pictures.ofTry();
            pictures.ofConsole();
        }
    }

    private void ofTry() throws IOException, InterruptedException {
        try (TryRun trial = TryRun.start(new SilentScreen(), SilentScreen.config(""), DIGESTS, TrialPorts.FREE)) {
            browser.open(trial.servePage().toString());
            if (!trial.deliverAll()) {
                throw new IllegalStateException("not all digests were delivered");
            }
            tryPage();
            card();
        }
    }

    /// The console of a bot with a subscriber on each platform, at noon of the newest digest's day.
    private void ofConsole() throws Exception {
        Path folder = Files.createTempDirectory("digestbot-pictures");
        long begun = System.nanoTime();
        try (var fixture = new BotFixture(folder)) {
            try (Stream<Path> digests = Files.list(DIGESTS)) {
                for (Path digest : digests.sorted().toList()) {
                    fixture.drop(digest.getFileName().toString(), Files.readString(digest));
                }
            }
            var config = SilentScreen.loaded(
                    new ConfigReader(Map.of()).read(fixture.configFile("console: {port: %d}%n".formatted(freePort()))));
            try (Bot bot = Bot.start(config, () -> NOON.plusNanos(System.nanoTime() - begun))) {
                if (!bot.awaitReady(PATIENCE)) {
                    throw new IllegalStateException("the bot is not ready");
                }
                var reader = new SandboxPerson(READER, "Ada", "en");
                subscribe(fixture, reader);
                String console = "http://127.0.0.1:" + bot.consolePort().orElseThrow();
                digestInConsole(console);
                broadcastInConsole(console);
            }
        }
    }

    private static void subscribe(BotFixture fixture, SandboxPerson reader) {
        SandboxPlace chat = fixture.privateChat(reader);
        SandboxPlace direct = fixture.discord.directMessages(reader);
        fixture.telegram.write(reader, chat, "/subscribe all");
        fixture.discord.write(reader, direct, "/subscribe all");
        Awaitility.await("the answers to /subscribe")
                .atMost(PATIENCE)
                .until(() -> fixture.telegram.screen(chat).size() >= 2
                        && fixture.discord.screen(direct).size() >= 2);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void tryPage() throws IOException {
        for (String panel : List.of(TELEGRAM, DISCORD)) {
            browser.awaitText(panel + ".log", NEWEST);
        }
        shoot("try-page", Browser.DESKTOP);
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

    private void digestInConsole(String console) throws IOException {
        browser.open(console + "/digests");
        browser.find("main");
        browser.driver().findElement(By.linkText(TITLE)).click();
        browser.awaitText(".chat.discord", NEWEST);
        shoot("console-digest", Browser.DESKTOP);
    }

    private void broadcastInConsole(String console) throws IOException {
        browser.open(console + "/broadcasts");
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

    /// The same picture in fewer bytes: without transparency, and with the strongest compression.
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
