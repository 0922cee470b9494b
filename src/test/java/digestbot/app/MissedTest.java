package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The answers to subscribers about their own digests, on both platforms: where today's is, and what
/// never came. It is about noon of Friday, 6 February 2026, UTC.
@Tag("full")
class MissedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private BotFixture fixture;
    private Bot bot;
    private List<ChatDriver> askers;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("5.md", BotFixture.digest("trade", "2026-02-05", "About Thursday"));
        bot = Bot.start(fixture.config("library: {first-start-days: 30}"), SameMinuteClock.clock());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        askers = ChatDriver.onBoth(fixture, 501);
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void whySaysWhereTodaysIs() throws Exception {
        assertAll("/why", "No subscriptions yet.");
        assertAll("/subscribe trade", "Subscribed to Topic trade");
        assertAll(
                "/why",
                "Topic trade",
                "Subscribed on 6 Feb · delivery: immediately",
                "Today's digest hasn't been published yet.");
        fixture.drop("6.md", BotFixture.digest("trade", "2026-02-06", "About Friday"));
        comes("About Friday");
        settled();
        assertAll("/why", "Today's digest was delivered at 12:0");
        fixture.drop("6.md", BotFixture.digest("trade", "2026-02-06", "About Friday, mended"));
        comes("About Friday, mended");
        settled();
        assertAll("/why", "Today's digest was delivered at 12:0", "It was corrected here at 12:0");
    }

    @Test
    void missedIsWhatNeverCameAndWasNotOpened() throws Exception {
        assertAll("/missed", "No subscriptions yet.");
        assertAll("/subscribe trade", "Subscribed to Topic trade");
        assertAll("/missed", "You haven't missed anything");
        fixture.drop("4.md", BotFixture.digest("trade", "2026-02-04", "About Wednesday"));
        comes("About Wednesday");
        assertAll("/missed", "You haven't missed anything");
        settled();
        askers.forEach(asker -> asker.platform().fault(asker.place(), new SandboxFault.Blocked()));
        fixture.drop("6.md", BotFixture.digest("trade", "2026-02-06", "About Friday"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bot.deliveries(DeliveryCause.DIGEST))
                        .isEqualTo(Map.of(DeliveryState.SENT, 2L, DeliveryState.FAILED, 2L)));
        // An operator retries them while the chats are paused, and the chats do not want them any
        // more when they come back.
        bot.database().writeWithoutResult(tx -> {
            tx.handle().execute("UPDATE delivery SET state = 'paused', failure = NULL WHERE state = 'failed'");
            tx.handle().execute("UPDATE delivery SET state = 'cancelled' WHERE state = 'paused'");
        });
        askers.forEach(asker -> asker.platform().fault(asker.place(), new SandboxFault.None()));
        assertAll("/why", "Today's digest was due while deliveries here were paused, so it won't be sent.");
        for (ChatDriver asker : askers) {
            ShownMessage missed = asker.ask("/missed");
            assertThat(BotFixture.text(List.of(missed)))
                    .as(asker.name())
                    .contains(
                            "1 digest from the last 14 days was not delivered here.",
                            "• Topic trade · Fri 6 February 2026");
            assertThat(BotFixture.text(List.of(asker.press(missed, "6 Feb")))).contains("About Friday");
        }
        assertAll("/missed", "You haven't missed anything");
    }

    private void assertAll(String command, String... told) throws InterruptedException {
        for (ChatDriver asker : askers) {
            assertThat(BotFixture.text(List.of(asker.ask(command))))
                    .as(asker.name())
                    .contains(told);
        }
    }

    private void comes(String text) throws InterruptedException {
        for (ChatDriver asker : askers) {
            assertThat(BotFixture.text(List.of(asker.next("with " + text)))).contains(text);
        }
    }

    private void settled() {
        await().atMost(PATIENCE)
                .until(() -> Stream.of(DeliveryCause.DIGEST, DeliveryCause.CORRECTION)
                        .allMatch(cause -> Set.of(DeliveryState.SENT)
                                .containsAll(bot.deliveries(cause).keySet())));
    }
}
