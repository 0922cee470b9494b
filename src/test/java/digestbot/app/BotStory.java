package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxPerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A story of the whole bot in this process, with both platforms' simulators and the real client
/// libraries between. Ada reads on both platforms, and Olga may own the bot. It is noon of Friday,
/// 6 February 2026, UTC.
abstract class BotStory {

    /// Only a failing test waits for so long.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final String TODAY = "2026-02-06";
    static final String YESTERDAY = "2026-02-05";
    static final String OWNER = "owners: {telegram: [900], discord: [900]}\n";
    static final SandboxPerson OLGA = new SandboxPerson(900, "Olga", "en");

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(Instant.parse(TODAY + "T12:00:00Z"));
    BotFixture fixture;
    SandboxPerson ada;
    /// Ada in the private chat.
    ChatDriver telegram;
    /// Ada in the direct messages.
    ChatDriver discord;

    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<Bot> running = Optional.empty();

    @BeforeEach
    void openPlatforms() throws IOException {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        List<ChatDriver> drivers = ChatDriver.onBoth(fixture, ada.id());
        telegram = drivers.getFirst();
        discord = drivers.getLast();
    }

    @AfterEach
    void close() {
        running.ifPresent(Bot::close);
        http.close();
        fixture.close();
    }

    /// Stops a running bot first; `more` has further YAML lines of the configuration.
    Bot start(String more) throws Exception {
        running.ifPresent(Bot::close);
        return ready(Bot.start(fixture.config(more), clock));
    }

    /// The bot is closed after the test.
    Bot ready(Bot bot) throws InterruptedException {
        running = Optional.of(fixture.watchedBy(bot));
        assertThat(bot.awaitReady(PATIENCE)).as("the bot is ready").isTrue();
        return bot;
    }

    /// By the clock of the bot.
    CommandLineResult command(Object... arguments) {
        return CommandLineResult.at(clock.withZone(ZoneOffset.UTC), arguments);
    }

    Bot bot() {
        return running.orElseThrow();
    }

    void drop(String day, String highlight) throws IOException {
        fixture.drop(day + ".md", digest(day, highlight));
    }

    static String digest(String day, String highlight) {
        return BotFixture.digest("trade", day, highlight);
    }

    void subscribe() {
        telegram.write("/subscribe trade", "Subscribed to");
        discord.write("/subscribe trade", "Subscribed to");
    }

    void bothShow(String text) {
        telegram.shows(text);
        discord.shows(text);
    }

    void noneShows(String text) {
        telegram.showsNoMore(text);
        discord.showsNoMore(text);
    }

    /// Waits until so many deliveries were sent, and none is in another state.
    void sent(DeliveryCause cause, long count) {
        BotFixture.awaitDeliveries(bot(), cause, DeliveryState.SENT, count);
    }

    List<String> column(String sql) {
        return bot().database().read(tx -> tx.select(sql).mapTo(String.class).list());
    }

    HttpResponse<String> console(String path) throws IOException, InterruptedException {
        return get(bot().consolePort(), path);
    }

    HttpResponse<String> site(String path) throws IOException, InterruptedException {
        return get(bot().sitePort(), path);
    }

    private HttpResponse<String> get(OptionalInt port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port.orElseThrow() + path);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
