package digestbot.site.hub;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.views.StyledDigestViews;
import digestbot.database.Clocks;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteLibrary;
import digestbot.site.feed.SiteFeeds;
import digestbot.site.server.SiteFixture;
import digestbot.webhook.WebhookReceiver;
import digestbot.webhook.WebhookReceiver.Answer;
import digestbot.webhook.WebhookReceiver.Received;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub on loopback that is told of the changes of a library. Nothing runs by itself.
@Tag("full")
class HubPingsTest {

    private static final String PREFIX = "hub.mode=publish&hub.url=";

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private SiteFixture site;
    private WebhookReceiver hub;
    private HubPings pings;

    @BeforeEach
    void start() throws Exception {
        site = new SiteFixture(folder);
        hub = WebhookReceiver.start();
        pings = pings();
    }

    @AfterEach
    void stop() {
        pings.close();
        hub.close();
        site.close();
    }

    private HubPings pings() {
        var addresses = new SiteAddresses(URI.create(SiteFixture.BASE));
        URI url = hub.url("/hub");
        var feeds = new SiteFeeds(
                addresses,
                "Example Digests",
                Optional.of(url),
                new SiteLibrary(site.library),
                new StyledDigestViews(SiteFixture.styles()));
        return new HubPings(url, site.database, site.library, addresses, feeds, new Clocks(site.clock(), nanos::get));
    }

    private void run() {
        pass(HubPings.INTERVAL);
        pings.run();
    }

    private void pass(Duration time) {
        site.pass(time);
        nanos.addAndGet(time.toNanos());
    }

    /// Runs until a change that was just made is told.
    private void settle() {
        run();
        run();
    }

    private List<String> told() {
        return told(0);
    }

    /// The paths of the feeds of which the hub was told.
    ///
    /// @param skipped the number of earlier pings
    private List<String> told(int skipped) {
        return hub.received().stream()
                .skip(skipped)
                .map(Received::body)
                .map(body -> URLDecoder.decode(body.substring(PREFIX.length()), StandardCharsets.UTF_8))
                .map(feed -> feed.substring(SiteFixture.BASE.length()))
                .toList();
    }

    private static List<String> both(String... folders) {
        return Stream.of(folders)
                .flatMap(each -> Stream.of(each + "atom.xml", each + "feed.json"))
                .toList();
    }

    private static String digest(String topic, String day, String language, String point) {
        return """
                ---
                date: %s
                topic: %s
                language: %s
                perspectives: [{id: us, name: United States}, {id: china, name: China}]
                ---
                ## Highlights

                - %s

                ## United States

                - American view

                ## China

                - Chinese view
                """.formatted(day, topic, language, point);
    }

    private static String trade(String day, String point) {
        return digest("trade", day, "en", point);
    }

    @Test
    void eachFeedOfAChangedTopicIsAPingOnceNoPageIsOlder() {
        site.write("a.md", trade("2026-02-11", "First point"));
        pings.run();
        pass(HubPings.SETTLING.minusMillis(1));
        pings.run();
        assertThat(hub.received()).isEmpty();
        pass(Duration.ofMillis(1));
        pings.run();
        assertThat(told()).containsExactlyInAnyOrderElementsOf(both("/", "/trade/", "/trade/us/", "/trade/china/"));
        Received ping = hub.received().getFirst();
        assertThat(ping.path()).isEqualTo("/hub");
        assertThat(ping.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(ping.body()).isEqualTo(PREFIX + "https%3A%2F%2Fnews.example.org%2Fatom.xml");
        run();
        assertThat(hub.received()).hasSize(8);
    }

    @Test
    void constantChangesDoNotDelayThePing() {
        for (int i = 0; i < 4; i++) {
            site.write("a.md", trade("2026-02-11", "Point " + i));
            run();
        }
        assertThat(hub.received()).hasSize(3 * 8);
    }

    @Test
    void otherTopicsAreNotPinged() {
        site.write("a.md", trade("2026-02-11", "Point"), "b.md", digest("energy", "2026-02-11", "en", "Point"));
        settle();
        int before = hub.received().size();
        site.write("b.md", digest("energy", "2026-02-11", "en", "Corrected point"));
        settle();
        assertThat(told(before))
                .containsExactlyInAnyOrderElementsOf(both("/", "/energy/", "/energy/us/", "/energy/china/"));
    }

    @Test
    void aWithdrawalIsTold() {
        site.write("a.md", trade("2026-02-10", "Point"), "b.md", trade("2026-02-11", "Point"));
        settle();
        site.withdraw("trade", "2026-02-11");
        settle();
        assertThat(told(8)).contains("/trade/atom.xml", "/atom.xml");
        site.withdraw("trade", "2026-02-10");
        settle();
        assertThat(hub.received()).as("no feed is left").hasSize(16);
    }

    @Test
    void whatChangesWhileTheBotIsOffIsToldAfterwards() {
        site.write("a.md", trade("2026-02-11", "Point"));
        settle();
        pings.close();
        site.write("a.md", trade("2026-02-11", "Corrected point"));
        pings = pings();
        settle();
        assertThat(hub.received()).hasSize(16);
        pings.close();
        pings = pings();
        settle();
        assertThat(hub.received()).hasSize(16);
    }

    @Test
    void aHubThatIsDownIsAskedLessAndLessOftenUntilItIsBack() {
        site.write("a.md", trade("2026-02-11", "Point"));
        for (int i = 0; i < 12; i++) {
            hub.next(Answer.status(i % 2 == 0 ? 503 : 429));
        }
        settle();
        assertThat(hub.received()).hasSize(1);
        pass(Duration.ofSeconds(24));
        pings.run();
        assertThat(hub.received()).hasSize(1);
        pass(Duration.ofSeconds(6));
        pings.run();
        assertThat(hub.received()).hasSize(2);
        pass(Duration.ofSeconds(59));
        pings.run();
        assertThat(hub.received()).hasSize(2);
        for (int failures = 2; failures < 12; failures++) {
            pass(Duration.ofHours(1));
            pings.run();
            assertThat(hub.received()).hasSize(failures + 1);
        }
        pass(Duration.ofHours(1));
        pings.run();
        assertThat(told(12)).containsExactlyInAnyOrderElementsOf(both("/", "/trade/", "/trade/us/", "/trade/china/"));
        site.write("a.md", trade("2026-02-11", "Corrected point"));
        settle();
        assertThat(hub.received()).as("without a pause").hasSize(12 + 16);
    }

    @Test
    void aHubThatCannotBeReachedIsToldLater() throws IOException {
        site.write("a.md", trade("2026-02-11", "Point"));
        hub.close();
        settle();
        pings.close();
        hub = WebhookReceiver.start();
        pings = pings();
        run();
        assertThat(hub.received()).hasSize(8);
    }

    @Test
    void whatIsRefusedIsNotRepeatedAndDoesNotStopTheRest() {
        site.write("a.md", trade("2026-02-11", "Point"));
        hub.next(
                Answer.status(404),
                Answer.status(302, "Location", hub.url("/elsewhere").toString()));
        settle();
        run();
        assertThat(hub.received())
                .hasSize(8)
                .allSatisfy(ping -> assertThat(ping.path()).isEqualTo("/hub"));
    }

    @Test
    void aHubThatHangsDoesNotDelayTheEnd() throws Exception {
        site.write("a.md", trade("2026-02-11", "Point"));
        run();
        hub.hang();
        Thread running = Thread.ofVirtual().start(this::run);
        hub.await(1);
        pings.close();
        running.join();
        assertThat(hub.received()).hasSize(1);
    }
}
