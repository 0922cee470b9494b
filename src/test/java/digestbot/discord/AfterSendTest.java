package digestbot.discord;

import static digestbot.discord.DiscordFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages in an announcement channel are crossposted to the servers that follow it, and a thread
/// for discussion is started from the last message of a digest, where that was chosen. Whether or
/// not that succeeds, the message has arrived.
@ExtendWith(SharedDiscord.class)
class AfterSendTest {

    private static final int AN_HOUR = 10;

    private static final String NAME = "🌐 World Trade · Thu 5 February 2026";

    private final DiscordFixture fixture;

    AfterSendTest(DiscordFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void passesOnEachMessageOnceWhereThatIsChosen() {
        SandboxPlace channel = announcements(true);
        long first = sent(channel, "one");
        long second = sent(channel, "two");
        awaitCrossposts(channel, 2);
        DiscordMessage better = DiscordRenderer.render(SampleContents.text("better"));
        assertThat(fixture.platform.messenger().edit(at(channel), Long.toString(first), better))
                .isInstanceOf(Sent.class);
        long third = sent(channel, "three");
        awaitCrossposts(channel, 3);
        assertThat(fixture.sandbox.crossposted(channel)).containsExactly(first, second, third);
    }

    @Test
    void passesNothingOnWhereThatIsNotChosenNorFromAThreadNorFromAnotherChannel() {
        SandboxPlace unchosen = announcements(false);
        sent(unchosen, "one");
        SandboxPlace chosen = announcements(true);
        fixture.send(at(chosen, fixture.sandbox.thread(chosen, "thread").id()), "two");
        SandboxPlace ordinary =
                fixture.known(fixture.channel()); // in a channel of an unknown kind, passing on is tried
        chooseCrossposts(ordinary);
        sent(ordinary, "three");
        long last = sent(chosen, "four");
        awaitCrossposts(chosen, 1);
        assertThat(fixture.sandbox.crossposted(chosen)).containsExactly(last);
        assertThat(crossposts(unchosen) + crossposts(ordinary)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"403, 50013, Missing Permissions", "500, 0, Internal Server Error"})
    void aRefusalNeitherFailsNorRepeatsTheMessageNorHoldsUpTheNext(int status, int code, String why) {
        SandboxPlace channel = announcements(true);
        fixture.sandbox.refuseCrossposts(channel, status, code, why);
        sent(channel, "one");
        await().until(() -> crossposts(channel), tries -> tries >= 1);
        sent(channel, "two");
        await().until(() -> crossposts(channel), tries -> tries >= 2);
        assertThat(fixture.fromBot(channel)).hasSize(2);
        assertThat(fixture.sandbox.crossposted(channel)).isEmpty();
    }

    @Test
    void moreThanAnHoursShareWaitsAndHoldsUpNothingElse() {
        SandboxPlace channel = announcements(true);
        for (int i = 0; i <= AN_HOUR; i++) {
            sent(channel, "number " + i);
        }
        awaitCrossposts(channel, AN_HOUR + 1);
        sent(channel, "one more");
        assertThat(fixture.fromBot(channel)).hasSize(AN_HOUR + 2);
        assertThat(fixture.sandbox.crossposted(channel)).hasSize(AN_HOUR);
        SandboxPlace other = announcements(true);
        long message = sent(other, "elsewhere");
        await().untilAsserted(
                        () -> assertThat(fixture.sandbox.crossposted(other)).containsExactly(message));
        assertThat(crossposts(channel)).isEqualTo(AN_HOUR + 1);
    }

    @Test
    void passesOnWhatIsInAChannelThatTheGatewayHasNotReported() {
        DiscordMessenger elsewhere = fixture.elsewhere(System::nanoTime);
        SandboxPlace chosen = announcements(true);
        SandboxPlace unchosen = announcements(false);
        DiscordMessage message = DiscordRenderer.render(SampleContents.text("one"));
        assertThat(elsewhere.send(at(unchosen), message, DiscordFixture.name(), false))
                .isInstanceOf(Sent.class);
        Sent sent = (Sent) elsewhere.send(at(chosen), message, DiscordFixture.name(), false);
        await().untilAsserted(() ->
                assertThat(fixture.sandbox.crossposted(chosen)).containsExactly(Long.parseLong(sent.messageId())));
        assertThat(crossposts(unchosen)).isZero();
    }

    private void awaitCrossposts(SandboxPlace channel, int count) {
        Waiting.count("requests to crosspost", count, () -> crossposts(channel));
    }

    private SandboxPlace announcements() {
        return fixture.known(fixture.sandbox.channel(Channel.Kind.ANNOUNCEMENT, DiscordFixture.name()));
    }

    private SandboxPlace announcements(boolean published) {
        SandboxPlace channel = announcements();
        if (published) {
            chooseCrossposts(channel);
        }
        return channel;
    }

    private void chooseCrossposts(SandboxPlace channel) {
        fixture.database.writeWithoutResult(
                tx -> new SubscriberStore().set(tx, ChatFlag.CROSSPOSTS, fixture.subscriber(tx, channel), true));
    }

    private long sent(SandboxPlace channel, String text) {
        return Long.parseLong(((Sent) fixture.send(at(channel), text)).messageId());
    }

    /// The number of requests to crosspost a message.
    private int crossposts(SandboxPlace channel) {
        return fixture.requests(path -> path.contains("/channels/" + channel.id() + "/") && path.endsWith("/crosspost"))
                .size();
    }

    @Test
    void startsOneThreadNamedAfterTopicAndDay() {
        for (SandboxPlace channel : List.of(fixture.known(fixture.channel()), announcements())) {
            chooseThreads(channel);
            Sent sent = fixture.sent(at(channel), digest());
            var thread = new SandboxPlace(Long.parseLong(sent.messageId()), SandboxPlace.Kind.CHANNEL, NAME);
            await().untilAsserted(
                            () -> assertThat(fixture.sandbox.threads(channel)).containsExactly(thread));
            assertThat(sent.thread()).isEmpty();
            JsonNode body = Waiting.exactly(1, () -> threads(channel)) // a request is recorded after its effect
                    .getFirst()
                    .body();
            assertThat(body.path("name").asText()).isEqualTo(NAME);
            assertThat(body.path("auto_archive_duration").asInt()).isEqualTo(1_440);
            assertThat(DiscordFixture.text(fixture.fromBot(channel).getLast())).endsWith("🧵 " + NAME);
        }
    }

    @Test
    void aRepeatedDigestIsCrosspostedOnceAndGetsNoSecondThread() {
        SandboxPlace channel = announcements(true);
        chooseThreads(channel);
        String nonce = DiscordFixture.name();
        SendResult first = fixture.platform.messenger().send(at(channel), digest(), nonce, false);
        assertThat(fixture.platform.messenger().send(at(channel), digest(), nonce, false))
                .isEqualTo(first);
        await().untilAsserted(() ->
                assertThat(threads(channel)).extracting(RecordedRequest::status).containsExactly(201, 400));
        assertThat(fixture.sandbox.threads(channel)).hasSize(1);
        awaitCrossposts(channel, 2);
        assertThat(fixture.sandbox.crossposted(channel)).hasSize(1);
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
        chooseThreads(fixture.known(forum));
        fixture.send(at(forum), digest());
        SandboxPlace last = channel(true);
        fixture.send(at(last), digest());
        Waiting.exactly(1, () -> threads(last));
        assertThat(Stream.of(unchosen, chosen, forum).flatMap(each -> threads(each).stream()))
                .isEmpty();
    }

    @Test
    void tellsTheChannelOnceThatAPermissionIsMissing() {
        SandboxPlace channel = channel(true);
        fixture.sandbox.permitThreads(channel, false);
        for (int i = 0; i < 2; i++) {
            assertThat(fixture.send(at(channel), digest())).isInstanceOf(Sent.class);
        }
        Waiting.exactly(2, () -> threads(channel));
        assertThat(Waiting.exactly(1, () -> told(channel)).getFirst()).contains("Create Public Threads");
        fixture.sandbox.permitThreads(channel, true);
        fixture.send(at(channel), digest());
        await().untilAsserted(() -> assertThat(isChosenAndUntold(channel)).isTrue());
        fixture.sandbox.permitThreads(channel, false);
        fixture.send(at(channel), digest());
        Waiting.exactly(2, () -> told(channel));
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
        Waiting.exactly(1, () -> threads(channel));
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
            chooseThreads(channel);
        }
        return channel;
    }

    private void chooseThreads(SandboxPlace channel) {
        fixture.database.writeWithoutResult(
                tx -> new SubscriberStore().set(tx, ChatFlag.DISCUSSIONS, fixture.subscriber(tx, channel), true));
    }

    private boolean isChosenAndUntold(SandboxPlace channel) {
        return fixture.database.read(tx -> {
            var store = new SubscriberStore();
            var chat = new Chat(Platform.DISCORD, channel.id(), ChatType.GROUP, "");
            return store.wants(tx, ChatFlag.DISCUSSIONS, chat) && !store.wasTold(tx, ChatFlag.DISCUSSIONS, chat);
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

    private List<RecordedRequest> threads(SandboxPlace channel) {
        return fixture.requests(
                path -> path.contains("/channels/" + channel.id() + "/messages/") && path.endsWith("/threads"));
    }
}
