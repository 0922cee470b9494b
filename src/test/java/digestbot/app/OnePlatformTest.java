package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.config.Config;
import digestbot.delivery.api.ApiToken;
import digestbot.discord.DiscordSettings;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.telegram.TelegramSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One platform is down or refuses the bot, the other is served.
@Tag("full")
class OnePlatformTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @TempDir
    Path folder;

    private final Logged log = Logged.by("digestbot");
    private BotFixture fixture;
    private SandboxPerson ada;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        fixture.drop("one.md", BotFixture.digest("trade", today.toString(), "Something new"));
    }

    @AfterEach
    void stop() {
        log.close();
        fixture.close();
    }

    @Test
    void servesDiscordWhileTelegramRefusesTheTokenAndSaysSoOnce() {
        try (Bot _ = run(new TelegramSettings(new ApiToken("1:wrong"), fixture.telegram.url()), discord())) {
            assertDiscordIsServed();
        }
        assertThat(complaints("Telegram")).singleElement().asString().contains("the token is refused");
    }

    @Test
    void servesDiscordWhileTelegramIsDownAndSaysSoOnce() {
        try (Bot _ = run(new TelegramSettings(new ApiToken(BotFixture.TELEGRAM_TOKEN), NOWHERE), discord())) {
            assertDiscordIsServed();
        }
        assertThat(complaints("Telegram")).singleElement().asString().contains("cannot reach");
    }

    @Test
    void servesTelegramWhileDiscordRefusesTheTokenWhichItSaysOnceAndTriesAgain() {
        var wrong = new DiscordSettings(
                new ApiToken("wrong"), fixture.discord.apiUrl(), Optional.of(fixture.discord.gatewayUrl()));
        try (Bot _ = run(telegram(), wrong)) {
            assertTelegramIsServed();
            await().atMost(PATIENCE).until(() -> refusedByDiscord() >= 3);
        }
        assertThat(complaints("Discord")).singleElement().asString().contains("rejected the bot's token");
    }

    @Test
    void servesTelegramWhileDiscordIsDownAndSaysSoOnce() {
        var down = new DiscordSettings(
                new ApiToken(BotFixture.DISCORD_TOKEN),
                NOWHERE.resolve("/api/v10/"),
                Optional.of(fixture.discord.gatewayUrl()));
        try (Bot _ = run(telegram(), down)) {
            assertTelegramIsServed();
        }
        assertThat(complaints("Discord")).singleElement().asString().contains("cannot log in");
    }

    private Bot run(TelegramSettings telegram, DiscordSettings discord) {
        var config = fixture.config()
                .with(
                        new Config.TelegramConnectionSettings(
                                telegram, Config.TelegramConnectionSettings.PUBLIC_LIMITS),
                        discord,
                        new Config.LibrarySettings(1 << 20, 2, 1));
        Bot bot = Bot.start(config, InstantSource.system());
        await().atMost(PATIENCE).until(() -> digests(bot) == 1);
        return bot;
    }

    private static int digests(Bot bot) {
        return bot.database()
                .read(tx -> tx.handle()
                        .createQuery("SELECT count(*) FROM digest")
                        .mapTo(Integer.class)
                        .one());
    }

    private TelegramSettings telegram() {
        return new TelegramSettings(new ApiToken(BotFixture.TELEGRAM_TOKEN), fixture.telegram.url());
    }

    private DiscordSettings discord() {
        return new DiscordSettings(
                new ApiToken(BotFixture.DISCORD_TOKEN),
                fixture.discord.apiUrl(),
                Optional.of(fixture.discord.gatewayUrl()));
    }

    private void assertTelegramIsServed() {
        SandboxPlace chat = fixture.privateChat(ada);
        fixture.telegram.write(ada, chat, "/today trade");
        await().atMost(PATIENCE)
                .until(() -> BotFixture.text(fixture.telegram.screen(chat)).contains("Something new"));
    }

    private void assertDiscordIsServed() {
        SandboxPlace channel = fixture.discord.channel("news");
        await().atMost(PATIENCE)
                .until(() -> fixture.discord.requests().stream()
                        .anyMatch(request -> request.method().equals("PUT") && request.status() == 200));
        await().atMost(PATIENCE).until(() -> isAnswered(channel));
    }

    /// On a busy machine the first answer of a process can be too late for Discord, and a person
    /// asks again.
    private boolean isAnswered(SandboxPlace channel) {
        fixture.discord.write(ada, channel, "/today trade");
        try {
            await().atMost(Duration.ofSeconds(5))
                    .until(() ->
                            BotFixture.text(fixture.discord.screen(channel)).contains("Something new"));
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private long refusedByDiscord() {
        return fixture.discord.requests().stream()
                .filter(request -> request.status() == 401)
                .count();
    }

    private List<String> complaints(String platform) {
        return log.from(Level.WARN).stream()
                .filter(line -> line.contains(platform))
                .toList();
    }
}
