package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.clientview.ClientRow;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The links from messages on both platforms to the pages of the site, which are fetched.
@Tag("full")
class PageLinksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "https://news.example.org/daily";
    private static final String BUTTON = "Read on the web";
    private static final SandboxPerson OLGA = new SandboxPerson(900, "Olga", "en");

    @TempDir
    Path folder;

    private final String day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC)
            .toString();
    private final HttpClient http = HttpClient.newHttpClient();
    private BotFixture fixture;
    private @Nullable Bot running;
    private SandboxPerson ada;
    private SandboxPlace chat;
    private SandboxPlace direct;

    @BeforeEach
    void open() throws IOException {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        chat = fixture.privateChat(ada);
        direct = fixture.discord.directMessages(ada);
        fixture.drop("before.md", digest("trade", "2026-01-05", "An old one"));
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
        http.close();
        fixture.close();
    }

    private void start(String more) throws Exception {
        Bot bot = Bot.start(fixture.config("owners: {telegram: [900]}\n" + more), InstantSource.system());
        running = bot;
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    private Bot bot() {
        return Objects.requireNonNull(running);
    }

    private static String site() throws IOException {
        return "site: {url: '%s', port: %d}\n".formatted(BASE, FreePort.find());
    }

    private void subscribe(String topic) {
        fixture.telegram.write(ada, chat, "/subscribe " + topic);
        until(() -> telegram().contains("Subscribed to Topic"));
        fixture.discord.write(ada, direct, "/subscribe " + topic);
        until(() -> discord().contains("Subscribed to Topic"));
    }

    private void delivered(long count) {
        until(() -> bot().deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, count)));
    }

    private static String digest(String topic, String day, String highlight) {
        return BotFixture.digest(topic, day, highlight);
    }

    /// A digest whose text takes three messages on each platform.
    private String longDigest(String last) {
        String points = IntStream.range(0, 120)
                .mapToObj(i ->
                        "- Point %d of this perspective is a sentence of some length about the ports.\n".formatted(i))
                .collect(Collectors.joining());
        return digest("trade", day, "Much happened")
                .replace("- The first side says its part about it, at some length.\n", points)
                .replace("## Sources", "## Outlook\n\n" + last + "\n\n## Sources");
    }

    private static void until(BooleanSupplier fact) {
        await().atMost(PATIENCE).until(fact::getAsBoolean);
    }

    private String telegram() {
        return BotFixture.text(fixture.telegram.screen(chat));
    }

    private String discord() {
        return BotFixture.text(fixture.discord.screen(direct));
    }

    /// The address of the button in the newest message of each platform.
    private List<String> links() {
        return Stream.of(fixture.telegram.screen(chat), fixture.discord.screen(direct))
                .map(List::getLast)
                .flatMap(PageLinksTest::links)
                .toList();
    }

    private static Stream<String> links(ShownMessage message) {
        return buttons(message)
                .filter(button -> button.label().equals(BUTTON))
                .flatMap(button -> button.url().stream());
    }

    private static Stream<ClientRow.ClientButton> buttons(ShownMessage message) {
        return message.rows().stream()
                .filter(ClientRow.ButtonRow.class::isInstance)
                .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream());
    }

    private int status(String address) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + bot().sitePort().orElseThrow()
                + URI.create(address).getRawPath());
        return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /// Presses the button in the newest message of each platform, which then no longer says something.
    ///
    /// @param label the end of its label
    private void press(String label, String gone) {
        ShownMessage onTelegram = fixture.telegram.screen(chat).getLast();
        fixture.telegram.press(ada, chat, onTelegram.id(), number(onTelegram, label), 0);
        until(() -> !telegram().contains(gone));
        ShownMessage onDiscord = fixture.discord.screen(direct).getLast();
        fixture.discord.press(ada, direct, onDiscord.id(), number(onDiscord, label), 0);
        until(() -> !discord().contains(gone));
    }

    private static int number(ShownMessage message, String label) {
        return buttons(message)
                .filter(button -> button.label().endsWith(label))
                .findFirst()
                .orElseThrow()
                .number();
    }

    @Test
    void eachViewOfADeliveredDigestLinksToItsPage() throws Exception {
        start(site());
        subscribe("trade");
        fixture.drop("new.md", digest("trade", day, "Ports agree"));
        delivered(2);
        String page = BASE + "/trade/" + day + "/";
        assertThat(links()).containsExactly(page, page);
        assertThat(status(page)).isEqualTo(200);
        press(" China", "Ports agree");
        assertThat(links()).containsExactly(page + "china/", page + "china/");
        assertThat(status(page + "china/")).isEqualTo(200);
    }

    @Test
    void anIdThatIsNoPartOfAnAddressIsEscaped() throws Exception {
        String topic = "2026-02-05.api..x";
        fixture.drop("hostile.md", digest(topic, "2026-01-05", "An old one"));
        start(site());
        subscribe(topic);
        fixture.drop(
                "new.md",
                digest(topic, day, "Ports agree")
                        .replace("articleCount: 1", "edition: \"Früh/../?&# 100%\"\narticleCount: 1")
                        .replace("id: china", "id: c.n"));
        delivered(2);
        List<String> found = links();
        assertThat(found).hasSize(2).allSatisfy(link -> {
            assertThat(link).startsWith(BASE + "/~32026-02-05~2eapi~2e~2ex/" + day + "-Fr~c3~bch~2f");
            assertThat(status(link)).isEqualTo(200);
        });
        press(" China", "Ports agree");
        assertThat(links()).hasSize(2).allSatisfy(link -> {
            assertThat(link).isEqualTo(found.getFirst() + "c~2en/");
            assertThat(status(link)).isEqualTo(200);
        });
    }

    @Test
    void aDigestInAnotherLanguageLinksToThePageInThatLanguage() throws Exception {
        start(site());
        subscribe("trade");
        fixture.drop("en.md", digest("trade", day, "Ports agree"));
        delivered(2);
        fixture.drop("es.md", BotFixture.digestIn("es", day, "Los puertos"));
        var eva = new SandboxPerson(502, "Eva", "es");
        SandboxPlace evas = fixture.privateChat(eva);
        until(() -> status200("/daily/es/trade/" + day + "/"));
        fixture.telegram.write(eva, evas, "/today trade");
        until(() -> BotFixture.text(fixture.telegram.screen(evas)).contains("Leer en la web"));
        assertThat(buttons(fixture.telegram.screen(evas).getLast())
                        .filter(button -> button.label().equals("Leer en la web"))
                        .flatMap(button -> button.url().stream()))
                .containsExactly(BASE + "/es/trade/" + day + "/");
    }

    private boolean status200(String path) {
        try {
            return status(path) == 200;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void aLongDigestIsOneMessageThatEndsWithTheLink() throws Exception {
        start(site());
        subscribe("trade");
        int telegrams = fixture.telegram.screen(chat).size();
        int discords = fixture.discord.screen(direct).size();
        fixture.drop("new.md", longDigest("The last point"));
        delivered(2);
        String page = BASE + "/trade/" + day + "/";
        assertThat(fixture.telegram.screen(chat)).hasSize(telegrams + 1);
        assertThat(fixture.discord.screen(direct)).hasSize(discords + 1);
        assertThat(links()).containsExactly(page, page);
        assertThat(telegram())
                .contains("Continue on the web\n🔗 " + page + "\n[1 ✓ 1/")
                .doesNotContain("The last point");
        assertThat(discord()).contains("Continue on the web\n[1 ✓ 1/").doesNotContain("The last point");
        press("›", "Much happened");
        assertThat(telegram()).doesNotContain("Point 0 of this perspective");
    }

    @Test
    void aLongDigestThatWasSentBeforeThereWasASiteGetsTheLinkWhenItIsCorrected() throws Exception {
        start("");
        subscribe("trade");
        int telegrams = fixture.telegram.screen(chat).size();
        int discords = fixture.discord.screen(direct).size();
        fixture.drop("new.md", longDigest("The last point"));
        delivered(2);
        assertThat(fixture.telegram.screen(chat)).hasSize(telegrams + 3);
        assertThat(fixture.discord.screen(direct)).hasSize(discords + 3);
        assertThat(telegram() + discord()).contains("The last point").doesNotContain("web");
        bot().close();
        start(site());
        fixture.drop("new.md", longDigest("The corrected point"));
        until(() -> telegram().contains("Continue on the web") && discord().contains("Continue on the web"));
        until(() -> fixture.telegram.screen(chat).size() == telegrams + 1
                && fixture.discord.screen(direct).size() == discords + 1);
        assertThat(telegram() + discord()).doesNotContain("The last point");
    }

    @Test
    void aHeldDigestHasNoLinkUntilItIsReleased() throws Exception {
        start(site() + "delivery: {hold: always, hold-hours: 9}\n");
        SandboxPlace owners = fixture.privateChat(OLGA);
        fixture.telegram.write(OLGA, owners, "/subscribe trade");
        until(() -> fixture.telegram.screen(owners).size() == 2);
        fixture.drop("new.md", digest("trade", day, "Ports agree"));
        until(() -> BotFixture.text(fixture.telegram.screen(owners)).contains("[2 Preview]"));
        press(owners, 2);
        until(() -> BotFixture.text(fixture.telegram.screen(owners)).contains("Ports agree"));
        assertThat(BotFixture.text(fixture.telegram.screen(owners))).doesNotContain(BUTTON);
        assertThat(status(BASE + "/trade/" + day + "/")).isEqualTo(404);
        fixture.telegram.write(OLGA, owners, "/release trade " + day);
        until(() -> BotFixture.text(fixture.telegram.screen(owners)).contains(BUTTON));
        assertThat(fixture.telegram.screen(owners).stream().flatMap(PageLinksTest::links))
                .containsExactly(BASE + "/trade/" + day + "/");
        assertThat(status(BASE + "/trade/" + day + "/")).isEqualTo(200);
    }

    private void press(SandboxPlace place, int number) {
        long message = fixture.telegram.screen(place).getLast().id();
        fixture.telegram.press(OLGA, place, message, number, 0);
    }

    @Test
    void withoutASiteOfItsOwnTheBotDoesNotLink() throws Exception {
        start("site: {url: '%s'}\n".formatted(BASE));
        subscribe("trade");
        fixture.drop("new.md", digest("trade", day, "Ports agree"));
        delivered(2);
        assertThat(telegram() + discord()).contains("Ports agree").doesNotContain(BUTTON);
    }
}
