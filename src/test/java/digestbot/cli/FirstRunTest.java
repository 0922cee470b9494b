package digestbot.cli;

import static digestbot.config.TestConfig.loaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.app.BotFixture;
import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.console.SetupPage;
import digestbot.console.SetupPage.SetupServer;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstRunTest {

    /// Has the form of a token, unlike a shorter one, which is refused without a request.
    private static final String WRONG = "123:SECRET-wrong-but-of-35-letters-long";

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    private final CountDownLatch ended = new CountDownLatch(1);

    @AutoClose
    private BotFixture fixture;

    @AutoClose
    private FirstRun first;

    private Path config;
    private String address;

    @BeforeEach
    void open() throws IOException {
        fixture = new BotFixture(folder.resolve("stage"));
        config = folder.resolve("config/digestbot.yaml");
        assertThat(CommandLineResult.of("init", folder).code()).isZero();
        Files.writeString(
                config,
                Files.readString(config)
                        .replace(
                                "https://api.telegram.org",
                                fixture.telegram.url().toString())
                        .replace(
                                "https://discord.com/api/v10/",
                                fixture.discord.apiUrl().toString())
                        .replace(
                                "data/digestbot.sqlite",
                                folder.resolve("bot.sqlite").toString()));
        first = new FirstRun(folder, config, GivenTime.CLOCK);
        SetupServer server = SetupPage.start(Optional.of("http://console"), first, ended::countDown)
                .orElseThrow();
        address = server.address();
    }

    private String get() throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private String post(String path, String token) throws Exception {
        String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(URI.create(address + "/" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        String page = http.send(request.build(), BodyHandlers.ofString()).body();
        assertThat(page).as("no token").doesNotContain("SECRET");
        return page;
    }

    private void becomeOwner(String page) {
        String code = Pattern.compile("start=(\\w+)")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        fixture.telegram.write(
                fixture.person(), fixture.privateChat(fixture.person()), "/start " + code.substring("start=".length()));
    }

    @Test
    void tokensAreCheckedAndSavedWithTheirOwner() throws Exception {
        assertThat(get())
                .contains("Connect your bot", "href=\"https://t.me/BotFather\"", "Connect Discord")
                .doesNotContain("Save and start");
        String page = post("telegram", BotFixture.TELEGRAM_TOKEN);
        assertThat(page).contains("The bot is @stage_bot", "Waiting for you", "Save and start");
        fixture.telegram.write(fixture.person(), fixture.privateChat(fixture.person()), "/start 1234");
        assertThat(get()).as("another code").contains("Waiting for you");
        becomeOwner(page);
        await().untilAsserted(() -> assertThat(get()).contains("Its owner is Ada."));
        assertThat(post("discord", BotFixture.DISCORD_TOKEN)).contains("The bot is digestbot", "Its owner is ");
        assertThat(post("start", "")).contains("The bot starts", "http://console");
        assertThat(ended.await(2, TimeUnit.MINUTES)).isTrue();

        assertThat(folder.resolve("digestbot.env"))
                .content()
                .contains(
                        "\nTELEGRAM_TOKEN='%s'\n".formatted(BotFixture.TELEGRAM_TOKEN),
                        "\nDISCORD_TOKEN='%s'\n".formatted(BotFixture.DISCORD_TOKEN));
        Config saved = loaded(Config.reader(Map.of()).read(config));
        assertThat(saved.owners().persons()).hasSize(2);
        assertThat(saved.owners().telegram()).containsExactly(501L);
        assertThat(PrivateFiles.isAccessibleToOthers(config)).isFalse();
    }

    @Test
    void theOwnerIsSubscribed() throws Exception {
        becomeOwner(post("telegram", BotFixture.TELEGRAM_TOKEN));
        await().untilAsserted(() -> assertThat(get()).contains("Its owner is Ada."));
        post("start", "");
        try (Database database =
                ConfiguredDatabase.open(loaded(Config.reader(Map.of()).read(config)))) {
            boolean wantsAll = database.read(tx -> {
                var store = new SubscriberStore();
                return store.wantsAllTopics(
                        tx, store.find(tx, Platform.TELEGRAM, 501).orElseThrow().number());
            });
            assertThat(wantsAll).isTrue();
        }
    }

    @Test
    void aTokenThatIsNotAcceptedIsNotSaved() throws Exception {
        assertThat(post("telegram", WRONG)).contains("Telegram does not know this token.");
        assertThat(post("telegram", "123:SECRET-short")).contains("a colon and 35 more characters");
        assertThat(post("discord", "SECRET-wrong")).contains("Discord does not know this token.");
        assertThat(first.save()).isEmpty();
        assertThat(folder.resolve("digestbot.env")).content().contains("TELEGRAM_TOKEN=''", "DISCORD_TOKEN=''");
    }

    @Test
    void aRefusedTokenKeepsTheOneBefore() throws Exception {
        post("telegram", BotFixture.TELEGRAM_TOKEN);
        assertThat(post("telegram", WRONG)).contains("does not know this token", "The bot is @stage_bot");
        post("start", "");
        assertThat(folder.resolve("digestbot.env")).content().contains(BotFixture.TELEGRAM_TOKEN);
    }

    @Test
    void whoPressesStartJustBeforeTheEndIsTheOwner() throws Exception {
        becomeOwner(post("telegram", BotFixture.TELEGRAM_TOKEN));
        assertThat(post("start", "")).contains("sends you the digests");
        assertThat(loaded(Config.reader(Map.of()).read(config)).owners().telegram())
                .containsExactly(501L);
    }

    @Test
    void theCodeIsFoundBehindManyMessages() throws Exception {
        String page = post("telegram", BotFixture.TELEGRAM_TOKEN);
        for (int i = 0; i < 105; i++) {
            fixture.telegram.write(fixture.person(), fixture.privateChat(fixture.person()), "Hello");
        }
        becomeOwner(page);
        await().untilAsserted(() -> assertThat(get()).contains("Its owner is Ada."));
    }

    @Test
    void withoutATokenNothingStarts() throws Exception {
        assertThat(post("start", "")).contains("Connect your bot", "Paste the token of a bot first.");
        assertThat(ended.getCount()).isOne();
    }

    @Test
    void anOwnerThatCannotBeWrittenIsNamed() throws Exception {
        String text = Files.readString(config);
        Files.writeString(config, text.replaceFirst("(?m)^owners:(.*\n)  telegram: .*\n", "owners:$1"));
        becomeOwner(post("telegram", BotFixture.TELEGRAM_TOKEN));
        assertThat(post("start", "")).contains("Add 501 to “owners.telegram” in ");
        Files.writeString(config, text.replaceFirst("  telegram: \\[]", "  telegram: [501]"));
        assertThat(post("start", "")).contains("The bot starts");
    }

    @Test
    void aPlatformThatCannotBeReachedIsNamed() throws Exception {
        fixture.close();
        assertThat(post("telegram", BotFixture.TELEGRAM_TOKEN)).contains("reach 127.0.0.1. Check this machine");
        assertThat(post("discord", BotFixture.DISCORD_TOKEN)).contains("reach 127.0.0.1. Check this machine");
        assertThat(post("discord", "SECRET-…")).contains("only letters, digits");
    }

    @Test
    void anotherProgramThatReceivesTheMessagesIsNamed() throws Exception {
        URI webhook = fixture.telegram.url().resolve("/bot%s/setWebhook".formatted(BotFixture.TELEGRAM_TOKEN));
        send(HttpRequest.newBuilder(webhook)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"url\": \"https://other.example/hook\"}")));
        assertThat(post("telegram", BotFixture.TELEGRAM_TOKEN)).contains("webhook is active");
    }

    @Test
    void theAddressIsASecret() throws Exception {
        String guessed = address.substring(0, address.lastIndexOf('/'));
        assertThat(send(HttpRequest.newBuilder(URI.create(guessed + "/")))).isEqualTo("Page not found.\n");
        assertThat(send(HttpRequest.newBuilder(URI.create(guessed + "/00000000000000000000000000000000"))))
                .isEqualTo("Page not found.\n");
    }

    @Test
    void aConfigurationWithoutTheVariableSaysSo() throws Exception {
        Files.writeString(config, Files.readString(config).replace("${TELEGRAM_TOKEN:}", "''"));
        assertThat(post("telegram", BotFixture.TELEGRAM_TOKEN)).contains("does not insert ${TELEGRAM_TOKEN}");
    }
}
