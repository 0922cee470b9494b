package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.api.push.PushToken.PushSecret;
import digestbot.cli.CommandLineResult;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The site of a whole bot, and pushed digests.
@Tag("full")
class SiteStoryTest extends BotStory {

    private static final String BASE = "https://news.example.org/daily";
    private static final String PAGE = "/daily/trade/" + TODAY + "/";
    private static final String BUTTON = "Read]";

    private static final String SITE = "site: {url: '%s', port: -1, name: Our Digests}\n".formatted(BASE);

    @Test
    void aHeldDigestHasNoLinkUntilItIsReleased() throws Exception {
        start(SITE + OWNER + "delivery: {hold: always, hold-hours: 9}\n");
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
        Awaitility.await("the bot's name")
                .untilAsserted(() -> assertThat(site(PAGE).body()).contains("stage_bot?start=trade\">Telegram"));
    }

    @Test
    void aPushedDigestReachesItsReadersWithoutAPublicSite() throws Exception {
        PushSecret pipeline = PushSecret.random();
        String more = "site: {port: -1}\nsources: {push: [{name: pipeline, token: '%s'}]}\n".formatted(pipeline.hash());
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
