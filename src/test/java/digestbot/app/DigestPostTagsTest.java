package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot, and a forum on Discord that offers tags: a published digest's topic is the tag of its
/// post. `ForumPostsTest` has the rules.
@Tag("full")
class DigestPostTagsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> OFFERED = List.of("Sport", "topic TRADE", "energy");

    @TempDir
    Path folder;

    @Test
    void thePostOfAPublishedDigestHasTheTagsThatAreCalledLikeItsTopic() throws Exception {
        var ben = new SandboxPerson(602, "Ben", "en-US");
        try (BotFixture fixture = new BotFixture(folder)) {
            for (String topic : List.of("energy", "trade", "water")) {
                fixture.drop(topic + "-before.md", BotFixture.digest(topic, "2026-01-05", "An old one"));
            }
            SandboxPlace forum = fixture.discord.forum("daily", OFFERED);
            SandboxPlace welcome = fixture.discord.thread(forum, "welcome");
            fixture.discord.promote(forum, ben);
            try (Bot bot = Bot.start(fixture.config(), InstantSource.system())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                ChatDriver driver = ChatDriver.onDiscord(fixture, welcome, ben);
                for (String topic : List.of("energy", "trade", "water")) {
                    var subscribed = driver.ask("/subscribe " + topic);
                    driver.press(driver.press(subscribed, "Settings"), "A new post for each digest");
                }
                assertThat(tagsOfNextPost(fixture, forum, "trade"))
                        .as("the tag with the topic's name")
                        .containsExactly(forum.id() + 2);
                assertThat(tagsOfNextPost(fixture, forum, "energy"))
                        .as("the tag with the topic's id")
                        .containsExactly(forum.id() + 3);
                assertThat(tagsOfNextPost(fixture, forum, "water"))
                        .as("no tag of that name")
                        .isEmpty();
                fixture.record("forum-tags");
            }
        }
    }

    private static List<Long> tagsOfNextPost(BotFixture fixture, SandboxPlace forum, String topic) throws Exception {
        fixture.drop(topic + ".md", BotFixture.digest(topic, "2026-02-05", "News of the day"));
        await(topic).atMost(PATIENCE).until(() -> post(fixture, forum, topic).isPresent());
        return post(fixture, forum, topic)
                .orElseThrow()
                .body()
                .path("applied_tags")
                .valueStream()
                .map(tag -> Long.parseLong(tag.asText()))
                .toList();
    }

    /// The accepted request that created the post of the topic's digest.
    private static Optional<RecordedRequest> post(BotFixture fixture, SandboxPlace forum, String topic) {
        return fixture.discord.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().contains("/channels/" + forum.id() + "/threads"))
                .filter(request -> request.status() < 300)
                .filter(request -> request.body().path("name").asText().contains("Topic " + topic))
                .findFirst();
    }
}
