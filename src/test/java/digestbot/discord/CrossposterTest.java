package digestbot.discord;

import static digestbot.discord.DiscordFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.SubscriberStore;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages in an announcement channel are crossposted to the servers that follow it, if that was
/// chosen; whether or not that succeeds, the message has arrived.
@ExtendWith(SharedDiscord.class)
class CrossposterTest {

    private static final int AN_HOUR = 10;

    private final DiscordFixture fixture;

    CrossposterTest(DiscordFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void passesOnEachMessageOnceWhereThatIsChosen() {
        SandboxPlace channel = announcements(true);
        long first = sent(channel, "one");
        long second = sent(channel, "two");
        await().until(() -> asked(channel) >= 2);
        assertThat(fixture.sandbox.crossposted(channel)).containsExactly(first, second);
        DiscordMessage better = DiscordRenderer.render(SampleContents.text("better"));
        assertThat(fixture.platform.messenger().edit(at(channel), Long.toString(first), better))
                .isInstanceOf(Sent.class);
        assertThat(asked(channel)).isEqualTo(2);
    }

    @Test
    void passesNothingOnWhereThatIsNotChosenNorFromAThreadNorFromAnotherChannel() {
        SandboxPlace unchosen = announcements(false);
        sent(unchosen, "one");
        SandboxPlace chosen = announcements(true);
        fixture.send(at(chosen, fixture.sandbox.thread(chosen, "thread").id()), "two");
        SandboxPlace ordinary =
                fixture.known(fixture.channel()); // in a channel of an unknown kind, passing on is tried
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
        DiscordMessage message = DiscordRenderer.render(SampleContents.text("one"));
        String nonce = DiscordFixture.name();
        SendResult first = fixture.platform.messenger().send(at(channel), message, nonce, false);
        assertThat(fixture.platform.messenger().send(at(channel), message, nonce, false))
                .isEqualTo(first);
        await().until(() -> asked(channel) == 2);
        assertThat(fixture.sandbox.crossposted(channel)).hasSize(1);
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
        assertThat(asked(unchosen)).isZero();
    }

    private SandboxPlace announcements(boolean published) {
        SandboxPlace channel = fixture.known(fixture.sandbox.channel(Channel.Kind.ANNOUNCEMENT, DiscordFixture.name()));
        if (published) {
            choose(channel);
        }
        return channel;
    }

    private void choose(SandboxPlace channel) {
        fixture.database.writeWithoutResult(
                tx -> new SubscriberStore().setCrossposts(tx, fixture.subscriber(tx, channel), true));
    }

    private long sent(SandboxPlace channel, String text) {
        return Long.parseLong(((Sent) fixture.send(at(channel), text)).messageId());
    }

    /// The number of requests to crosspost a message.
    private int asked(SandboxPlace channel) {
        return fixture.requests(path -> path.contains("/channels/" + channel.id() + "/") && path.endsWith("/crosspost"))
                .size();
    }
}
