package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.config.TestConfig;
import digestbot.delivery.api.ApiToken;
import digestbot.discord.DiscordSettings;
import digestbot.telegram.TelegramSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One platform is down or refuses the bot, the other is served, and the log reports that once.
@Tag("full")
class OnePlatformTest extends BotStory {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @AutoClose
    private final Logged log = Logged.by("digestbot");

    @ParameterizedTest
    @CsvSource({"true, the token is refused", "false, cannot reach"})
    void servesDiscordWithoutTelegram(boolean reachable, String why) throws Exception {
        URI telegramUrl = reachable ? fixture.telegram.url() : NOWHERE;
        String token = reachable ? "1:wrong" : BotFixture.TELEGRAM_TOKEN;
        try (Bot _ = run(token, telegramUrl, BotFixture.DISCORD_TOKEN)) {
            await("the commands are registered")
                    .untilAsserted(() -> assertThat(fixture.discord.requests())
                            .anyMatch(request -> request.method().equals("PUT") && request.status() == 200));
            discord.write("/today trade", "Something new");
        }
        complains("Telegram", why);
    }

    @Test
    void servesTelegramWhileDiscordRefusesTheTokenAndTriesAgain() throws Exception {
        try (Bot _ = run(BotFixture.TELEGRAM_TOKEN, fixture.telegram.url(), "wrong")) {
            telegram.write("/today trade", "Something new");
            await("three attempts")
                    .until(
                            () -> fixture.discord.requests().stream()
                                    .filter(request -> request.status() == 401)
                                    .count(),
                            count -> count >= 3);
        }
        complains("Discord", "rejected the bot's token");
    }

    private Bot run(String telegramToken, URI telegramUrl, String discordToken) throws Exception {
        drop(TODAY, "Something new");
        Config config = TestConfig.with(
                fixture.config(""),
                Optional.of(new TelegramSettings(new ApiToken(telegramToken), telegramUrl)),
                Optional.of(new DiscordSettings(new ApiToken(discordToken), fixture.discord.apiUrl())),
                TestConfig.noConsole());
        Bot bot = Bot.start(config, clock);
        Waiting.count(
                "digests",
                1,
                () -> bot.database()
                        .<Long>read(tx -> tx.select("SELECT count(*) FROM digest")
                                .mapTo(Long.class)
                                .one()));
        return bot;
    }

    private void complains(String platform, String what) {
        List<String> complaints = log.from(Level.WARN).stream()
                .filter(line -> line.contains(platform))
                .toList();
        assertThat(complaints)
                .as("warnings about " + platform)
                .singleElement()
                .asString()
                .contains(what);
    }
}
