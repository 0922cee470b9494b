package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.Destination;
import digestbot.delivery.SendResult.Sent;
import digestbot.sandbox.Place;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import digestbot.subscription.Preferences;
import digestbot.subscription.PublishingStore;
import digestbot.subscription.SubscriberStore;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What comes to an announcement channel is passed on to the servers that follow it, where that was chosen; whatever
/// becomes of that, the message has arrived.
@Timeout(60)
class CrosspostsTest {

    private static final int AN_HOUR = 10;

    @TempDir
    static Path folder;

    private static Bench bench;
    private static int channels;

    @BeforeAll
    static void start() {
        bench = new Bench(folder);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void passesOnEachMessageOnceWhereThatIsChosen() {
        Place channel = announcements(true);
        long first = sent(channel, "one");
        long second = sent(channel, "two");
        await().untilAsserted(
                        () -> assertThat(bench.sandbox.crossposted(channel)).containsExactly(first, second));
        assertThat(bench.platform
                        .messenger()
                        .edit(at(channel, 0), Long.toString(first), DiscordRenderer.render(Contents.text("better"))))
                .isInstanceOf(Sent.class);
        assertThat(asked(channel)).isEqualTo(2);
    }

    @Test
    void passesNothingOnWhereThatIsNotChosenNorFromAThreadNorFromAnotherChannel() {
        Place unchosen = announcements(false);
        sent(unchosen, "one");
        Place chosen = announcements(true);
        Place thread = bench.sandbox.thread(chosen, "thread");
        send(at(chosen, thread.id()), "two", "t");
        Place ordinary = bench.sandbox.channel("ordinary");
        choose(ordinary);
        sent(ordinary, "three");
        long last = sent(chosen, "four");
        await().untilAsserted(
                        () -> assertThat(bench.sandbox.crossposted(chosen)).containsExactly(last));
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
        Place channel = announcements(true);
        bench.sandbox.refuseCrossposts(channel, status, code, why);
        sent(channel, "one");
        await().until(() -> asked(channel) >= 1);
        sent(channel, "two");
        await().until(() -> asked(channel) >= 2);
        assertThat(bench.fromBot(channel)).hasSize(2);
        assertThat(bench.sandbox.crossposted(channel)).isEmpty();
    }

    @Test
    void moreThanAnHoursShareWaitsAndHoldsUpNothingElse() {
        Place channel = announcements(true);
        for (int i = 0; i <= AN_HOUR; i++) {
            sent(channel, "number " + i);
        }
        await().until(() -> asked(channel) == AN_HOUR + 1);
        sent(channel, "one more");
        assertThat(bench.fromBot(channel)).hasSize(AN_HOUR + 2);
        assertThat(bench.sandbox.crossposted(channel)).hasSize(AN_HOUR);
        Place other = announcements(true);
        long message = sent(other, "elsewhere");
        await().untilAsserted(() -> assertThat(bench.sandbox.crossposted(other)).containsExactly(message));
        assertThat(asked(channel)).isEqualTo(AN_HOUR + 1);
    }

    @Test
    void aRepeatedMessageIsPassedOnOnce() {
        Place channel = announcements(true);
        Sent first = send(at(channel, 0), "one", "same");
        Sent again = send(at(channel, 0), "one", "same");
        assertThat(again).isEqualTo(first);
        await().until(() -> asked(channel) == 2);
        assertThat(bench.sandbox.crossposted(channel)).hasSize(1);
    }

    private static Place announcements(boolean published) {
        Place channel = bench.sandbox.announcementChannel("announcements-" + ++channels);
        bench.awaitKnown(channel);
        if (published) {
            choose(channel);
        }
        return channel;
    }

    private static void choose(Place channel) {
        bench.database.run(tx -> new PublishingStore()
                .set(
                        tx,
                        new SubscriberStore()
                                .findOrCreate(tx, at(channel, 0).chat(), Preferences.DEFAULT, Instant.EPOCH)
                                .number(),
                        true));
    }

    private static long sent(Place channel, String text) {
        return Long.parseLong(send(at(channel, 0), text, "n" + ++channels).messageId());
    }

    private static Sent send(Destination to, String text, String nonce) {
        return (Sent) bench.platform
                .messenger()
                .send(to, DiscordRenderer.render(Contents.text(text)), to.chat().id() % 1_000 + nonce, false);
    }

    /// How often it was asked for.
    private static long asked(Place channel) {
        return bench.sandbox.requests().stream()
                .filter(request -> request.path().contains("/channels/" + channel.id() + "/")
                        && request.path().endsWith("/crosspost"))
                .count();
    }

    private static Destination at(Place channel, long thread) {
        return new Destination(new Chat(Platform.DISCORD, channel.id(), ChatKind.GROUP, channel.title()), thread);
    }
}
