package digestbot.discord;

import static digestbot.discord.DiscordFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.audience.ChannelSettingStore;
import digestbot.audience.Platform;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A thread for discussion is started from the last message of a digest where that was chosen;
/// whether or not that succeeds, the digest has arrived.
@ExtendWith(SharedDiscord.class)
class DiscussionThreadsTest {

    private static final String NAME = "🌐 World Trade · Thu 5 February 2026";

    private final DiscordFixture fixture;

    DiscussionThreadsTest(DiscordFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void startsOneThreadNamedAfterTopicAndDay() {
        for (SandboxPlace channel :
                List.of(fixture.channel(), fixture.sandbox.channel(Channel.Kind.ANNOUNCEMENT, DiscordFixture.name()))) {
            choose(fixture.known(channel));
            Sent sent = fixture.sent(at(channel), digest());
            var thread = new SandboxPlace(Long.parseLong(sent.messageId()), SandboxPlace.Kind.CHANNEL, NAME);
            await().untilAsserted(
                            () -> assertThat(fixture.sandbox.threads(channel)).containsExactly(thread));
            assertThat(sent.thread()).isEmpty();
            await().until(() -> !asked(channel).isEmpty()); // a request is recorded after its effect
            JsonNode body = asked(channel).getFirst().body();
            assertThat(body.path("name").asText()).isEqualTo(NAME);
            assertThat(body.path("auto_archive_duration").asInt()).isEqualTo(1_440);
            assertThat(DiscordFixture.text(fixture.fromBot(channel).getLast())).endsWith("🧵 " + NAME);
        }
    }

    @Test
    void aRepeatedDigestGetsNoSecondThread() {
        SandboxPlace channel = channel(true);
        String nonce = DiscordFixture.name();
        SendResult first = fixture.platform.messenger().send(at(channel), digest(), nonce, false);
        assertThat(fixture.platform.messenger().send(at(channel), digest(), nonce, false))
                .isEqualTo(first);
        await().untilAsserted(() ->
                assertThat(asked(channel)).extracting(RecordedRequest::status).containsExactly(201, 400));
        assertThat(fixture.sandbox.threads(channel)).hasSize(1);
        assertThat(fixture.fromBot(channel)).hasSize(1);
    }

    @Test
    void startsNoneWhereThatIsNotChosenNorFromAThreadNorFromAnotherMessageOrPost() {
        SandboxPlace unchosen = channel(false);
        fixture.send(at(unchosen), digest());
        SandboxPlace chosen = channel(true);
        SandboxPlace thread = fixture.sandbox.thread(chosen, "a thread of people");
        fixture.send(at(chosen, thread.id()), digest());
        fixture.send(at(chosen), "an answer");
        SandboxPlace forum = fixture.sandbox.channel(Channel.Kind.FORUM, DiscordFixture.name());
        choose(fixture.known(forum));
        fixture.send(at(forum), digest());
        SandboxPlace last = channel(true);
        fixture.send(at(last), digest());
        await().until(() -> asked(last).size() == 1);
        assertThat(Stream.of(unchosen, chosen, forum).flatMap(each -> asked(each).stream()))
                .isEmpty();
    }

    @Test
    void tellsTheChannelOnceThatAPermissionIsMissing() {
        SandboxPlace channel = channel(true);
        fixture.sandbox.permitThreads(channel, false);
        for (int i = 0; i < 2; i++) {
            assertThat(fixture.send(at(channel), digest())).isInstanceOf(Sent.class);
        }
        await().until(() -> asked(channel).size() == 2 && told(channel).size() == 1);
        assertThat(told(channel).getFirst()).contains("Create Public Threads");
        fixture.sandbox.permitThreads(channel, true);
        fixture.send(at(channel), digest());
        await().until(() -> isChosenAndUntold(channel));
        fixture.sandbox.permitThreads(channel, false);
        fixture.send(at(channel), digest());
        await().until(() -> told(channel).size() == 2);
        assertThat(fixture.fromBot(channel)).hasSize(4);
    }

    @Test
    void aFailureNeitherFailsNorRepeatsTheDigest() {
        SandboxPlace channel = channel(true);
        fixture.sandbox.observe(request -> {
            if (request.path().endsWith("/" + channel.id() + "/messages")) {
                fixture.sandbox.fault(channel, new SandboxFault.ServerError(1, 500));
            }
        });
        assertThat(fixture.send(at(channel), digest())).isInstanceOf(Sent.class);
        await().until(() -> asked(channel).size() == 1);
        assertThat(fixture.fromBot(channel)).hasSize(1);
        assertThat(told(channel)).isEmpty();
    }

    private static DiscordMessage digest() {
        return DiscordRenderer.render(SampleContents.text("About trade").withName(NAME))
                .endingDigest();
    }

    private SandboxPlace channel(boolean chosen) {
        SandboxPlace channel = fixture.known(fixture.channel());
        if (chosen) {
            choose(channel);
        }
        return channel;
    }

    private void choose(SandboxPlace channel) {
        fixture.database.writeWithoutResult(
                tx -> new ChannelSettingStore().setDiscussions(tx, fixture.subscriber(tx, channel), true));
    }

    private boolean isChosenAndUntold(SandboxPlace channel) {
        return fixture.database.read(tx -> {
            var store = new ChannelSettingStore();
            return store.wantsDiscussions(tx, Platform.DISCORD, channel.id())
                    && !store.wasTold(tx, Platform.DISCORD, channel.id());
        });
    }

    private List<String> told(SandboxPlace channel) {
        return fixture.database.read(tx -> tx.handle()
                .createQuery("""
                        SELECT content FROM delivery JOIN subscriber ON subscriber.number = delivery.subscriber
                        WHERE chat_id = ?
                        """)
                .bind(0, channel.id())
                .mapTo(String.class)
                .list());
    }

    private List<RecordedRequest> asked(SandboxPlace channel) {
        return fixture.requests(
                path -> path.contains("/channels/" + channel.id() + "/messages/") && path.endsWith("/threads"));
    }
}
