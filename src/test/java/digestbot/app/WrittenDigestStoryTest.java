package digestbot.app;

import digestbot.writing.FeedServer;
import digestbot.writing.FeedServer.Item;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From feeds to a message, without a pipeline.
@Tag("full")
class WrittenDigestStoryTest extends BotStory {

    @AutoClose
    private final FeedServer server = FeedServer.start();

    WrittenDigestStoryTest() throws IOException {}

    private String topic(String review) {
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
                      review: REVIEW
                      perspectives:
                        us: {name: United States, feeds: ["SERVER/us"]}
                        china: {name: China, feeds: ["SERVER/china"]}
                """.replace("REVIEW", review).replace("SERVER", server.url("").toString());
    }

    @Test
    void readersGetWhatFeedsReportAndReadHowItWasMade() throws Exception {
        start(topic("never"));
        telegram.write("/subscribe all", "Subscribed to");
        discord.write("/subscribe all", "Subscribed to");
        clock.pass(Duration.ofHours(1));
        bot().runJobNow("writing");
        bothShow("Beijing answers tariffs on steel");
        bothShow("headlines only");
    }

    @Test
    void theFirstDigestWaitsForTheOwner() throws Exception {
        start(OWNER + topic("first-seven"));
        ChatDriver owner = ChatDriver.onTelegram(fixture, fixture.privateChat(OLGA), OLGA);
        owner.write("/topics", "");
        clock.pass(Duration.ofHours(1));
        bot().runJobNow("writing");
        owner.shows("[2 Preview]");
        owner.tap("Preview", "Washington raises tariffs on steel");
    }
}
