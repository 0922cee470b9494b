package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Digests of two topics arrive in the night and wait for the end of their readers' quiet hours.
class BundleConversationsTest extends GoldenConversations {

    private static final int QUIET_HOURS = 4;
    private static final int FROM_TEN_TO_SEVEN = 2;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-05T22:30:00Z"));

    @Override
    InstantSource clock() {
        return clock;
    }

    @Override
    void prepare() throws IOException {
        fixture.drop("trade.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
        fixture.drop("energy.md", BotFixture.digest("energy", "2026-01-05", "An old one"));
    }

    @Override
    void converse() throws IOException {
        List<Dialogue> mornings = List.of(
                evening(onTelegram(701, "Ada"), () -> onTelegram(701, "Ada")),
                evening(onDiscord(702, "Ada"), () -> onDiscord(702, "Ada")));
        fixture.drop("night.md", BotFixture.digest("trade", "2026-02-05", "News of trade"));
        awaitQueued(2);
        fixture.drop("late.md", BotFixture.digest("energy", "2026-02-05", "News of energy"));
        awaitQueued(4);
        // A delivery in flight would lose its claim when hours pass at once.
        await().until(() -> !bot.deliveries(DeliveryCause.REPLY).containsKey(DeliveryState.IN_FLIGHT));
        clock.pass(Duration.ofMinutes(8 * 60 + 31));
        bot.wakeAll();
        assertAll(mornings.stream().map(morning -> () -> {
            morning.happens("the quiet hours are over", 1);
            morning.press(1);
            morning.write("/latest");
            morning.press(2);
            morning.write("/today");
            morning.isAsWritten("bundle");
        }));
    }

    private void awaitQueued(long deliveries) {
        await().untilAsserted(() ->
                assertThat(bot.deliveries(DeliveryCause.DIGEST)).isEqualTo(Map.of(DeliveryState.QUEUED, deliveries)));
    }

    /// A reader of both topics with quiet hours in the night. The morning's transcript leaves out
    /// the evening.
    private static Dialogue evening(Dialogue evening, Supplier<Dialogue> morning) {
        evening.write("/subscribe trade", "/zone utc", "/settings");
        evening.press(QUIET_HOURS, FROM_TEN_TO_SEVEN);
        evening.write("/subscribe energy");
        return morning.get();
    }

    @Override
    String config() {
        return """
                topics:
                  trade:
                    emoji: 📦
                    perspectives:
                      us: {emoji: 🇺🇸, short: US}
                      china: {emoji: 🇨🇳, short: China}
                """;
    }
}
