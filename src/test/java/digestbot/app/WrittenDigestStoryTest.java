package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.outside.BotHome;
import digestbot.writing.FeedServer;
import digestbot.writing.FeedServer.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From feeds to a message, without a pipeline.
@Tag("full")
class WrittenDigestStoryTest extends BotStory {

    @AutoClose
    private final FeedServer server = FeedServer.start();

    WrittenDigestStoryTest() throws IOException {}

    private String topic() {
        Instant now = clock.instant();
        server.feed(
                "/us", "Pacific Gazette", new Item("Washington raises tariffs on steel", "https://a.example/1", now));
        server.feed(
                "/china", "Coastal Times", new Item("Beijing answers tariffs on steel", "https://b.example/1", now));
        return """
                topics:
                  us-china:
                    name: US vs China
                    write:
                      at: 13:00
                      review: never
                      perspectives:
                        us: {name: United States, feeds: ["SERVER/us"]}
                        china: {name: China, feeds: ["SERVER/china"]}
                """.replace("SERVER", server.url("").toString());
    }

    @Test
    void fromAnEmptyFolderADigestReachesAChatInFourSteps() throws Exception {
        Path home = folder.resolve("home");
        List<String> feeds = Stream.of("Gazette", "Harbour", "Coastal", "Lotus")
                .map(outlet -> {
                    var item = new Item(
                            "Ports open to the ships of the " + outlet,
                            "https://%s.example/1".formatted(outlet),
                            clock.instant());
                    server.feed("/" + outlet, outlet, item);
                    return server.url("/" + outlet).toString();
                })
                .toList();
        String us = "United States=" + String.join(" ", feeds.subList(0, 2));
        String china = "China=" + String.join(" ", feeds.subList(2, 4));
        did(command("init", home, "--topic", "us-china", "--perspective", us, "--perspective", china));
        Path file = home.resolve("config/digestbot.yaml");
        // What a process of its own has in its environment and its folder.
        String text = Files.readString(file)
                .replace("digests: digests ", "digests: %s ".formatted(home.resolve("digests")))
                .replace(
                        "data/digestbot.sqlite",
                        home.resolve("data/digestbot.sqlite").toString())
                .replace("${TELEGRAM_TOKEN:}", BotFixture.TELEGRAM_TOKEN)
                .replace("https://api.telegram.org", fixture.telegram.url().toString())
                .replace("port: 8080 ", "port: 0 ");
        ready(Bot.start(BotFixture.limited(BotHome.read(Files.writeString(file, text))), clock));
        telegram.write("/subscribe all", "Subscribed to");
        did(command("release", "--config", file, "us-china", "today"));
        telegram.shows("Ports open to the ships of the Lotus");
    }

    private static void did(CommandLineResult ran) {
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void readersGetWhatFeedsReportAndReadHowItWasMade() throws Exception {
        start(topic());
        telegram.write("/subscribe all", "Subscribed to");
        discord.write("/subscribe all", "Subscribed to");
        clock.pass(Duration.ofHours(1));
        bot().runJobNow("writing");
        bothShow("Beijing answers tariffs on steel");
        bothShow("headlines only");
    }
}
