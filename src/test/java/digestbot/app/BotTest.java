package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot in this process, with both platforms' simulators and the real client libraries between.
class BotTest {

    private static final Duration READY = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPlace chat;
    private SandboxPlace channel;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        chat = fixture.privateChat(ada);
        channel = fixture.discord.channel("news");
        fixture.discord.promote(channel, ada);
        fixture.drop("first.md", BotFixture.digest("trade", day.minusDays(30).toString(), "An old one"));
        bot = Bot.start(fixture.config(), InstantSource.system());
        assertThat(bot.awaitReady(READY)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void aDigestDroppedIntoTheFolderReachesBothPlatformsInUnderASecond() throws Exception {
        subscribe();
        // The first one warms everything up, as in a bot that has run for a while.
        fixture.drop("warm.md", BotFixture.digest("trade", day.minusDays(1).toString(), "To warm up"));
        await().atMost(READY).until(() -> both("To warm up"));
        Duration quickest = Duration.ofNanos(Long.MAX_VALUE);
        for (int i = 0; i < 5 && quickest.compareTo(Duration.ofSeconds(1)) >= 0; i++) {
            // Discord's channel gets one message a second, which is not what is measured.
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            Duration taken = delivers("new" + i + ".md", day.minusDays(2 + i), "Something new, " + i);
            quickest = taken.compareTo(quickest) < 0 ? taken : quickest;
        }
        assertThat(quickest).as("the best of five, as others may be busy").isLessThan(Duration.ofSeconds(1));
    }

    private Duration delivers(String file, LocalDate day, String says) throws IOException {
        long before = System.nanoTime();
        fixture.drop(file, BotFixture.digest("trade", day.toString(), says));
        await().pollInterval(Duration.ofMillis(5)).atMost(READY).until(() -> both(says));
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @Test
    void whatWasThereBeforeIsSentToNoOneButCanBeAskedFor() {
        subscribe();
        assertThat(telegram()).doesNotContain("An old one");
        fixture.telegram.write(ada, chat, "/today trade");
        fixture.discord.write(ada, channel, "/today trade");
        await().atMost(READY).until(() -> both("An old one"));
    }

    @Test
    void aPressSwitchesTheViewInThePrivateMessage() {
        fixture.telegram.write(ada, chat, "/today trade");
        await().atMost(READY).until(() -> telegram().contains("An old one"));
        ShownMessage digest = fixture.telegram.screen(chat).getLast();
        fixture.telegram.press(ada, chat, digest.id(), 5, 0);
        await().atMost(READY).until(() -> telegram().contains("One article"));
        assertThat(fixture.telegram.screen(chat).getLast().id()).isEqualTo(digest.id());
        assertThat(telegram()).doesNotContain("An old one");
    }

    @Test
    void aPressInAServersChannelAnswersThePresserAlone() {
        fixture.discord.write(ada, channel, "/today trade");
        await().atMost(READY).until(() -> discord().contains("An old one"));
        ShownMessage digest = newest(fixture.discord.screen(channel));
        fixture.discord.press(ada, channel, digest.id(), 5, 0);
        await().atMost(READY).until(() -> discord().contains("One article"));
        ShownMessage answer = newest(fixture.discord.screen(channel));
        assertThat(answer.onlyFor()).contains(ada);
        assertThat(discord()).contains("An old one");
    }

    @Test
    void anInvalidFileHoldsUpNoOther() throws Exception {
        subscribe();
        fixture.drop("broken.md", "no front matter");
        fixture.drop("good.md", BotFixture.digest("trade", day.toString(), "A good one"));
        await().atMost(READY).until(() -> both("A good one"));
        assertThat(bot.invalidFiles()).isEqualTo(1);
    }

    @Test
    void aDraftWaitsUntilItIsNone() throws Exception {
        subscribe();
        String digest = BotFixture.digest("trade", day.toString(), "In the making");
        fixture.drop("draft.md", digest.replace("topic: trade", "topic: trade\ndraft: true"));
        fixture.drop("other.md", BotFixture.digest("trade", day.minusDays(1).toString(), "Another one"));
        await().atMost(READY).until(() -> both("Another one"));
        assertThat(telegram()).doesNotContain("In the making");
        fixture.drop("draft.md", digest);
        await().atMost(READY).until(() -> both("In the making"));
    }

    @Test
    void unsubscribingEndsIt() throws Exception {
        subscribe();
        fixture.telegram.write(ada, chat, "/unsubscribe trade");
        await().atMost(READY).until(() -> telegram().contains("Unsubscribed from"));
        fixture.drop("later.md", BotFixture.digest("trade", day.toString(), "For Discord alone"));
        await().atMost(READY).until(() -> discord().contains("For Discord alone"));
        assertThat(telegram()).doesNotContain("For Discord alone");
    }

    private void subscribe() {
        fixture.telegram.write(ada, chat, "/subscribe trade");
        fixture.discord.write(ada, channel, "/subscribe trade");
        await().atMost(READY).until(answered());
    }

    private Callable<Boolean> answered() {
        return () -> telegram().contains("Subscribed to Topic trade")
                && discord().contains("Topic trade will be posted here");
    }

    private boolean both(String text) {
        return telegram().contains(text) && discord().contains(text);
    }

    private String telegram() {
        return BotFixture.text(fixture.telegram.screen(chat));
    }

    private String discord() {
        return BotFixture.text(fixture.discord.screen(channel));
    }

    private static ShownMessage newest(List<ShownMessage> messages) {
        return messages.stream()
                .filter(message -> message.author().isEmpty())
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
