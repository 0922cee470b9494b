package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.CrosspostSettingStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages in an announcement channel are crossposted to the servers that follow it, if that was
/// chosen; whether or not that succeeds, the message has arrived.
class CrossposterTest {

    private static final int AN_HOUR = 10;

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

    @Test
    void passesOnEachMessageOnceWhereThatIsChosen() {
        SandboxPlace channel = announcements(true);
        long first = sent(channel, "one");
        long second = sent(channel, "two");
        await().until(() -> asked(channel) >= 2);
        assertThat(fixture.sandbox.crossposted(channel)).containsExactly(first, second);
        assertThat(fixture.platform
                        .messenger()
                        .edit(
                                at(channel, 0),
                                Long.toString(first),
                                DiscordRenderer.render(SampleContents.text("better"))))
                .isInstanceOf(Sent.class);
        assertThat(asked(channel)).isEqualTo(2);
    }

    @Test
    void passesNothingOnWhereThatIsNotChosenNorFromAThreadNorFromAnotherChannel() {
        SandboxPlace unchosen = announcements(false);
        sent(unchosen, "one");
        SandboxPlace chosen = announcements(true);
        SandboxPlace thread = fixture.sandbox.thread(chosen, "thread");
        send(at(chosen, thread.id()), "two", "t");
        SandboxPlace ordinary = fixture.sandbox.channel("ordinary");
        fixture.awaitKnown(ordinary); // in a channel of an unknown kind, passing on is tried
        choose(ordinary);
        sent(ordinary, "three");
        long last = sent(chosen, "four");
        await().until(() -> asked(chosen) >= 1);
        assertThat(fixture.sandbox.crossposted(chosen)).containsExactly(last);
        assertThat(asked(unchosen) + asked(ordinary)).isZero();
        assertThat(asked(chosen)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "403, 50013, Missing Permissions",
        "403, 50001, Missing Access",
        "400, 50033, Invalid Recipient(s)",
        "400, 50024, Cannot execute action on this channel type",
        "404, 10008, Unknown Message",
        "500, 0, Internal Server Error",
    })
    void aRefusalNeitherFailsNorRepeatsTheMessageNorHoldsUpTheNext(int status, int code, String why) {
        SandboxPlace channel = announcements(true);
        fixture.sandbox.refuseCrossposts(channel, status, code, why);
        sent(channel, "one");
        await().until(() -> asked(channel) >= 1);
        sent(channel, "two");
        await().until(() -> asked(channel) >= 2);
        assertThat(fixture.fromBot(channel)).hasSize(2);
        assertThat(fixture.sandbox.crossposted(channel)).isEmpty();
    }

    @Test
    void moreThanAnHoursShareWaitsAndHoldsUpNothingElse() {
        SandboxPlace channel = announcements(true);
        for (int i = 0; i <= AN_HOUR; i++) {
            sent(channel, "number " + i);
        }
        await().until(() -> asked(channel) == AN_HOUR + 1);
        sent(channel, "one more");
        assertThat(fixture.fromBot(channel)).hasSize(AN_HOUR + 2);
        assertThat(fixture.sandbox.crossposted(channel)).hasSize(AN_HOUR);
        SandboxPlace other = announcements(true);
        long message = sent(other, "elsewhere");
        await().untilAsserted(
                        () -> assertThat(fixture.sandbox.crossposted(other)).containsExactly(message));
        assertThat(asked(channel)).isEqualTo(AN_HOUR + 1);
    }

    @Test
    void aRepeatedMessageIsPassedOnOnce() {
        SandboxPlace channel = announcements(true);
        Sent first = send(at(channel, 0), "one", "same");
        Sent again = send(at(channel, 0), "one", "same");
        assertThat(again).isEqualTo(first);
        await().until(() -> asked(channel) == 2);
        assertThat(fixture.sandbox.crossposted(channel)).hasSize(1);
    }

    @Test
    void passesOnWhatIsInAChannelThatTheGatewayHasNotReported() {
        var elsewhere = new DiscordMessenger(
                fixture.platform::anyShard,
                new ChannelKinds(_ -> Optional.empty(), System::nanoTime),
                () -> Duration.ZERO,
                new Crossposter(fixture.database),
                DiscordFixture.discussions(fixture.database));
        SandboxPlace chosen = announcements(true);
        SandboxPlace unchosen = announcements(false);
        DiscordMessage message = DiscordRenderer.render(SampleContents.text("one"));
        assertThat(elsewhere.send(at(unchosen, 0), message, "u" + ++channels, false))
                .isInstanceOf(Sent.class);
        Sent sent = (Sent) elsewhere.send(at(chosen, 0), message, "c" + ++channels, false);
        await().untilAsserted(() ->
                assertThat(fixture.sandbox.crossposted(chosen)).containsExactly(Long.parseLong(sent.messageId())));
        assertThat(asked(unchosen)).isZero();
    }

    private static SandboxPlace announcements(boolean published) {
        SandboxPlace channel = fixture.sandbox.announcementChannel("announcements-" + ++channels);
        fixture.awaitKnown(channel);
        if (published) {
            choose(channel);
        }
        return channel;
    }

    private static void choose(SandboxPlace channel) {
        fixture.database.writeWithoutResult(tx -> new CrosspostSettingStore()
                .set(
                        tx,
                        new SubscriberStore()
                                .findOrCreate(tx, at(channel, 0).chat(), Preferences.DEFAULT, Instant.EPOCH)
                                .number(),
                        true));
    }

    private static long sent(SandboxPlace channel, String text) {
        return Long.parseLong(send(at(channel, 0), text, "n" + ++channels).messageId());
    }

    private static Sent send(Destination to, String text, String nonce) {
        return (Sent) fixture.platform
                .messenger()
                .send(
                        to,
                        DiscordRenderer.render(SampleContents.text(text)),
                        to.chat().id() % 1_000 + nonce,
                        false);
    }

    /// The number of requests to crosspost a message.
    private static long asked(SandboxPlace channel) {
        return fixture.sandbox.requests().stream()
                .filter(request -> request.path().contains("/channels/" + channel.id() + "/")
                        && request.path().endsWith("/crosspost"))
                .count();
    }

    private static Destination at(SandboxPlace channel, long thread) {
        return new Destination(new Chat(Platform.DISCORD, channel.id(), ChatType.GROUP, channel.title()), thread);
    }
}
