package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.api.push.PushSecret;
import digestbot.cli.CommandLineResult;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.outside.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The public site of a whole bot, the links to it in messages, and pushed digests.
@Tag("full")
class SiteStoryTest extends BotStory {

    private static final String BASE = "https://news.example.org/daily";
    private static final String PAGE = "/daily/trade/" + TODAY + "/";
    private static final String BUTTON = "Read on the web";

    private static String site() throws IOException {
        return "site: {url: '%s', port: %d, name: Our Digests}\n".formatted(BASE, FreePort.find());
    }

    @Test
    void eachViewOfADeliveredDigestLinksToItsPageWhichShowsItsCorrections() throws Exception {
        drop("2026-01-05", "An old one");
        start(site());
        subscribe();
        drop(TODAY, "Ports agree");
        sent(DeliveryCause.DIGEST, 2);
        assertThat(links()).containsExactly(BASE + "/trade/" + TODAY + "/", BASE + "/trade/" + TODAY + "/");
        assertThat(site(PAGE).body()).contains("Ports agree", "Our Digests");
        telegram.pressOnly(telegram.newest(), " China");
        discord.pressOnly(discord.newest(), " China");
        noneShows("Ports agree");
        assertThat(links()).hasSize(2).allSatisfy(link -> {
            assertThat(link).isEqualTo(BASE + "/trade/" + TODAY + "/china/");
            assertThat(site(URI.create(link).getRawPath()).statusCode()).isEqualTo(200);
        });
        assertThat(site("/daily/api/digests/trade/" + TODAY).body())
                .as("the read API")
                .contains("Ports agree", BASE + "/trade/" + TODAY + "/");
        drop(TODAY, "Ports disagree");
        await().untilAsserted(() -> assertThat(site(PAGE).body()).contains("Ports disagree", "class=\"corrections\""));
    }

    /// The addresses of the button in the newest message of each platform.
    private List<String> links() {
        return Stream.of(telegram.newest(), discord.newest())
                .flatMap(ChatDriver::buttons)
                .filter(button -> button.label().equals(BUTTON))
                .flatMap(button -> button.url().stream())
                .toList();
    }

    @Test
    void aLongDigestThatWasSentBeforeThereWasASiteGetsTheLinkWhenItIsCorrected() throws Exception {
        drop("2026-01-05", "An old one");
        start("");
        subscribe();
        long onTelegram = telegram.messages().count();
        long onDiscord = discord.messages().count();
        fixture.drop("new.md", longDigest("The last point"));
        sent(DeliveryCause.DIGEST, 2);
        assertThat(telegram.messages()).as("messages on Telegram").hasSize((int) onTelegram + 3);
        assertThat(discord.messages()).as("messages on Discord").hasSize((int) onDiscord + 3);
        assertThat(telegram.text() + discord.text()).contains("The last point").doesNotContain("web");
        start(site());
        fixture.drop("new.md", longDigest("The corrected point"));
        bothShow("Continue on the web");
        until(() -> telegram.messages().count() == onTelegram + 1
                && discord.messages().count() == onDiscord + 1);
        noneShows("The last point");
    }

    /// Takes three messages on each platform.
    private static String longDigest(String last) {
        String points = IntStream.range(0, 120)
                .mapToObj("- Point %d of this perspective is a sentence of some length about the ports.\n"::formatted)
                .collect(Collectors.joining());
        return digest(TODAY, "Much happened")
                .replace("- The first side says its part about it, at some length.\n", points)
                .replace("## Sources", "## Outlook\n\n" + last + "\n\n## Sources");
    }

    @Test
    void aHeldDigestHasNoLinkUntilItIsReleased() throws Exception {
        start(site() + OWNER + "delivery: {hold: always, hold-hours: 9}\n");
        ChatDriver owner = ChatDriver.onTelegram(fixture, fixture.privateChat(OLGA), OLGA);
        owner.write("/topics", "");
        drop(TODAY, "Ports agree");
        owner.shows("[2 Preview]");
        owner.tap("Preview", "Ports agree");
        assertThat(owner.text()).doesNotContain(BUTTON);
        assertThat(site(PAGE).statusCode()).as("the page while it is held").isEqualTo(404);
        owner.write("/release trade " + TODAY, "Digest released");
        owner.write("/today trade", BUTTON);
        assertThat(site(PAGE).statusCode()).as("the page").isEqualTo(200);
    }

    @Test
    void aPushedDigestReachesItsReadersWithoutAPublicSite() throws Exception {
        PushSecret pipeline = PushSecret.random();
        String more = "site: {port: %d}\nsources: {push: [{name: pipeline, token: '%s'}]}\n"
                .formatted(FreePort.find(), pipeline.hash());
        start(more);
        telegram.write("/subscribe all", "Subscribed to");
        Path digest = Files.writeString(folder.resolve("out.md"), digest(TODAY, "A pushed point"));
        Path secret = Files.writeString(folder.resolve("token"), pipeline.reveal() + "\n");
        String address = "http://127.0.0.1:" + bot().sitePort().orElseThrow();
        CommandLineResult put = CommandLineResult.of("put", digest, "--to", address, "--token-file", secret);
        assertThat(put.naming(folder))
                .isEqualTo(new CommandLineResult(0, "FOLDER/out.md: trade, %s, en: new\n".formatted(TODAY), ""));
        telegram.shows("A pushed point");
        assertThat(telegram.text()).doesNotContain(BUTTON);
        for (String path : List.of("/", "/trade/", "/trade/" + TODAY + "/", "/api/topics", "/api/search?q=ports")) {
            assertThat(site(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theBotRunsWithoutSiteAndConsoleWhereTheirPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            start("site: {url: '%s', port: %2$d}\nconsole: {port: %2$d}".formatted(BASE, taken.getLocalPort()));
            assertThat(bot().sitePort()).as("the site's port").isEmpty();
            assertThat(bot().consolePort()).as("the console's port").isEmpty();
        }
    }
}
