package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DiscussionSettingStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A thread for discussion is started from the last message of a digest where that was chosen;
/// whether or not that succeeds, the digest has arrived.
class DiscussionThreadsTest {

    private static final String NAME = "🌐 World Trade · Thu 5 February 2026";

    @TempDir
    static Path folder;

    private static DiscordFixture fixture;
    private static int channels;

    @BeforeAll
    static void start() {
        fixture = new DiscordFixture(folder);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void startsOneThreadNamedAfterTopicAndDay(boolean announcements) {
        SandboxPlace channel = channel(announcements, true);
        Sent sent = (Sent) send(at(channel, 0), "one", digest());
        awaitThreads(
                channel, List.of(new SandboxPlace(Long.parseLong(sent.messageId()), SandboxPlace.Kind.CHANNEL, NAME)));
        assertThat(sent.thread()).isEmpty();
        await().until(() -> !asked(channel).isEmpty()); // a request is recorded after its effect
        JsonNode body = asked(channel).getFirst().body();
        assertThat(body.path("name").asText()).isEqualTo(NAME);
        assertThat(body.path("auto_archive_duration").asInt()).isEqualTo(1_440);
        assertThat(DiscordFixture.text(fixture.fromBot(channel).getLast())).endsWith("🧵 " + NAME);
    }

    @Test
    void aRepeatedDigestGetsNoSecondThread() {
        SandboxPlace channel = channel(false, true);
        SendResult first = send(at(channel, 0), "same", digest());
        assertThat(send(at(channel, 0), "same", digest())).isEqualTo(first);
        await().until(() -> asked(channel).size() == 2);
        await().until(() ->
                asked(channel).stream().map(RecordedRequest::status).toList().equals(List.of(201, 400)));
        assertThat(fixture.sandbox.threads(channel)).hasSize(1);
        assertThat(fixture.fromBot(channel)).hasSize(1);
    }

    @Test
    void startsNoneWhereThatIsNotChosenNorFromAThreadNorFromAnotherMessageOrPost() {
        SandboxPlace unchosen = channel(false, false);
        send(at(unchosen, 0), "a", digest());
        SandboxPlace chosen = channel(false, true);
        SandboxPlace thread = fixture.sandbox.thread(chosen, "a thread of people");
        send(at(chosen, thread.id()), "b", digest());
        send(at(chosen, 0), "c", DiscordRenderer.render(SampleContents.text("an answer")));
        SandboxPlace forum = fixture.sandbox.forum("forum-" + ++channels);
        fixture.awaitKnown(forum);
        choose(forum);
        send(at(forum, 0), "d", digest());
        SandboxPlace last = channel(false, true);
        send(at(last, 0), "e", digest());
        await().until(() -> asked(last).size() == 1);
        assertThat(asked(unchosen)).isEmpty();
        assertThat(asked(chosen)).isEmpty();
        assertThat(asked(forum)).isEmpty();
    }

    @Test
    void tellsTheChannelOnceThatAPermissionIsMissing() {
        SandboxPlace channel = channel(false, true);
        fixture.sandbox.permitThreads(channel, false);
        for (String nonce : List.of("f", "g")) {
            assertThat(send(at(channel, 0), nonce, digest())).isInstanceOf(Sent.class);
        }
        await().until(() -> asked(channel).size() == 2);
        await().until(() -> told(channel).size() == 1);
        assertThat(told(channel).getFirst()).contains("Create Public Threads");
        fixture.sandbox.permitThreads(channel, true);
        send(at(channel, 0), "h", digest());
        await().until(() -> isChosenAndUntold(channel));
        fixture.sandbox.permitThreads(channel, false);
        send(at(channel, 0), "i", digest());
        await().until(() -> told(channel).size() == 2);
        assertThat(fixture.fromBot(channel)).hasSize(4);
    }

    @Test
    void aFailureNeitherFailsNorRepeatsTheDigest() {
        SandboxPlace channel = channel(false, true);
        fixture.sandbox.observe(request -> {
            if (request.path().endsWith("/" + channel.id() + "/messages")) {
                fixture.sandbox.fault(channel, new SandboxFault.ServerError(1, 500));
            }
        });
        assertThat(send(at(channel, 0), "j", digest())).isInstanceOf(Sent.class);
        await().until(() -> asked(channel).size() == 1);
        assertThat(fixture.fromBot(channel)).hasSize(1);
        assertThat(told(channel)).isEmpty();
    }

    /// The last message of a digest.
    private static DiscordMessage digest() {
        return DiscordRenderer.render(SampleContents.text("About trade").withName(NAME))
                .endingDigest();
    }

    private static SandboxPlace channel(boolean announcements, boolean chosen) {
        String name = "discussed-" + ++channels;
        SandboxPlace channel =
                announcements ? fixture.sandbox.announcementChannel(name) : fixture.sandbox.channel(name);
        fixture.awaitKnown(channel);
        if (chosen) {
            choose(channel);
        }
        return channel;
    }

    private static void choose(SandboxPlace channel) {
        fixture.database.writeWithoutResult(tx -> new DiscussionSettingStore()
                .set(
                        tx,
                        new SubscriberStore()
                                .findOrCreate(tx, at(channel, 0).chat(), Preferences.DEFAULT, Instant.EPOCH)
                                .number(),
                        true));
    }

    private static boolean isChosenAndUntold(SandboxPlace channel) {
        return fixture.database.read(tx -> {
            var store = new DiscussionSettingStore();
            return store.isWanted(tx, Platform.DISCORD, channel.id())
                    && !store.isTold(tx, Platform.DISCORD, channel.id());
        });
    }

    /// The messages about threads that wait for the channel.
    private static List<String> told(SandboxPlace channel) {
        return fixture.database.read(tx -> tx.handle()
                .createQuery("""
                    SELECT content FROM delivery JOIN subscriber ON subscriber.number = delivery.subscriber
                    WHERE chat_id = ?
                    """)
                .bind(0, channel.id())
                .mapTo(String.class)
                .list());
    }

    private static SendResult send(Destination to, String nonce, DiscordMessage message) {
        // The last digits of two ids may be the same, and a nonce that was used returns the message that it made.
        return fixture.platform.messenger().send(to, message, to.chat().id() + nonce, false);
    }

    private static void awaitThreads(SandboxPlace channel, List<SandboxPlace> threads) {
        await().untilAsserted(() -> assertThat(fixture.sandbox.threads(channel)).isEqualTo(threads));
    }

    /// The requests to start a thread from a message of the channel.
    private static List<RecordedRequest> asked(SandboxPlace channel) {
        return fixture.sandbox.requests().stream()
                .filter(request -> request.path().contains("/channels/" + channel.id() + "/messages/")
                        && request.path().endsWith("/threads"))
                .toList();
    }

    private static Destination at(SandboxPlace channel, long thread) {
        return new Destination(new Chat(Platform.DISCORD, channel.id(), ChatType.GROUP, channel.title()), thread);
    }
}
