package digestbot.sandbox.page;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The page before both simulators, without a bot.
final class PageFixture implements AfterEachCallback {

    static final SandboxPerson OWNER = new SandboxPerson(7001, "Owner", "en");
    static final SandboxPerson READER = new SandboxPerson(7011, "Reader", "en");

    final TelegramSandbox telegram = TelegramSandbox.start(0, "1000:SECRET", "digest_try_bot");
    final DiscordSandbox discord = DiscordSandbox.start(0, "SECRET");
    final FixedControls controls = new FixedControls();
    final SandboxPage page;
    final PageClient client;

    PageFixture() {
        List<SandboxPerson> people = List.of(OWNER, READER);
        page = SandboxPage.start(
                "127.0.0.1",
                0,
                List.of(new PlatformPane.TelegramPane(telegram, people), new PlatformPane.DiscordPane(discord, people)),
                controls);
        client = new PageClient(page.address());
    }

    /// Records the dropped files.
    static final class FixedControls implements SandboxPage.TrialControls {

        final Map<String, byte[]> dropped = new LinkedHashMap<>();
        Instant now = Instant.parse("2026-02-05T12:00:00Z");
        Optional<Instant> due = Optional.empty();

        @Override
        public Optional<URI> site() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> console() {
            return Optional.empty();
        }

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public synchronized void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Optional<Instant> nextDue() {
            return due;
        }

        @Override
        public synchronized String addFile(String name, byte[] content) {
            dropped.put(name, content);
            return name + " is there";
        }

        @Override
        public String writeDigest() {
            return "written";
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        page.close();
        discord.close();
        telegram.close();
    }
}
