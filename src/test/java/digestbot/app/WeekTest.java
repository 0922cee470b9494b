package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole bot on both platforms, whose readers choose a round-up of the week with the buttons. It is about noon of
/// Friday, 6 February 2026, UTC.
@Tag("full")
class WeekTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final AtomicReference<Instant> start = new AtomicReference<>(Instant.parse("2026-02-06T12:00:00Z"));
    private final long begun = System.nanoTime();
    private final InstantSource clock = () -> start.get().plusNanos(System.nanoTime() - begun);

    @TempDir
    Path folder;

    @Test
    void comesAsOneMessageThatLeadsToItsDays() throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
            try (Bot bot = Bot.start(fixture.config(), clock)) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                List<ChatDriver> readers = ChatDriver.onBoth(fixture, 611);
                for (ChatDriver reader : readers) {
                    chooseTheWeek(reader);
                }
                fixture.drop("6.md", BotFixture.digest("trade", "2026-02-06", "News of Friday"));
                fixture.drop("7.md", BotFixture.digest("trade", "2026-02-07", "News of Saturday"));
                await().atMost(PATIENCE)
                        .until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.QUEUED, 4L)));
                // A delivery that is still under way when hours pass at once has lost its claim.
                await().atMost(PATIENCE)
                        .until(() -> !bot.deliveries(DeliveryCause.REPLY).containsKey(DeliveryState.IN_FLIGHT));
                start.updateAndGet(time -> time.plus(Duration.ofHours(2 * 24 + 6)));
                for (ChatDriver reader : readers) {
                    expectTheWeek(reader);
                }
            }
        }
    }

    private static void chooseTheWeek(ChatDriver reader) throws InterruptedException {
        reader.ask("/subscribe trade");
        ShownMessage topics = reader.ask("/zone utc");
        ShownMessage topic = reader.press(topics, "Topic trade");
        ShownMessage chosen = reader.press(reader.press(topic, "Time"), "Weekly round-up");
        assertThat(BotFixture.text(List.of(chosen)))
                .as(reader.name())
                .contains("Weekly round-up, Sun 18:00 · next: 2026-02-08 18:00");
    }

    private static void expectTheWeek(ChatDriver reader) throws InterruptedException {
        ShownMessage week = reader.next("on Sunday evening");
        assertThat(BotFixture.text(List.of(week)))
                .as(reader.name())
                .contains(
                        "The week at a glance: each perspective's top point on 2 days",
                        "Fri 6 February 2026",
                        "Sat 7 February 2026",
                        "The first side says its part about it, at some length.",
                        "The second side says its part about it, at some length.")
                .doesNotContain("News of Friday");
        assertThat(BotFixture.text(List.of(reader.press(week, "6 Feb"))))
                .as(reader.name())
                .contains("News of Friday");
    }
}
