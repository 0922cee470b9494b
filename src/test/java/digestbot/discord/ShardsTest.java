package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.PublicReplies;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.discord.DiscordPlatform.DiscordStatus;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bot in so many servers that Discord recommends several connections.
@Tag("full")
class ShardsTest {

    private static final int SHARDS = 3;
    private static final SandboxPerson ADA = new SandboxPerson(801, "Ada", "en");

    @TempDir
    Path folder;

    private DiscordFixture fixture;
    private final List<SandboxPlace> channels = new ArrayList<>();

    @BeforeEach
    void start() {
        fixture = new DiscordFixture(folder, DiscordFixture.NEVER, sandbox -> {
            sandbox.gateway().recommendShards(SHARDS);
            for (int shard = 0; shard < SHARDS; shard++) {
                channels.add(sandbox.channel(shard, "news-" + shard));
            }
        });
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void thereAreAsManyAsRecommendedAndCommandsAreRegisteredOnce() {
        assertThat(fixture.sandbox.gateway().shards()).containsExactly(0, 1, 2);
        assertThat(fixture.platform.status()).isEqualTo(DiscordStatus.CONNECTED);
        assertThat(fixture.sandbox.requests())
                .filteredOn(made -> made.method().equals("PUT"))
                .hasSize(1);
    }

    @Test
    void everyServerIsAnsweredAndSoAreDirectMessages() {
        channels.forEach(this::answered);
        answered(fixture.sandbox.directMessages(ADA));
        answered(fixture.sandbox.channel(1, "made-later"));
    }

    @Test
    void messagesReachEveryServer() {
        for (SandboxPlace channel : channels) {
            var chat = new Destination(new Chat(Platform.DISCORD, channel.id(), ChatType.GROUP, ""), 0);
            var message = DiscordRenderer.render(SampleContents.text("a digest"));
            assertThat(fixture.platform.messenger().send(chat, message, "n" + channel.id(), false))
                    .isInstanceOf(SendResult.Sent.class);
            fixture.shown(channel, 1);
        }
    }

    @Test
    void oneLostConnectionLeavesTheOthersAndComesBackWithWhatWasMissed() {
        fixture.sandbox.gateway().holdResumes();
        fixture.sandbox.gateway().cutConnections(1);
        await().until(fixture.platform::status, DiscordStatus.CONNECTING::equals);
        assertThat(fixture.platform.isReached())
                .as("no other node has to serve Discord")
                .isTrue();
        fixture.sandbox.write(ADA, channels.get(1), "/today");
        answered(channels.get(2));
        fixture.sandbox.gateway().releaseResumes();
        fixture.shown(channels.get(1), 1);
        await().until(fixture.platform::status, DiscordStatus.CONNECTED::equals);
        assertThat(fixture.sandbox.gateway().shards()).containsExactly(0, 1, 2);
        answered(channels.get(0));
    }

    @Test
    void closingEndsThemAll() {
        fixture.platform.close();
        assertThat(fixture.platform.status()).isEqualTo(DiscordStatus.CLOSED);
        await().untilAsserted(
                        () -> assertThat(fixture.sandbox.gateway().shards()).isEmpty());
    }

    private void answered(SandboxPlace place) {
        fixture.answers.reply = request -> PublicReplies.toAll(
                SampleContents.text(request.action() instanceof ReadAction.ShowToday ? "heard" : "misheard"));
        int before = fixture.fromBot(place).size();
        fixture.sandbox.write(ADA, place, "/today");
        assertThat(DiscordFixture.text(fixture.shown(place, before + 1))).isEqualTo("heard");
    }
}
